import { ClientTls, DestinationRuleSpec, isObject, Kind, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { print } from '../print';

/**
 * TLS to a server whose certificate is checked against nothing. A credentialName counts only with a workloadSelector, for
 * only then do sidecars fetch it.
 * `CaCertificateAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/destinationrule/ca-certificates.go
 */
export const caCertificates: Analyzer = {
  name: 'destination-rule/ca-certificates',
  codes: ['IST0128', 'IST0129'],
  kinds: [Kind.DESTINATION_RULE],
  *analyze(context) {
    for (const resource of context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
      const { host, trafficPolicy, workloadSelector } = resource.spec;
      const isUnchecked = (tls: ClientTls | undefined): boolean => {
        if (tls?.mode !== 'SIMPLE' && tls?.mode !== 'MUTUAL') return false;
        const { caCertificates, credentialName } = tls as ClientTls & { readonly caCertificates?: string };
        return textOf(caCertificates) === '' && !(textOf(credentialName) !== '' && isObject(workloadSelector));
      };
      const message = (where: string) =>
        `TLS to ${textOf(host)}${where} names no caCertificates. Name the CA's file, or a credentialName together with a workloadSelector, so that the server is checked against that CA.`;
      if (isUnchecked(trafficPolicy?.tls)) {
        yield { code: 'IST0128', resource, field: ['spec', 'trafficPolicy', 'tls'], message: message('') };
      }
      for (const [index, { tls, port }] of objectsWithIndex(trafficPolicy?.portLevelSettings)) {
        if (!isUnchecked(tls)) continue;
        yield {
          code: 'IST0129',
          resource,
          field: ['spec', 'trafficPolicy', 'portLevelSettings', index, 'tls'],
          message: message(` on port ${print(port?.number ?? 0)}`),
        };
      }
    }
  },
};

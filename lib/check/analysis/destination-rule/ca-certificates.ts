import { ClientTls, DestinationRuleSpec, isObject, Kind, textOf } from '../../../model';
import { Analyzer, Report } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { print } from '../print';

/** What a credentialName begins with that names a ConfigMap, which any proxy may have. `KubernetesConfigMapTypeURI`, istio 1.30.3 pilot/pkg/model/credentials/resource.go */
const CONFIG_MAP = 'configmap://';

/**
 * TLS without a CA of its own to check the server by. Without caCertificates that is the CAs of the proxy's system; by a
 * credentialName sidecars get no TLS at all unless there is a workloadSelector.
 * `CaCertificateAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/destinationrule/ca-certificates.go; what comes of it:
 * `buildUpstreamClusterTLSContext`, `constructUpstreamTLS`, pilot/pkg/networking/core/cluster_tls.go
 */
export const caCertificates: Analyzer = {
  name: 'destination-rule/ca-certificates',
  codes: ['IST0128', 'IST0129'],
  kinds: [Kind.DESTINATION_RULE],
  *analyze(context) {
    for (const resource of context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
      const { host, trafficPolicy, workloadSelector } = resource.spec;
      const told = (tls: ClientTls | undefined, where: string): Pick<Report, 'message' | 'likelyFine'> | undefined =>
        problemOf(tls, `${textOf(host)}${where}`, isObject(workloadSelector));
      const problem = told(trafficPolicy?.tls, '');
      if (problem) yield { code: 'IST0128', resource, field: ['spec', 'trafficPolicy', 'tls'], ...problem };
      for (const [index, { tls, port }] of objectsWithIndex(trafficPolicy?.portLevelSettings)) {
        const ofPort = told(tls, ` on port ${print(port?.number ?? 0)}`);
        if (ofPort) yield { code: 'IST0129', resource, field: ['spec', 'trafficPolicy', 'portLevelSettings', index, 'tls'], ...ofPort };
      }
    }
  },
};

function problemOf(tls: ClientTls | undefined, server: string, hasSelector: boolean): Pick<Report, 'message' | 'likelyFine'> | undefined {
  if (tls?.mode !== 'SIMPLE' && tls?.mode !== 'MUTUAL') return undefined;
  const { caCertificates, credentialName, insecureSkipVerify } = tls as Readonly<Record<string, unknown>>;
  if (textOf(caCertificates) !== '') return undefined;
  const credential = textOf(credentialName);
  if (credential !== '') {
    if (hasSelector || credential.startsWith(CONFIG_MAP)) return undefined;
    return {
      message: `Sidecars send plain text to ${server}, for they take a credentialName only with a workloadSelector; gateways take it without. Add the workloadSelector of those that are to use it.`,
    };
  }
  if (insecureSkipVerify === true) {
    return {
      message: `${server} is believed whoever it is, for insecureSkipVerify is set. Name the CA of its certificate in caCertificates instead.`,
    };
  }
  return {
    message: `${server} is checked by the CAs of the proxy's system, which those of public servers are among. Name the CA's file in caCertificates if it has another one.`,
    likelyFine: true,
  };
}

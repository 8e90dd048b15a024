import { GatewaySpec, Kind, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { usableCertificate } from '../certificate';
import { objectsWithIndex } from '../destinations';
import { gatewayKey, splitKey } from '../gateway-name';

/**
 * Servers whose Secret is missing beside the gateway's Pods, or holds no certificate that is valid now.
 * `SecretAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/gateway/secret.go
 */
export const credential: Analyzer = {
  name: 'gateway/credential',
  codes: ['IST0101', 'IST0161'],
  kinds: [Kind.GATEWAY],
  *analyze(context) {
    for (const resource of context.of<GatewaySpec>(Kind.GATEWAY)) {
      const pod = context.pods.selectedBy(resource.spec.selector)[0];
      if (!pod) continue;
      for (const [index, { tls }] of objectsWithIndex(resource.spec.servers)) {
        const name = textOf((tls as { credentialName?: unknown } | undefined)?.credentialName);
        if (name === '') continue;
        const field = ['spec', 'servers', index, 'tls', 'credentialName'];
        const { namespace, name: plain } = splitKey(gatewayKey(name, pod.namespace));
        const secret = context.get(Kind.SECRET, namespace, plain);
        if (!secret) {
          yield {
            code: 'IST0101',
            resource,
            field,
            message: `There is no Secret "${plain}" in ${namespace}, where this gateway's Pods are and look for it. Create it there, or mend the name.`,
            outside: true,
          };
          continue;
        }
        const problem = usableCertificate(secret, context.now);
        if (problem !== undefined) {
          yield {
            code: 'IST0161',
            resource,
            field,
            message: `The Secret ${namespace}/${plain} ${problem}. Put a valid certificate and its key there.`,
          };
        }
      }
    }
  },
};

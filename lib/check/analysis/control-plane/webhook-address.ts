import { at, isIpAddress, isObject, Kind } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { hostOfUrl } from '../go-url';

/**
 * Webhooks of Istio that call nobody, or the control plane by its IP address.
 * `ExternalControlPlaneAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/externalcontrolplane/externalcontrolplane.go
 */
export const webhookAddress: Analyzer = {
  name: 'control-plane/webhook-address',
  codes: ['IST0163', 'IST0164'],
  kinds: [Kind.VALIDATING_WEBHOOK_CONFIGURATION, Kind.MUTATING_WEBHOOK_CONFIGURATION],
  *analyze(context) {
    for (const kind of this.kinds) {
      for (const resource of context.of(kind)) {
        if (!isIstios(kind, resource.name)) continue;
        for (const [index, webhook] of objectsWithIndex(resource.manifest.webhooks as { clientConfig?: unknown }[])) {
          const url = at(webhook, 'clientConfig', 'url');
          const field = ['webhooks', index, 'clientConfig'];
          if (typeof url === 'string') {
            const host = hostOfUrl(url);
            if (host === undefined) {
              yield {
                code: 'IST0163',
                resource,
                field: [...field, 'url'],
                message: `"${url}" is no URL. Give the address of the control plane, https://HOST:PORT/inject.`,
              };
            } else if (isIpAddress(host)) {
              yield {
                code: 'IST0164',
                resource,
                field: [...field, 'url'],
                message: `"${host}" is an IP address. Give the control plane a host name.`,
              };
            }
          } else if (!isObject(at(webhook, 'clientConfig', 'service'))) {
            yield { code: 'IST0163', resource, field, message: 'This webhook calls nobody. Give it a url or a service.' };
          }
        }
      }
    }
  },
};

function isIstios(kind: string, name: string): boolean {
  if (kind === Kind.MUTATING_WEBHOOK_CONFIGURATION) return name.startsWith('istio-sidecar-injector');
  return name === 'istiod-default-validator' || name.startsWith('istio-validator');
}

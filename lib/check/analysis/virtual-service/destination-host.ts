import { Kind, stringsIn, textOf, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { destinationsOf } from '../destinations';
import { print } from '../print';

/**
 * Destinations whose host no Service or ServiceEntry has, whose port that has not, or that leave open which of several.
 * `DestinationHostAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/virtualservice/destinationhosts.go
 */
export const destinationHost: Analyzer = {
  name: 'virtual-service/destination-host',
  codes: ['IST0101', 'IST0112'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const exportTo = stringsIn(resource.spec.exportTo);
      for (const { destination, field, isMirror } of destinationsOf(resource.spec)) {
        const host = textOf(destination.host);
        const what = isMirror ? 'mirror host' : 'host';
        const entry = context.hosts.find(host, resource.namespace, exportTo);
        if (!entry) {
          const inFull = fullNameOf(context, host);
          yield {
            code: 'IST0101',
            resource,
            field: [...field, 'host'],
            message:
              `The ${what} "${host}" is no Service or ServiceEntry that ${resource.namespace} may see. ` +
              (inFull === undefined
                ? `Mend the name, give it in full (name.namespace.svc.${context.model.domain}), or add a ServiceEntry.`
                : `With a dot a name is taken as it is: write ${inFull}.`),
            outside: context.hosts.isOutside(host, resource.namespace),
          };
        } else if (!destination.port) {
          if (entry.ports.length > 1) {
            yield {
              code: 'IST0112',
              resource,
              field: [...field, 'host'],
              message: `"${host}" has the ports ${entry.ports.join(', ')}. Say in port.number which one is meant.`,
            };
          }
        } else if (!entry.ports.includes(destination.port.number ?? 0)) {
          yield {
            code: 'IST0101',
            resource,
            field: [...field, 'port', 'number'],
            message: `The ${what} "${host}" has no port ${print(destination.port.number ?? 0)}; it has ${entry.ports.join(', ') || 'none'}. Give one of its own.`,
          };
        }
      }
    }
  },
};

/** The full name of the Service that a host with one dot, `name.namespace`, was most likely meant for. */
function fullNameOf(context: Context, host: string): string | undefined {
  const [name, namespace, ...rest] = host.split('.');
  const isService = rest.length === 0 && namespace !== undefined && context.get(Kind.SERVICE, namespace, name!) !== undefined;
  return isService ? `${host}.svc.${context.model.domain}` : undefined;
}

import { Kind, listOf, stringsIn, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { stringsWithIndex } from '../destinations';
import { MESH } from '../gateway-name';

/**
 * Hosts of VirtualServices for sidecars written `name.namespace`: a name with a dot is taken as it is, so that the rules
 * hold for this one spelling on port 80 and not for the service.
 * `ResolveShortnameToFQDN`, istio 1.30.3 pilot/pkg/model/config.go
 */
export const dottedHost: Analyzer = {
  name: 'virtual-service/dotted-host',
  codes: ['host-with-one-dot'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const { spec } = resource;
      if (listOf(spec.gateways).length > 0 && !stringsIn(spec.gateways).includes(MESH)) continue;
      for (const [index, host] of stringsWithIndex(spec.hosts)) {
        const [name, namespace, ...rest] = host.split('.');
        const isService = rest.length === 0 && namespace !== undefined && context.get(Kind.SERVICE, namespace, name!);
        if (!isService) continue;
        yield {
          code: 'host-with-one-dot',
          resource,
          field: ['spec', 'hosts', index],
          message: `"${host}" is not the Service ${namespace}/${name}, but a name of its own, so these rules don't hold for it. Write ${host}.svc.${context.model.domain}.`,
        };
      }
    }
  },
};

import { keyOf, Kind, objectsIn, Resource, ServiceEntrySpec, stringsIn, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { stringsWithIndex } from '../destinations';
import { print } from '../print';

/**
 * ServiceEntries of one namespace that give the same host with the same port: which of them counts depends on their age,
 * and where they were applied at once on chance (KIA1211, KIA1212 of Kiali).
 * `SortServicesByCreationTime`, `initServiceRegistry`: istio 1.30.3 pilot/pkg/model/push_context.go
 */
export const duplicateHosts: Analyzer = {
  name: 'service-entry/duplicate-hosts',
  codes: ['duplicate-service-entry'],
  kinds: [Kind.SERVICE_ENTRY],
  *analyze(context) {
    const owners = new Map<string, { readonly resource: Resource; readonly protocol: string }>();
    for (const resource of context.model.inOrder<ServiceEntrySpec>(Kind.SERVICE_ENTRY)) {
      const scope = [...stringsIn(resource.spec.exportTo)].sort().join(',');
      for (const [index, host] of stringsWithIndex(resource.spec.hosts)) {
        for (const { number, protocol } of objectsIn(resource.spec.ports)) {
          const key = `${resource.namespace} ${scope} ${[...stringsIn(resource.spec.addresses)].sort().join(',')} ${host} ${print(number)}`;
          const owner = owners.get(key);
          if (!owner) {
            owners.set(key, { resource, protocol: textOf(protocol) });
            continue;
          }
          if (owner.resource === resource) continue;
          const conflict =
            owner.protocol === textOf(protocol) ? '' : `, as ${owner.protocol || 'TCP'} and not ${textOf(protocol) || 'TCP'}`;
          yield {
            code: 'duplicate-service-entry',
            resource,
            field: ['spec', 'hosts', index],
            message: `${keyOf(owner.resource)} has port ${print(number)} of "${host}" too${conflict}, and which of them counts is not defined. Merge them.`,
          };
        }
      }
    }
  },
};

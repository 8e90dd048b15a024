import { DestinationRuleSpec, isObject, isWildcard, Kind, listOf, resolveShortHost, TrafficPolicy, textOf } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';

/**
 * Settings for a port: of one that the service does not have they have no effect, and on the others they replace what the
 * policy says for all ports, also what they do not mention.
 * `GetPortLevelTrafficPolicy`, istio 1.30.3 pilot/pkg/networking/util/util.go
 */
export const portSettings: Analyzer = {
  name: 'destination-rule/port-settings',
  codes: ['settings-lost-on-port', 'unknown-settings-port'],
  kinds: [Kind.DESTINATION_RULE],
  *analyze(context) {
    for (const resource of context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
      const { spec, namespace } = resource;
      // A wildcard is for services with ports of their own.
      const host = isWildcard(textOf(spec.host)) ? '' : textOf(spec.host);
      let ports: ReadonlySet<number> | undefined;
      for (const [policy, path] of policiesOf(spec)) {
        const common = SETTINGS.filter((name) => isObject(policy[name]) && !isPlainBalancer(name, policy));
        for (const [index, settings] of objectsWithIndex(listOf(policy.portLevelSettings))) {
          const field = [...path, 'portLevelSettings', index];
          const number = settings.port?.number;
          ports ??= new Set(
            context.model
              .servicesOf(resolveShortHost(host, namespace, context.model.domain))
              .flatMap((service) => service.ports.map(({ port }) => port)),
          );
          if (typeof number === 'number' && ports.size > 0 && !ports.has(number)) {
            yield {
              code: 'unknown-settings-port',
              resource,
              field: [...field, 'port', 'number'],
              message: `${textOf(spec.host)} has no port ${number}, only ${[...ports].join(', ')}, so these settings have no effect. Give the service's port, not that of its Pods.`,
            };
            continue;
          }
          const lost = common.filter((name) => !isObject(settings[name]));
          if (lost.length === 0) continue;
          yield {
            code: 'settings-lost-on-port',
            resource,
            field,
            message: `Settings of a port replace those for all ports, so on it there is no ${lost.join(', ')}. Repeat what should hold here too.`,
          };
        }
      }
    }
  },
};

/** Which of the ways to balance evenly is used matters little. */
function isPlainBalancer(name: string, { loadBalancer }: TrafficPolicy): boolean {
  return name === 'loadBalancer' && !isObject(loadBalancer?.consistentHash) && !isObject(loadBalancer?.localityLbSetting);
}

const SETTINGS = ['loadBalancer', 'connectionPool', 'outlierDetection', 'tls'] as const;

function policiesOf({ trafficPolicy, subsets }: DestinationRuleSpec): readonly (readonly [TrafficPolicy, FieldPath])[] {
  const policies: (readonly [TrafficPolicy, FieldPath])[] = isObject(trafficPolicy) ? [[trafficPolicy, ['spec', 'trafficPolicy']]] : [];
  for (const [index, subset] of objectsWithIndex(subsets)) {
    if (isObject(subset.trafficPolicy)) policies.push([subset.trafficPolicy, ['spec', 'subsets', index, 'trafficPolicy']]);
  }
  return policies;
}

import {
  append,
  DestinationRuleSpec,
  HostMap,
  isObject,
  isWildcard,
  Kind,
  resolveShortHost,
  Resource,
  Service,
  ServiceSpec,
  textOf,
} from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { PeerModes } from '../peer-modes';
import { Pod } from '../pods';

/**
 * Clients told to speak plain text, or TLS of their own, to workloads that take only mutual TLS; and mutual TLS to those
 * that take none. The connection is refused.
 * `applyUpstreamTLSSettings`, istio 1.30.3 pilot/pkg/networking/core/cluster_tls.go; `buildInboundMTLSFilterChain…`,
 * pilot/pkg/security/authn/policy_applier.go. Kiali has the same as KIA0207, KIA0208, KIA0505
 * and KIA0506.
 */
export const peerAuthentication: Analyzer = {
  name: 'destination-rule/peer-authentication',
  codes: ['tls-conflicts-with-peer-authentication'],
  kinds: [Kind.DESTINATION_RULE],
  *analyze(context) {
    const rules = context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE);
    const byWildcard = servicesByWildcard(context, rules);
    const modes = new PeerModes(context);
    const known = new Map<string, Pod | undefined>();
    for (const resource of rules) {
      const settings = tlsModes(resource.spec);
      if (settings.length === 0) continue;
      const host = hostOf(context, resource);
      for (const [mode, field] of settings) {
        const wanted = mode === 'ISTIO_MUTUAL' ? 'DISABLE' : 'STRICT';
        // Many rules may have one host, such as *.local.
        const key = `${wanted} ${host}`;
        if (!known.has(key)) {
          const services = isWildcard(host) ? (byWildcard.get(host) ?? []) : context.model.servicesOf(host).slice(0, 1);
          known.set(key, firstPod(context, services, modes, wanted));
        }
        const pod = known.get(key);
        if (!pod) continue;
        yield {
          code: 'tls-conflicts-with-peer-authentication',
          resource,
          field,
          message: `Clients are told ${mode}, but a PeerAuthentication makes ${pod.namespace}/${pod.name} take ${wanted === 'STRICT' ? 'mutual TLS only' : 'no mutual TLS'}, so it refuses them. Remove tls here, or change the PeerAuthentication.`,
        };
      }
    }
  },
};

function hostOf(context: Context, { spec, namespace }: Resource<DestinationRuleSpec>): string {
  return resolveShortHost(textOf(spec.host), namespace, context.model.domain);
}

function tlsModes({ trafficPolicy }: DestinationRuleSpec): readonly (readonly [string, FieldPath])[] {
  const settings: [string | undefined, FieldPath][] = [[trafficPolicy?.tls?.mode, ['spec', 'trafficPolicy', 'tls', 'mode']]];
  for (const [index, { tls }] of objectsWithIndex(trafficPolicy?.portLevelSettings)) {
    settings.push([tls?.mode, ['spec', 'trafficPolicy', 'portLevelSettings', index, 'tls', 'mode']]);
  }
  return settings.filter((each): each is [string, FieldPath] => typeof each[0] === 'string');
}

/** The services that only the DestinationRules of a wildcard cover, by that: of a more specific host another rule counts. */
function servicesByWildcard(context: Context, rules: readonly Resource<DestinationRuleSpec>[]): ReadonlyMap<string, readonly Service[]> {
  const hosts = new HostMap<string>();
  for (const host of rules.map((each) => hostOf(context, each))) hosts.set(host, host);
  const found = new Map<string, Service[]>();
  if (!rules.some((each) => isWildcard(hostOf(context, each)))) return found;
  for (const service of context.model.services) {
    const host = hosts.mostSpecific(service.hostname);
    if (host !== undefined && isWildcard(host)) append(found, host, service);
  }
  return found;
}

function podsOf(context: Context, { registry, resource, namespace }: Service): readonly Pod[] {
  if (registry !== 'Kubernetes') return [];
  const { selector } = resource.spec as ServiceSpec;
  return isObject(selector) && Object.keys(selector).length > 0 ? context.pods.selectedBy(selector, namespace) : [];
}

/** The first Pod with a proxy that takes no other than a mode, on all its ports. */
function firstPod(context: Context, services: readonly Service[], modes: PeerModes, wanted: string): Pod | undefined {
  for (const service of services) {
    const found = podsOf(context, service).find((pod) => pod.hasProxy && modes.of(pod) === wanted && !modes.hasPortLevel(pod));
    if (found) return found;
  }
  return undefined;
}

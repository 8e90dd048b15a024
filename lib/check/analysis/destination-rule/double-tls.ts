import {
  append,
  at,
  DestinationRuleSpec,
  isTls,
  isWildcard,
  Kind,
  objectsIn,
  Resource,
  resolveShortHost,
  textOf,
  VirtualServiceSpec,
} from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';

/**
 * TLS for a port on which clients speak TLS already: the sidecar wraps their TLS in another, and the server finds a
 * handshake in place of a request. It is right only where rules for HTTP lead plain requests to that port. Only hosts of
 * ServiceEntries are looked at: to a Service in the mesh gateways of other kinds may lead.
 * `applyUpstreamTLSSettings`, istio 1.30.3 pilot/pkg/networking/core/cluster_tls.go, wraps whatever the listener takes;
 * a listener of HTTPS or TLS takes what came by SNI, `buildSidecarOutboundTLSFilterChainOpts`, tls.go
 */
export const doubleTls: Analyzer = {
  name: 'destination-rule/double-tls',
  codes: ['tls-within-tls'],
  kinds: [Kind.DESTINATION_RULE],
  *analyze(context) {
    const { model } = context;
    let routed: ReadonlyMap<string, readonly number[]> | undefined;
    for (const resource of context.of<DestinationRuleSpec>(Kind.DESTINATION_RULE)) {
      const { spec, namespace } = resource;
      const places = tlsOf(spec);
      if (places.length === 0 || isWildcard(textOf(spec.host))) continue;
      const host = resolveShortHost(textOf(spec.host), namespace, model.domain);
      const ports = model.servicesOf(host).flatMap((service) => (service.registry === 'External' ? service.ports : []));
      for (const { number, field } of places) {
        // For all ports it is meant for those that are plain.
        const own = number === undefined ? ports : ports.filter(({ port }) => port === number);
        if (own.length === 0 || !own.every(({ protocol }) => isTls(protocol))) continue;
        routed ??= routedPorts(context);
        const reached = routed.get(host) ?? [];
        if (reached.some((port) => port === 0 || own.some((each) => each.port === port))) continue;
        if (isCalledByProxies(context, host, namespace)) continue;
        yield {
          code: 'tls-within-tls',
          resource,
          field,
          message: `Port ${own.map(({ port }) => port).join(', ')} of ${host} is ${own[0]!.protocol}, so clients speak TLS on it already, and this wraps it in another. Remove tls here, or declare the port as HTTP for clients that speak plain text.`,
          outside: true,
        };
      }
    }
  },
};

/**
 * True where proxies may call a host themselves, for a provider of the mesh or an extension: they send what is plain straight
 * to the cluster, whatever the listener takes.
 */
function isCalledByProxies(context: Context, host: string, namespace: string): boolean {
  const { meshConfig, rootNamespace } = context.model;
  const isProvider = objectsIn(at(meshConfig, 'extensionProviders') as object[]).some((provider) =>
    Object.values(provider).some((each) => textOf(at(each, 'service')).split('/').pop() === host),
  );
  const holdsHere = (each: Resource) => each.namespace === namespace || each.namespace === rootNamespace;
  return isProvider || EXTENSIONS.some((kind) => context.of(kind).some(holdsHere));
}

const EXTENSIONS = [Kind.WASM_PLUGIN, Kind.TRAFFIC_EXTENSION, Kind.ENVOY_FILTER];

/** Where a rule originates TLS, and for which port. */
function tlsOf({ trafficPolicy }: DestinationRuleSpec): readonly { readonly number: number | undefined; readonly field: FieldPath }[] {
  const originates = (mode: unknown) => mode === 'SIMPLE' || mode === 'MUTUAL';
  const places: { number: number | undefined; field: FieldPath }[] = [];
  if (originates(trafficPolicy?.tls?.mode)) places.push({ number: undefined, field: ['spec', 'trafficPolicy', 'tls', 'mode'] });
  for (const [index, { port, tls }] of objectsWithIndex(trafficPolicy?.portLevelSettings)) {
    if (originates(tls?.mode) && typeof port?.number === 'number') {
      places.push({ number: port.number, field: ['spec', 'trafficPolicy', 'portLevelSettings', index, 'tls', 'mode'] });
    }
  }
  return places;
}

/** The ports of hosts to which rules for HTTP or TCP lead; 0 where a rule names none. */
function routedPorts(context: Context): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { spec, namespace } of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
    for (const kind of ['http', 'tcp'] as const) {
      for (const [, { route }] of objectsWithIndex<{ route?: readonly { destination?: { host?: string; port?: { number?: number } } }[] }>(
        spec[kind],
      )) {
        for (const [, { destination }] of objectsWithIndex(route)) {
          append(found, resolveShortHost(textOf(destination?.host), namespace, context.model.domain), destination?.port?.number ?? 0);
        }
      }
    }
  }
  return found;
}

import { MeshConfig, Model } from '../lib/model';
import { Decision, RequestProtocol, route, RouteRequest, Source } from '../lib/route';
import { Verdict } from './corpus';
import { load, loadAll } from './yaml';

export interface Simulation {
  readonly name: string;
  readonly proxy: { readonly type: string; readonly namespace?: string; readonly labels?: Record<string, string> };
  readonly configYaml?: string;
  readonly kubeYaml?: string;
  readonly meshConfig?: MeshConfig;
  readonly calls: readonly { readonly name?: string; readonly call: Call; readonly expect: Expectation }[];
}

interface Call {
  readonly host?: string;
  readonly address?: string;
  readonly port: number;
  readonly protocol?: string;
  readonly tls?: string;
  readonly sni?: string;
  readonly path?: string;
  readonly mode?: string;
}

interface Expectation {
  readonly error?: string;
  readonly cluster?: string;
  readonly listener?: string;
  readonly virtualHost?: string;
  readonly routeConfig?: string;
}

/** Which outcomes the simulator's errors stand for. */
const ERRORS: Readonly<Record<string, readonly string[]>> = {
  NoListener: ['noListener'],
  NoFilterChain: ['noFilterChain', 'tlsNoMatch'],
  NoRoute: ['notFound'],
  NoVirtualHost: ['notFound'],
  ProtocolError: ['protocolError', 'tlsHandshakeFailed'],
  MTLSError: ['tlsHandshakeFailed', 'protocolError'],
  TLSRedirect301: ['redirect'],
  MultipleFilterChain: ['listenerRejected'],
};

const ELSEWHERE = '1.3.3.7';

/** The calls of one simulated proxy. */
export function* judgeSimulation(simulation: Simulation): Iterable<Verdict> {
  const section = 'simulation';
  const manifests = [...loadAll(simulation.configYaml ?? '').map(withoutDomain), ...loadAll(simulation.kubeYaml ?? '')];
  const model = Model.of(manifests, { meshConfig: simulation.meshConfig, parseYaml: load });
  for (const [index, { call, expect, name }] of simulation.calls.entries()) {
    const id = `simulation/${simulation.name}/${name ?? ''}#${index}`;
    const reason = outOfScope(simulation, call, expect);
    if (reason !== undefined) yield { id, section, kind: 'outOfScope', detail: reason };
    else yield { id, section, ...compare(expect, route(model, requestOf(simulation, call))) };
  }
}

function outOfScope({ configYaml }: Simulation, call: Call, expect: Expectation): string | undefined {
  if (call.mode === 'inbound') return 'inbound traffic';
  if (call.tls === 'mtls') return 'mutual TLS with the gateway';
  if (configYaml?.includes('internal.istio.io/gateway-service')) return 'an annotation that istiod keeps for itself';
  return expect.listener?.startsWith('240.240.') ? 'addresses that istiod assigns to ServiceEntries for DNS capture' : undefined;
}

function requestOf({ proxy }: Simulation, call: Call): RouteRequest {
  const namespace = proxy.namespace ?? 'default';
  const labels = proxy.labels ?? {};
  const from: Source = proxy.type === 'gateway' ? { gateway: { namespace, labels } } : { workload: { namespace, name: 'test', labels } };
  const isTls = call.tls === 'tls' || (call.tls === undefined && call.sni !== undefined);
  const inner = call.protocol === 'http' || call.protocol === 'http2' ? call.protocol : 'tcp';
  const protocol: RequestProtocol = isTls ? (inner === 'tcp' ? 'tls' : 'https') : inner;
  const sni = call.sni ?? (isTls ? call.host : undefined);
  return {
    from,
    protocol,
    host: call.address ?? ELSEWHERE,
    authority: call.host ?? '',
    port: call.port,
    path: call.path ?? '/',
    sni: sni ?? '',
  };
}

function compare(expect: Expectation, decision: Decision): Pick<Verdict, 'kind' | 'detail'> {
  if (decision.outcome === 'notModelled') return { kind: 'notModelled', detail: decision.object };
  const found: string[] = [];
  if (expect.error !== undefined && !ERRORS[expect.error]?.includes(decision.outcome))
    found.push(`want ${expect.error}, got ${decision.outcome}`);
  const cluster = clusterOf(decision);
  if (expect.cluster !== undefined && expect.error === undefined && cluster !== expect.cluster)
    found.push(`cluster: want ${expect.cluster}, got ${cluster}`);
  if (expect.listener !== undefined && decision.listener !== expect.listener)
    found.push(`listener: want ${expect.listener}, got ${decision.listener}`);
  if (expect.virtualHost !== undefined && decision.virtualHost !== expect.virtualHost) {
    found.push(`virtualHost: want ${expect.virtualHost}, got ${decision.virtualHost}`);
  }
  if (expect.routeConfig !== undefined && decision.routeConfig !== expect.routeConfig) {
    found.push(`routeConfig: want ${expect.routeConfig}, got ${decision.routeConfig}`);
  }
  return found.length === 0 ? { kind: 'agrees' } : { kind: 'differs', detail: found.join('; ') };
}

function clusterOf(decision: Decision): string {
  if (decision.outcome === 'passthrough') return 'PassthroughCluster';
  if (decision.outcome === 'blocked') return 'BlackHoleCluster';
  if (decision.outcome !== 'route') return decision.outcome;
  const [{ host, port, subset }] = decision.destinations as [(typeof decision.destinations)[number]];
  return `outbound|${port}|${subset ?? ''}|${host}`;
}

/** The simulator reads Istio's resources with an empty DNS domain: a short host `b` is `b.default` there. */
export function withoutDomain(manifest: unknown): unknown {
  const { kind, metadata } = manifest as { kind?: string; metadata?: { namespace?: string } };
  if (kind !== 'VirtualService' && kind !== 'DestinationRule') return manifest;
  return qualify(manifest, metadata?.namespace ?? 'default');
}

function qualify(value: unknown, namespace: string): unknown {
  if (Array.isArray(value)) return value.map((each) => qualify(each, namespace));
  if (typeof value !== 'object' || value === null) return value;
  const long = (host: unknown): unknown =>
    typeof host === 'string' && host !== '*' && !host.includes('.') ? `${host}.${namespace}` : host;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (name === 'host') return [name, long(each)];
      if (name === 'hosts' && Array.isArray(each)) return [name, each.map(long)];
      return [name, qualify(each, namespace)];
    }),
  );
}

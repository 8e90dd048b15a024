import { Kind, Model } from '../lib/model';
import { Decision, route, RouteRequest, Source } from '../lib/route';
import { Verdict } from './corpus';
import { load, loadAll } from './yaml';

export interface Traffic {
  readonly name: string;
  readonly via: string;
  readonly configYaml: string;
  readonly calls: readonly { readonly name?: string; readonly call: Call; readonly expect: Expectation }[];
}

interface Call {
  readonly port: number;
  readonly protocol?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly jwtClaims?: Readonly<Record<string, unknown>>;
  readonly followRedirects?: boolean;
  readonly http2?: boolean;
}

interface Expectation {
  readonly status: number;
  readonly upstreamRequestHeader?: Readonly<Record<string, string>>;
  readonly responseHeader?: Readonly<Record<string, string>>;
  readonly upstreamHost?: string;
  readonly upstreamUrl?: string;
  readonly location?: string;
  readonly upstreamProtocol?: string;
}

/** The apps that Istio's integration tests run in namespace `echo`. */
const APPS = ['a', 'b', 'c', 'd'].flatMap((name) => [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'echo' },
    spec: {
      selector: { app: name },
      ports: [
        { name: 'http', port: 80 },
        { name: 'auto-http', port: 81 },
        { name: 'http2', port: 85 },
        { name: 'grpc', port: 7070 },
        { name: 'https', port: 443 },
        { name: 'tcp', port: 9090 },
      ],
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'echo' },
    spec: { template: { metadata: { labels: { app: name, version: 'v1' } } } },
  },
]);

/** What real Envoys did in Istio's integration tests. */
export function* judgeTraffic(traffic: Traffic): Iterable<Verdict> {
  const section = 'trafficIntegration';
  const model = Model.of([...APPS, ...loadAll(traffic.configYaml)], { defaultNamespace: 'echo', parseYaml: load });
  const from: Source =
    traffic.via === 'gateway'
      ? { gateway: { namespace: 'istio-system', labels: { istio: 'ingressgateway' } } }
      : { workload: { namespace: 'echo', name: 'a' } };
  for (const [index, { call, expect }] of traffic.calls.entries()) {
    const id = `trafficIntegration/${traffic.name}#${index}`;
    const reason = outOfScope(traffic, call, expect);
    if (reason) {
      yield { id, section, kind: 'outOfScope', detail: reason };
      continue;
    }
    // Without a RequestAuthentication nobody looks at the token.
    const isVerified = model.ofKind(Kind.REQUEST_AUTHENTICATION).length > 0;
    const decision = route(model, { ...requestOf(from, call), claims: isVerified ? call.jwtClaims : undefined });
    if (decision.outcome === 'notModelled') yield { id, section, kind: 'notModelled', detail: `${decision.object}: ${decision.reason}` };
    else yield { id, section, ...compare(expect, decision) };
  }
}

function outOfScope({ configYaml }: Traffic, call: Call, expect: Expectation): string | undefined {
  if (configYaml.includes('map[$call')) return 'a placeholder is left in its YAML';
  if (expect.status === 401) return 'asserts that a bad token is refused';
  if (call.followRedirects) return 'the client follows redirects';
  return expect.upstreamProtocol === undefined ? undefined : 'asserts the HTTP version between proxy and upstream';
}

function requestOf(from: Source, call: Call): RouteRequest {
  const { Host: host, ...headers } = call.headers ?? {};
  const authority = typeof host === 'string' ? host : (host?.[0] ?? 'b');
  const dialled = authority.replace(/:\d+$/, '');
  return {
    from,
    protocol: call.http2 ? 'http2' : 'http',
    host: /^[a-d]\b/.test(dialled) ? dialled : 'b',
    authority,
    port: call.port,
    method: call.method,
    // Clients keep fragments to themselves.
    path: call.path?.replace(/#.*$/, ''),
    headers,
  };
}

function compare(expect: Expectation, decision: Decision): Pick<Verdict, 'kind' | 'detail'> {
  const found: string[] = [];
  const response = 'response' in decision ? decision.response : undefined;
  const status = response?.status ?? 200;
  if (status !== expect.status) found.push(`status: want ${expect.status}, got ${status} (${decision.outcome})`);
  const upstream = decision.outcome === 'route' ? (decision.upstream ?? decision.destinations[0]?.upstream) : undefined;
  for (const [name, value] of Object.entries(expect.upstreamRequestHeader ?? {})) {
    if (upstream?.headersSet?.[name.toLowerCase()] !== value)
      found.push(`upstream ${name}: want ${value}, got ${upstream?.headersSet?.[name.toLowerCase()]}`);
  }
  for (const [name, value] of Object.entries(expect.responseHeader ?? {})) {
    const got = response?.headers?.[name.toLowerCase()] ?? '';
    if (got !== value) found.push(`response ${name}: want ${value}, got ${got}`);
  }
  if (expect.upstreamHost !== undefined && upstream?.authority !== expect.upstreamHost)
    found.push(`host: want ${expect.upstreamHost}, got ${upstream?.authority}`);
  if (expect.upstreamUrl !== undefined && upstream?.path !== expect.upstreamUrl)
    found.push(`url: want ${expect.upstreamUrl}, got ${upstream?.path}`);
  if (expect.location !== undefined && response?.location !== expect.location)
    found.push(`location: want ${expect.location}, got ${response?.location}`);
  return found.length === 0 ? { kind: 'agrees' } : { kind: 'differs', detail: found.join('; ') };
}

import {
  bySpecificity,
  hasConflict,
  HostMap,
  hostIsSubsetOf,
  hostsForNamespace,
  hostsMatch,
  HttpMatchRequest,
  HttpRoute,
  intersectHosts,
  isIpAddress,
  isMoreSpecific,
  Labels,
  L4MatchAttributes,
  mergeHttpRoutes,
  mergeMatches,
  MeshConfig,
  Model,
  parseProtocol,
  resolveGatewayName,
  resolveShortHost,
  Service,
  UNSPECIFIED_ADDRESS,
} from '../lib/model';
import { routeConfigurationOf } from '../lib/route';
import { formatClusterName } from '../lib/route/cluster/clusters';
import { reasonAgainst } from '../lib/route/http/build-routes';
import { l4MatchesProxy } from '../lib/route/listener/tcp-clusters';
import { DestinationRuleIndex } from '../lib/route/push/destination-rule-index';
import { readVirtualServices } from '../lib/route/push/virtual-service';
import { VirtualServiceIndex } from '../lib/route/push/virtual-service-index';
import { RouteConfiguration } from '../lib/route/virtualhost/route-configuration';
import { domainsOf } from '../lib/route/virtualhost/service-domains';
import { differences, Verdict } from './corpus';
import { withoutDomain } from './route-json-simulation';
import { loadAll } from './yaml';

interface Answer {
  readonly want: unknown;
  readonly got: unknown;
}
type Judge = (row: unknown) => Answer;

/** A judge of rows of a certain form; nobody checks that they have it. */
function of<Row>(judge: (row: Row) => Answer): Judge {
  return (row) => judge(row as Row);
}

const DOMAIN = 'cluster.local';

/** Functions inside istiod that have a twin here. */
const PRIMITIVES: Readonly<Record<string, Judge>> = {
  hostNameMatches: of<{ a: string; b: string; out: boolean }>(({ a, b, out }) => ({ want: out, got: hostsMatch(a, b) })),
  hostNameSubsetOf: of<{ a: string; b: string; out: boolean }>(({ a, b, out }) => ({ want: out, got: hostIsSubsetOf(a, b) })),
  hostNamesIntersection: of<{ a: string[]; b: string[]; intersection: string[] }>(({ a, b, intersection }) => ({
    want: sorted(intersection),
    got: sorted(intersectHosts(a, b)),
  })),
  hostNamesForNamespace: of<{ hosts: string[]; namespace: string; want: string[] }>(({ hosts, namespace, want }) => ({
    want,
    got: hostsForNamespace(hosts, namespace),
  })),
  hostNamesSortOrder: of<{ in: string[]; want: string[] }>((row) => ({ want: row.want, got: [...row.in].sort(bySpecificity) })),
  hostMoreSpecific: of<{ host1: string; host2: string; expected: boolean }>(({ host1, host2, expected }) => ({
    want: expected,
    got: isMoreSpecific(host1, host2),
  })),
  protocolParse: of<{ name: string; out: string }>(({ name, out }) => ({ want: out, got: parseProtocol(name) })),
  resolveShortnameToFQDN: of<{ name: string; meta: { namespace?: string; domain?: string }; out: string }>(({ name, meta, out }) => ({
    want: out,
    got: resolveShortHost(name, meta.namespace ?? '', meta.domain ?? ''),
  })),
  mostSpecificHostMatch: of<{ in: string[]; needle: string; want: string }>((row) => {
    const map = new HostMap<string>();
    for (const host of row.in) map.set(host, host);
    return { want: row.want, got: map.mostSpecific(row.needle) ?? '' };
  }),
  subsetKey: of<{ hostname: string; subset: string; port: number; want: string }>(({ hostname, subset, port, want }) => ({
    want,
    got: formatClusterName({ host: hostname, port, subset }),
  })),
  resolveGatewayName: of<{ gateway: string; namespace: string; resolved: string }>(({ gateway, namespace, resolved }) => ({
    want: resolved,
    got: resolveGatewayName(gateway, namespace),
  })),
  sourceMatchHTTP: of<{ args: { match?: HttpMatchRequest; proxyNamespace?: string; proxyLabels?: Labels }; want: boolean }>(
    ({ args, want }) => {
      const proxy = { namespace: args.proxyNamespace ?? '', labels: args.proxyLabels ?? {} };
      return { want, got: reasonAgainst(args.match ?? {}, proxy, 'mesh', 80) === undefined };
    },
  ),
  matchTLS: of(l4),
  matchTCP: of(l4),
  generateVirtualHostDomains: of<DomainsRow>(({ service, node, want }) => {
    const aliases = (service.Attributes?.Aliases ?? []).map((alias) => alias.Hostname);
    // 2 is Passthrough in Go's enumeration.
    const resolution = service.Resolution === 2 ? 'Passthrough' : 'ClientSideLB';
    const made = { hostname: service.hostname, aliases, address: UNSPECIFIED_ADDRESS, resolution, registry: 'Kubernetes' };
    const isAddress = (domain: string): boolean => isIpAddress(domain.replace(/^\[|\]$/g, '')) && domain !== service.hostname;
    // Services there have several addresses; those are for the model's tests.
    const names = want.filter((domain) => !isAddress(domain) || domain.includes(service.hostname));
    return { want: sorted(names), got: sorted(domainsOf(made as unknown as Service, node.DNSDomain).domains) };
  }),
};

interface DomainsRow {
  readonly service: {
    readonly hostname: string;
    readonly Resolution?: unknown;
    readonly Attributes?: { readonly Aliases?: readonly { readonly Hostname: string }[] };
  };
  readonly node: { readonly DNSDomain: string };
  readonly want: readonly string[];
}

function l4({ args, want }: { args: { match?: L4MatchAttributes; namespace?: string; proxyLabels?: Labels }; want: boolean }): Answer {
  const { match = {}, namespace = '', proxyLabels = {} } = args;
  return { want, got: l4MatchesProxy(match, { namespace, labels: proxyLabels }, 'mesh', match.port ?? 0) };
}

interface ControllerRow {
  readonly virtualServices: readonly unknown[];
  readonly defaultExportTo: readonly string[];
  readonly expected: readonly { readonly spec: { readonly http: unknown } }[];
}

interface SidecarRow {
  readonly configYaml: string;
  readonly proxyNamespace: string;
  readonly routeName: string;
  readonly expectNoRouteConfig: boolean;
  readonly expectRoutesByDomain: Readonly<Record<string, readonly string[] | null>>;
}

interface GatewayRow {
  readonly gateways: readonly unknown[];
  readonly virtualServices: readonly unknown[];
  readonly routeName: string;
  readonly expectVirtualHosts: Readonly<Record<string, readonly string[]>>;
  readonly expectRouteCounts: Readonly<Record<string, number>>;
}

/** Sections that are lists of cases. */
const SECTIONS: Readonly<Record<string, Judge>> = {
  delegateMerge: of<{ root: HttpRoute; delegate: HttpRoute[]; expected: unknown }>(({ root, delegate, expected }) => ({
    want: bare(expected),
    got: bare(mergeHttpRoutes({ ...root, delegate: undefined }, delegate)),
  })),
  delegateControllerMerge: of<ControllerRow>(({ virtualServices, defaultExportTo, expected }) => {
    const model = Model.of(virtualServices, { meshConfig: { defaultVirtualServiceExportTo: defaultExportTo } });
    // The names of what is expected are not those of what is given, and Istio's test does not compare them.
    return {
      want: bare(expected.map(({ spec }) => spec.http)),
      got: bare(readVirtualServices(model).map(({ http }) => http.map(({ spec }) => spec))),
    };
  }),
  matchRequestMerge: of<{ root: HttpMatchRequest[]; delegate: HttpMatchRequest[]; expected: unknown }>(({ root, delegate, expected }) => ({
    want: bare(expected ?? []),
    got: bare(mergeMatches(root, delegate) ?? []),
  })),
  matchRequestConflict: of<{ root: HttpMatchRequest; leaf: HttpMatchRequest; conflict: boolean }>(({ root, leaf, conflict }) => ({
    want: conflict,
    got: hasConflict(root, leaf),
  })),
  sidecarVirtualHosts: of<SidecarRow>((row) => {
    const model = Model.of(loadAll(row.configYaml).map(withoutDomain));
    const from = { workload: { namespace: row.proxyNamespace, name: 'test', labels: {} } };
    const routes = routeConfigurationOf(model, from, row.routeName);
    if (row.expectNoRouteConfig) return { want: 0, got: routes?.virtualHosts.filter(({ catchAll }) => !catchAll).length ?? 0 };
    const want = row.expectRoutesByDomain;
    return { want, got: Object.fromEntries(Object.keys(want).map((domain) => [domain, clustersOf(routes, domain)])) };
  }),
  gatewayRouteConfig: of<GatewayRow>((row) => {
    const model = Model.of([...row.gateways, ...row.virtualServices]);
    const routes = routeConfigurationOf(model, { gateway: { namespace: 'default', labels: { istio: 'ingressgateway' } } }, row.routeName);
    const hosts = routes?.virtualHosts ?? [];
    // Hosts with the same routes are one virtual host there, to save bytes; here each has its own.
    const want = Object.entries(row.expectVirtualHosts).flatMap(([name, domains]) =>
      domains.map((domain) => `${domain} ${row.expectRouteCounts[name] ?? 0}`),
    );
    return {
      want: sorted(want),
      got: sorted(hosts.flatMap(({ domains, routes: own }) => domains.map((domain) => `${domain} ${own.length}`))),
    };
  }),
};

/** Sections that a stage of this engine answers; of the rest why not. */
export function* judgeInternals(section: string, cases: unknown): Iterable<Verdict> {
  if (section === 'primitives') {
    for (const [name, group] of Object.entries(cases as Record<string, { cases: unknown[] }>)) {
      const judge = PRIMITIVES[name];
      for (const [index, row] of group.cases.entries()) yield verdict(`primitives/${name}#${index}`, section, row, judge);
    }
  } else if (section === 'exportTo') {
    yield* judgeExportTo(cases as Record<string, ExportToCase>);
  } else {
    for (const [index, row] of (cases as { name?: string }[]).entries())
      yield verdict(`${section}/${row.name ?? ''}#${index}`, section, row, SECTIONS[section]);
  }
}

function verdict(id: string, section: string, row: unknown, judge: Judge | undefined): Verdict {
  if (!judge) return { id, section, kind: 'outOfScope', detail: 'asserts a protobuf form, or a function that this engine has no twin of' };
  const answer = judge(row);
  const found = differences(answer.want, answer.got);
  return found.length === 0 ? { id, section, kind: 'agrees' } : { id, section, kind: 'differs', detail: found.join('; ') };
}

const PRIVATE_AND_NS1 = { defaultVirtualServiceExportTo: ['.', 'ns1'] };

interface ExportToCase {
  readonly meshConfig?: MeshConfig;
  readonly virtualServices?: readonly unknown[];
  readonly destinationRules?: readonly unknown[];
  readonly cases: readonly unknown[];
}

function* judgeExportTo(groups: Record<string, ExportToCase>): Iterable<Verdict> {
  for (const [name, group] of Object.entries(groups)) {
    const isRules = name === 'destinationRule';
    // The row's own config lacks the namespace that its cases are about.
    const isPrivate = name === 'virtualServiceDefaultPrivate';
    const meshConfig = isRules
      ? { rootNamespace: 'istio-system' }
      : isPrivate
        ? { ...group.meshConfig, ...PRIVATE_AND_NS1 }
        : group.meshConfig;
    const model = Model.of([...(group.virtualServices ?? []), ...(group.destinationRules ?? [])], { meshConfig, domain: DOMAIN });
    for (const [index, row] of group.cases.entries()) {
      const judge = isRules ? ruleVisible(model) : virtualServicesVisible(model);
      yield verdict(`exportTo/${name}#${index}`, 'exportTo', row, judge);
    }
  }
}

function virtualServicesVisible(model: Model): Judge {
  const index = new VirtualServiceIndex(readVirtualServices(model));
  return of<{ proxyNs: string; gateway: string; wantHosts: string[] }>(({ proxyNs, gateway, wantHosts }) => ({
    want: sorted(wantHosts),
    got: sorted(index.forGateway(proxyNs, gateway).flatMap(({ hosts }) => hosts)),
  }));
}

function ruleVisible(model: Model): Judge {
  const index = new DestinationRuleIndex(model);
  return of<{ proxyNs: string; serviceNs: string; host: string; wantSubsets: string[] | null }>(
    ({ proxyNs, serviceNs, host, wantSubsets }) => {
      const service = { hostname: host, namespace: serviceNs } as Service;
      const rule = index.forService(service, { type: 'sidecar', namespace: proxyNs, labels: {}, targets: [] });
      return { want: wantSubsets ?? [], got: (rule?.subsets ?? []).map(({ name }) => name) };
    },
  );
}

function clustersOf(routes: RouteConfiguration | undefined, domain: string): string[] | null {
  const host = routes?.virtualHosts.find(({ domains }) => domains.includes(domain));
  if (!host) return null;
  return host.routes.flatMap(({ action }) =>
    action?.kind === 'forward' ? action.clusters.map(({ cluster }) => formatClusterName(cluster)) : [],
  );
}

function sorted(list: readonly string[]): string[] {
  return [...list].sort();
}

/** Without empty fields: Go's zero values and absent ones are one. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value)
    .map(([name, each]) => [name, bare(each)] as const)
    .filter(([, each]) => each !== undefined && !(typeof each === 'object' && each !== null && Object.keys(each).length === 0));
  return Object.fromEntries(fields);
}

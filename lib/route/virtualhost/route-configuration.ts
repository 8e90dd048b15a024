import { Headers, HttpRoute, Resource, StringMatch, StringMatches } from '../../model';
import { HttpRouteEntry } from '../http/http-route';
import { HeaderFormat } from '../http/formatter';
import { headerValuesOf } from '../http/header-operations';
import { Pruned } from '../http/build-routes';
import { placeOfRule } from '../http/rule-place';
import { Regex } from '../http/regex';
import { VirtualService } from '../push/virtual-service';
import { FieldPath } from '../trace';
import { DomainMap } from './domain-map';

/** Hosts that share routes. `VirtualHost`, Envoy api/envoy/config/route/v3/route_components.proto */
export interface VirtualHost {
  readonly name: string;
  readonly domains: readonly string[];
  readonly routes: readonly HttpRouteEntry[];
  /** True if plain text is answered with a redirect to https. */
  readonly requiresTls: boolean;
  /** Of the hosts that nothing claims: what happens to them. */
  readonly catchAll?: 'passthrough' | 'blocked';
  /** What istiod left out for this proxy, for traces. */
  readonly left?: readonly { readonly virtualService: VirtualService; readonly pruned: readonly Pruned[] }[];
}

/** Where a route configuration is used: on `mesh` for all hosts, or on a gateway's server for its hosts. */
export interface Opening {
  readonly gateway: string;
  readonly hosts: readonly string[];
  /** The port that its VirtualServices are for. */
  readonly port: number;
}

/** Why Envoy refuses a configuration, and the object to blame. */
export interface Rejection {
  readonly reason: string;
  readonly resource: Resource;
  readonly field?: FieldPath;
}

/** The virtual hosts of a listener's filter chain. `RouteConfiguration`, Envoy api/envoy/config/route/v3/route.proto */
export class RouteConfiguration {
  /** Set if Envoy takes none of it. */
  public readonly rejection: Rejection | undefined;
  private readonly byDomain = new DomainMap<VirtualHost>();

  public constructor(
    public readonly name: string,
    public readonly virtualHosts: readonly VirtualHost[],
    public readonly openings: readonly Opening[],
  ) {
    for (const host of virtualHosts) for (const domain of host.domains) this.byDomain.set(domain, host);
    this.rejection = findRejection(virtualHosts);
  }

  /** The virtual host of a Host header; its port does not count. `ignore_port_in_host_matching` */
  public find(authority: string): VirtualHost | undefined {
    return this.byDomain.find(withoutPort(authority).toLowerCase());
  }
}

/** `HeaderUtility::getPortStart`, Envoy 1.36 source/common/http/header_utility.cc */
function withoutPort(authority: string): string {
  const colon = authority.lastIndexOf(':');
  if (colon < 0 || authority.lastIndexOf(']') > colon || !/^\d+$/.test(authority.slice(colon + 1))) return authority;
  return authority.slice(0, colon);
}

function findRejection(virtualHosts: readonly VirtualHost[]): Rejection | undefined {
  for (const { routes } of virtualHosts) {
    for (const { rule, virtualService } of routes) {
      const reason = rule && rejectionOf(rule.spec);
      if (reason) return { reason, resource: virtualService!.resource, field: placeOfRule(rule).field };
    }
  }
  return undefined;
}

/** Codes a redirect may have; see `toRedirectAction`. */
const REDIRECT_CODES: ReadonlySet<number> = new Set([0, 301, 302, 303, 307, 308]);

/** Why Envoy refuses whatever configuration a rule is part of, though Istio's webhook let it pass. */
function rejectionOf(rule: HttpRoute): string | undefined {
  if (rule.redirect && !REDIRECT_CODES.has(rule.redirect.redirectCode ?? 0)) return 'route without action';
  const destinations = rule.route ?? [];
  const command = unknownCommandIn(rule.headers) ?? firstOf(destinations, ({ headers }) => unknownCommandIn(headers));
  if (command !== undefined) return `Not supported field in StreamInfo: ${command}`;
  const forwards = !rule.redirect && !rule.directResponse;
  if (forwards && destinations.length !== 1 && !destinations.some((each) => (each.weight ?? 0) > 0))
    return 'weighted clusters without a cluster';
  return badRegex(rule);
}

function unknownCommandIn(headers: Headers | undefined): string | undefined {
  // Every rule of a mesh comes by here, and most change no headers.
  if (!headers) return undefined;
  for (const value of headerValuesOf(headers)) {
    const { unknownCommand } = HeaderFormat.of(value);
    if (unknownCommand) return unknownCommand;
  }
  return undefined;
}

function badRegex({ match: matches }: HttpRoute): string | undefined {
  const regex = firstOf(
    matches ?? [],
    (match) =>
      badRegexIn(match.uri) ??
      badRegexIn(match.method) ??
      badRegexIn(match.authority) ??
      badRegexIn(match.scheme) ??
      badRegexAmong(match.headers) ??
      badRegexAmong(match.withoutHeaders) ??
      badRegexAmong(match.queryParams),
  );
  return regex === undefined ? undefined : `RE2 does not take the regex ${JSON.stringify(regex)}`;
}

function badRegexAmong(matches: StringMatches | undefined): string | undefined {
  return matches && firstOf(Object.values(matches), badRegexIn);
}

function badRegexIn(match: StringMatch | null | undefined): string | undefined {
  const regex = match?.regex;
  return regex === undefined || regex === '*' || Regex.of(regex) ? undefined : regex;
}

/** What is found first, of the first item that has it. */
function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

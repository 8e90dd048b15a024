import { HttpMatchRequest, HttpRoute, isObject, Kind, listOf, stringsIn, textOf } from '../../../model';
import { Analyzer, Report } from '../analyzer';
import { boundServers } from '../bound-servers';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { MESH } from '../gateway-name';
import { httpRules, PlacedRule } from '../http-rules';
import { isHttpServer } from '../tls-servers';

/**
 * Redirects that lead back to their own rule, so that clients go round until they give up: to a path that the rule matches
 * again, or to https where the rule also holds for the server that terminates TLS. And those to https on the port of plain
 * HTTP.
 * `ApplyRedirect`, istio 1.30.3 pilot/pkg/networking/core/route/route.go; `RouteEntryImplBase::newUri`, Envoy 1.40
 * source/common/router/config_impl.cc
 */
export const redirectLoop: Analyzer = {
  name: 'virtual-service/redirect-loop',
  codes: ['redirect-to-itself', 'redirect-to-plain-port'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const placed of httpRules(context)) {
      const { rule } = placed;
      if (!isObject(rule.redirect) || textOf(rule.redirect.authority) !== '') continue;
      const report = pathLoop(placed) ?? schemeLoop(context, placed);
      if (report) yield report;
    }
  },
};

/** A new path on the same host that the same rule takes. */
function pathLoop({ resource, rule, index, field }: PlacedRule): Report | undefined {
  const { uri, scheme, port, derivePort } = rule.redirect!;
  const [path = '', query] = textOf(uri).split('?', 2);
  // A path without slash is another mistake, as where it is a URL.
  if (!path.startsWith('/') || textOf(scheme) !== '' || port !== undefined || derivePort !== undefined) return undefined;
  const matches = objectsWithIndex<HttpMatchRequest>(rule.match).map(([, match]) => match);
  const takes = (match: HttpMatchRequest) => surelyFits(match, path) && (query === undefined || !isObject(match.queryParams));
  if (matches.length > 0 && !matches.some(takes)) return undefined;
  // An earlier rule may take the new path.
  const earlier = objectsWithIndex<HttpRoute>(resource.spec.http).filter(([place]) => place < index);
  const mayTake = ({ match }: HttpRoute) =>
    listOf(match).length === 0 || objectsWithIndex<HttpMatchRequest>(match).some(([, each]) => mayFit(each, path));
  if (earlier.some(([, each]) => mayTake(each))) return undefined;
  return {
    code: 'redirect-to-itself',
    resource,
    field: [...field, 'redirect', 'uri'],
    message: `This rule matches "${path}" too, so clients are redirected for ever. Put a rule for "${path}" before this one, or match only the old paths.`,
  };
}

function surelyFits({ uri, ignoreUriCase }: HttpMatchRequest, path: string): boolean {
  if (!uri) return true;
  const fold = (text: string) => (ignoreUriCase === true ? text.toLowerCase() : text);
  if (typeof uri.exact === 'string') return fold(path) === fold(uri.exact);
  if (typeof uri.prefix === 'string') return fold(path).startsWith(fold(uri.prefix));
  return uri.regex === '.*' || uri.regex === '/.*';
}

function mayFit(match: HttpMatchRequest, path: string): boolean {
  return textOf(match.uri?.regex) !== '' || surelyFits(match, path);
}

/** A redirect to https at servers of both kinds, or on the port of the request. */
function schemeLoop(context: Context, { resource, rule, index, field }: PlacedRule): Report | undefined {
  const { uri, scheme, port, derivePort } = rule.redirect!;
  if (textOf(scheme) !== 'https') return undefined;
  const servers = boundServers(context, resource);
  const isForMesh = stringsIn(resource.spec.gateways).includes(MESH) || listOf(resource.spec.gateways).length === 0;
  if (!servers || isForMesh) return undefined;
  const secure = servers.filter(({ server }) => isObject(server.tls) && server.tls.httpsRedirect !== true && isHttpServer(server));
  if (derivePort === 'FROM_REQUEST_PORT' && secure.length === 0 && servers.length > 0) {
    return {
      code: 'redirect-to-plain-port',
      resource,
      field: [...field, 'redirect', 'derivePort'],
      message: 'This leads to https on the port of plain HTTP, where no TLS is spoken. Give the port of https, or leave derivePort out.',
    };
  }
  const server = secure.find((each) => port === undefined || port === each.server.port?.number);
  if (!server || textOf(uri) !== '') return undefined;
  const matches = objectsWithIndex<HttpMatchRequest>(rule.match);
  const isForBoth = ([, match]: readonly [number, HttpMatchRequest]) => !match.port && !match.scheme && listOf(match.gateways).length === 0;
  if (matches.length > 0 && !matches.some(isForBoth)) return undefined;
  // Rules before it may be for https, and only for some requests: nobody knows.
  if (index > 0) return undefined;
  return {
    code: 'redirect-to-itself',
    resource,
    field: [...field, 'redirect', 'scheme'],
    message: `These rules hold for the HTTPS server of ${server.resource.name} too, which redirects clients to itself for ever. Match the port of plain HTTP, or set httpsRedirect at its server in place of this rule.`,
  };
}

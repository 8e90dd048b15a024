import {
  hostIsSubsetOf,
  HttpMatchRequest,
  isIpAddress,
  isObject,
  isWildcard,
  Kind,
  L4MatchAttributes,
  listOf,
  Model,
  resolveGatewayName,
  resolveShortHost,
  StringMatch,
  StringMatches,
  stringsIn,
  textOf,
  VirtualServiceSpec,
} from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { MESH } from '../gateway-name';

/** Where a condition stands in its match, and why it never holds and what to do. */
type Problem = readonly [FieldPath, string];

/**
 * Conditions of a match that no request meets. Envoy compares methods and schemes as they are, header values without the
 * blanks around them, query values as they came; `withoutHeaders` turns a match around; and rules hold only for the
 * gateways and hosts of their VirtualService.
 * `sourceMatchHTTP`, `translateHeaderMatch`, istio 1.30.3 pilot/pkg/networking/core/route/route.go; `RouteMatcher`,
 * Envoy 1.40 source/common/router/config_impl.cc
 */
export const neverTrue: Analyzer = {
  name: 'virtual-service/never-true',
  codes: ['condition-never-true'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const { spec, namespace } = resource;
      const problemsOf = (match: HttpMatchRequest, kind: string): readonly Problem[] => [
        ...gatewaysOf(spec, namespace, match),
        ...(kind === 'http' ? [...textsOf(match), ...authorityOf(match, spec, namespace, context.model)] : []),
      ];
      for (const kind of ['http', 'tls', 'tcp'] as const) {
        for (const [rule, { match: matches }] of objectsWithIndex<{ match?: readonly HttpMatchRequest[] }>(spec[kind])) {
          for (const [index, match] of objectsWithIndex(matches)) {
            for (const [path, why] of problemsOf(match, kind)) {
              yield {
                code: 'condition-never-true',
                resource,
                field: ['spec', kind, rule, 'match', index, ...path],
                message: `No request meets this condition: ${why}`,
              };
            }
          }
        }
      }
    }
  },
};

function* textsOf({ method, scheme, headers, withoutHeaders, queryParams }: HttpMatchRequest): Iterable<Problem> {
  const verb = textOf(method?.exact);
  if (METHODS.has(verb.toUpperCase()) && verb !== verb.toUpperCase()) {
    yield [['method', 'exact'], `methods are in capitals. Write ${verb.toUpperCase()}.`];
  }
  const protocol = textOf(scheme?.exact);
  if (protocol !== '' && protocol !== 'http' && protocol !== 'https') {
    yield [['scheme', 'exact'], 'a scheme is http or https. Write one of them.'];
  }
  for (const [name, { exact, prefix }] of entriesOf(headers)) {
    if (textOf(exact) !== textOf(exact).trim())
      yield [['headers', name, 'exact'], 'Envoy takes the blanks around a value away. Remove them here.'];
    if (textOf(prefix) !== textOf(prefix).trimStart()) {
      yield [['headers', name, 'prefix'], 'Envoy takes the blanks around a value away. Remove them here.'];
    }
  }
  for (const [name, { regex }] of entriesOf(withoutHeaders)) {
    if (regex === '.*') {
      yield [
        ['withoutHeaders', name, 'regex'],
        `every value fits .*, and an absent header counts as empty. Write "${name}: {}" for one that is absent.`,
      ];
    }
  }
  for (const [name, value] of entriesOf(queryParams)) {
    for (const kind of ['exact', 'prefix'] as const) {
      const text = textOf(value[kind]);
      if (/[ #&]/.test(text)) {
        yield [
          ['queryParams', name, kind],
          `a value is compared as it came, where this would be "${encodeURIComponent(text)}". Write it so.`,
        ];
      }
    }
  }
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE']);

function entriesOf(matches: StringMatches | undefined): readonly (readonly [string, StringMatch])[] {
  return isObject(matches) ? Object.entries(matches).filter((entry): entry is [string, StringMatch] => isObject(entry[1])) : [];
}

/** Gateways of a match that are none of the VirtualService; a delegate's are its root's matter. */
function* gatewaysOf(spec: VirtualServiceSpec, namespace: string, { gateways }: L4MatchAttributes): Iterable<Problem> {
  const names = stringsIn(gateways);
  if (names.length === 0 || listOf(spec.hosts).length === 0) return;
  const full = (name: string) => (name === MESH ? name : resolveGatewayName(name, namespace));
  const own = listOf(spec.gateways).length === 0 ? [MESH] : stringsIn(spec.gateways).map(full);
  if (names.some((name) => own.includes(full(name)))) return;
  yield [['gateways'], `the VirtualService is for ${own.join(', ')} only. Add ${names.join(', ')} to its gateways, or mend the name here.`];
}

/** An authority that is none of the hosts: virtual hosts are chosen by it before any rule. */
function* authorityOf({ authority }: HttpMatchRequest, spec: VirtualServiceSpec, namespace: string, model: Model): Iterable<Problem> {
  const name = textOf(authority?.exact).toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  const hosts = stringsIn(spec.hosts).map((host) => resolveShortHost(host, namespace, model.domain).toLowerCase());
  if (name === '' || hosts.length === 0 || isIpAddress(name) || name.includes('[')) return;
  const isForMesh = listOf(spec.gateways).length === 0 || stringsIn(spec.gateways).includes(MESH);
  // Sidecars know a service by parts of its name too, and each Pod of a headless one by a name in front of it.
  const isName = (host: string) => host.startsWith(`${name}.`) || name.endsWith(`.${host}`) || (isWildcard(host) && !name.includes('.'));
  if (hosts.some((host) => hostIsSubsetOf(name, host) || (isForMesh && isName(host)))) return;
  // A name that an ExternalName service gives it is one of its names too.
  if (isForMesh && hosts.some((host) => isWildcard(host) || model.servicesOf(host).some(({ aliases }) => aliases.length > 0))) return;
  yield [
    ['authority', 'exact'],
    `only requests for ${stringsIn(spec.hosts).join(', ')} come to these rules. Add the host there, or mend it here.`,
  ];
}

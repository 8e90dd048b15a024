import { toResource } from '../../../../model/resource';
import { checkAdmission } from '../../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'x', namespace: 'shop', ...metadata },
    spec,
  };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes a route to subsets', () => {
  expect(
    problemsOf({
      hosts: ['reviews'],
      http: [
        { match: [{ headers: { 'end-user': { exact: 'jason' } } }], route: [{ destination: { host: 'reviews', subset: 'v2' } }] },
        {
          route: [
            { destination: { host: 'reviews', subset: 'v1' }, weight: 90 },
            { destination: { host: 'reviews', subset: 'v2' }, weight: 10 },
          ],
        },
      ],
    }),
  ).toEqual([]);
});

test('asks for rules', () => {
  expect(problemsOf({ hosts: ['reviews'] })).toEqual(['IST0106 spec: The VirtualService has no rule: give it http, tls or tcp.']);
});

test('lets a delegate have neither gateways nor TLS nor TCP', () => {
  expect(
    problemsOf({
      gateways: ['shop/gw'],
      http: [{ delegate: { name: 'a' }, route: [{ destination: { host: 'a' } }] }],
      tcp: [{ route: [{ destination: { host: 'a' } }] }],
      tls: [{ route: [{ destination: { host: 'a' } }] }],
    }),
  ).toEqual([
    'IST0106 spec.gateways: A VirtualService without hosts is delegated to and cannot have gateways: add hosts, or remove gateways.',
    'IST0106 spec.tls: A VirtualService without hosts is delegated to and cannot have tls: add hosts, or remove tls.',
    'IST0106 spec.tcp: A VirtualService without hosts is delegated to and cannot have tcp: add hosts, or remove tcp.',
    'IST0106 spec.http.0.delegate: A VirtualService without hosts is delegated to and cannot delegate: add hosts, or route.',
    'IST0106 spec.tls.0.match: A TLS route takes connections by their SNI: give a match with sniHosts.',
  ]);
});

test('looks at gateways up to the first one without namespace', () => {
  expect(
    problemsOf({ hosts: ['a.b'], gateways: ['a_b/gw', 'gw.shop', 'b_c/gw'], http: [{ route: [{ destination: { host: 'a' } }] }] }),
  ).toEqual([
    'IST0106 spec.gateways.0: "a_b" is not the name of a namespace: use at most 63 letters, digits and dashes, with a letter or digit at both ends.',
    'IST0133 spec.gateways.1: "gw.shop" is the old way to name a gateway of another namespace: write "shop/gw".',
  ]);
});

test('routes by claims of a JWT at gateways only', () => {
  expect(
    problemsOf({
      hosts: ['a'],
      http: [{ match: [{ headers: { '@request.auth.claims.group': { exact: 'a' } } }], route: [{ destination: { host: 'a' } }] }],
    }),
  ).toEqual([
    'IST0106 spec.http.0.match.0.headers.@request.auth.claims.group: Only gateways route by claims of a JWT: name gateways, without "mesh".',
  ]);
});

test('takes every host at gateways only, and no host twice', () => {
  expect(problemsOf({ hosts: ['*'], http: [{ route: [{ destination: { host: 'a' } }] }] })).toEqual([
    'IST0106 spec.hosts.0: Sidecars cannot take the host "*": name the hosts, or use gateways without "mesh" only.',
  ]);
});

test('tells hosts that are listed twice or covered', () => {
  expect(problemsOf({ hosts: ['a.b', 'a.b', '*.b', 'c', '*.x.b'], http: [{ route: [{ destination: { host: 'a' } }] }] })).toEqual([
    'IST0106 spec.hosts.0: The host "a.b" is covered by "*.b": remove one of them.',
    'IST0106 spec.hosts.1: The host "a.b" is listed twice: remove one.',
    'IST0106 spec.hosts.4: The host "*.x.b" is covered by "*.b": remove one of them.',
  ]);
});

test('tells no duplicates while a host is wrong', () => {
  expect(problemsOf({ hosts: ['a.b', 'a.b', 'a_b'], http: [{ route: [{ destination: { host: 'a' } }] }] })).toEqual([
    'IST0106 spec.hosts.2: The host "a_b" has the part "a_b", which no DNS name can have: use letters, digits and dashes, with a letter or digit at both ends.',
  ]);
});

test('takes exactly one answer for a request', () => {
  expect(
    problemsOf({
      hosts: ['a'],
      http: [
        {},
        { redirect: { uri: '/a' }, route: [{ destination: { host: 'a' } }], fault: { abort: { httpStatus: 500 } } },
        { directResponse: { status: 200 }, rewrite: { uri: '/x' } },
        { delegate: { name: 'x' }, redirect: { uri: '/' } },
      ],
    }),
  ).toEqual([
    'IST0106 spec.http.0: The rule says not what to do: give it a route, redirect, directResponse or delegate.',
    'IST0106 spec.http.1.route: route and redirect exclude each other: keep one.',
    'IST0106 spec.http.1.fault: fault and redirect exclude each other: keep one.',
    'IST0106 spec.http.2.rewrite: rewrite and directResponse exclude each other: keep one.',
    'IST0106 spec.http.3.redirect: A route that delegates cannot redirect: keep delegate or redirect.',
    'IST0130 spec.http.1: The rule is never used: rule #0 before it takes everything. Remove one, or give it a match.',
    'IST0130 spec.http.2: The rule is never used: rule #1 before it takes everything. Remove one, or give it a match.',
    'IST0130 spec.http.3: The rule is never used: rule #2 before it takes everything. Remove one, or give it a match.',
  ]);
});

test('asks destinations for a host, and some weight', () => {
  expect(
    problemsOf({
      hosts: ['a'],
      http: [{ route: [{ destination: { host: '*', subset: 'a_b', port: { number: 0 } }, weight: -1 }, { weight: 1 }] }],
    }),
  ).toEqual([
    'IST0106 spec.http.0.route.0.destination.host: The destination\'s host "*" is no host: name one.',
    'IST0106 spec.http.0.route.0.destination.subset: "a_b" is not a name for a subset: use at most 63 letters, digits and dashes, with a letter or digit at both ends.',
    'IST0106 spec.http.0.route.0.destination.port.number: 0 is not a port: use a number from 1 to 65535.',
    'IST0106 spec.http.0.route.0.weight: The weight -1 is negative: use 0 or more.',
    'IST0106 spec.http.0.route.1.destination: The destination is missing: name the host to send requests to.',
    'IST0106 spec.http.0.route: The weights sum to 0, so that no destination gets requests: give at least one a weight above 0.',
  ]);
});

test('adds weights in 32 bits as istiod does', () => {
  expect(
    problemsOf({
      hosts: ['a'],
      http: [
        {
          route: [
            { destination: { host: 'a' }, weight: 2147483647 },
            { destination: { host: 'b' }, weight: 2147483647 },
          ],
        },
      ],
    }),
  ).toEqual([]);
});

test('asks matches for patterns that Envoy takes', () => {
  expect(
    problemsOf({
      hosts: ['a'],
      http: [
        {
          match: [
            {
              uri: { prefix: '' },
              method: { prefix: '' },
              authority: { regex: '(' },
              headers: { 'a b': { exact: 'x' } },
              withoutHeaders: { x: { regex: '*' }, y: { regex: '*' } },
              queryParams: { q: { regex: '' } },
              port: 70000,
              sourceLabels: { '-': 'x' },
              sourceNamespace: 'a_b',
              gateways: ['x.y'],
            },
          ],
          route: [{ destination: { host: 'a' } }],
        },
      ],
    }),
  ).toEqual([
    'IST0106 spec.http.0.match.0.headers.a b: The header\'s name "a b" is not the name of a header.',
    'IST0106 spec.http.0.match.0.method.prefix: Every value has the empty prefix, and Envoy refuses it: give a prefix, or leave the match out.',
    "IST0106 spec.http.0.match.0.authority.regex: The regular expression is not in RE2's syntax (missing closing ): `(`): mend it; Envoy matches it against the whole value.",
    'IST0106 spec.http.0.match.0.queryParams.q.regex: The regular expression is empty: mend it; Envoy matches it against the whole value.',
    'IST0106 spec.http.0.match.0.port: 70000 is not a port: use a number from 1 to 65535.',
    'IST0106 spec.http.0.match.0.sourceLabels.-: "-" is not a label\'s name: use up to 63 letters, digits, "-", "_" and ".", after a domain and "/" if need be.',
    'IST0106 spec.http.0.match.0.sourceNamespace: "a_b" is not the name of a namespace: use at most 63 letters, digits and dashes, with a letter or digit at both ends.',
  ]);
});

test('asks faults for what Istio can do', () => {
  expect(
    problemsOf({
      hosts: ['a'],
      http: [
        { route: [{ destination: { host: 'a' } }], fault: {} },
        {
          match: [{ uri: { exact: '/a' } }],
          route: [{ destination: { host: 'a' } }],
          fault: { delay: { exponentialDelay: '1s', percentage: { value: 0.00001 } }, abort: { http2Error: 'x' } },
        },
        {
          match: [{ uri: { exact: '/b' } }],
          route: [{ destination: { host: 'a' } }],
          fault: { delay: { fixedDelay: '0s' }, abort: { grpcStatus: 'NOPE' } },
        },
      ],
    }),
  ).toEqual([
    'IST0106 spec.http.0.fault: The fault is neither a delay nor an abort: give one, or leave it out.',
    'IST0106 spec.http.1.fault.abort.http2Error: Istio cannot abort with an error of HTTP/2: use httpStatus or grpcStatus.',
    'IST0106 spec.http.1.fault.delay.percentage.value: 0.00001 is not a percentage that Envoy can count: use 0, or a number from 0.0001 to 100.',
    'IST0106 spec.http.1.fault.delay.exponentialDelay: Istio has no delays that grow: use fixedDelay.',
    'IST0106 spec.http.2.fault.abort.grpcStatus: "NOPE" is not the name of a gRPC status: use one such as "UNAVAILABLE".',
    'IST0106 spec.http.2.fault.delay.fixedDelay: The duration is shorter than a millisecond: use at least "1ms".',
    'IST0130 spec.http.1.match.0: The match is never used: rule #0 before it takes everything. Move it to the end.',
    'IST0130 spec.http.2.match.0: The match is never used: rule #0 before it takes everything. Move it to the end.',
  ]);
});

test('loses the warning of an abort without error, and asks a delay for no duration', () => {
  expect(
    problemsOf({
      hosts: ['a'],
      http: [{ route: [{ destination: { host: 'a' } }], fault: { delay: {}, abort: { percentage: { value: 10 } } } }],
    }),
  ).toEqual([]);
});

test('asks retries, redirects, rewrites and answers for what makes sense', () => {
  expect(
    problemsOf({
      hosts: ['a'],
      http: [
        {
          match: [{ uri: { exact: '/a' } }],
          route: [{ destination: { host: 'a' } }],
          timeout: '0s',
          retries: { attempts: 0, retryOn: '5xx, 503', perTryTimeout: '1us' },
          rewrite: { uri: '/a', uriRegexRewrite: { match: 'a' } },
        },
        { match: [{ uri: { exact: '/b' } }], redirect: { redirectCode: 200, scheme: 'ftp' } },
        { match: [{ uri: { exact: '/c' } }], redirect: {} },
        { directResponse: { status: 700 } },
      ],
    }),
  ).toEqual([
    'IST0106 spec.http.0.retries: With 0 attempts nothing is sent again, yet more is said about it: set attempts, or remove the rest.',
    'IST0106 spec.http.0.retries.perTryTimeout: The duration is shorter than a millisecond: use at least "1ms".',
    'IST0106 spec.http.0.retries.retryOn: " 503" is no condition to retry on: use an HTTP status or one of 5xx, gateway-error, reset, reset-before-request, connect-failure, retriable-4xx, refused-stream, retriable-status-codes, retriable-headers, envoy-ratelimited, http3-post-connect-failure, cancelled, deadline-exceeded, internal, resource-exhausted, unavailable, without blanks.',
    'IST0106 spec.http.0.rewrite: uri and uriRegexRewrite exclude each other: keep one.',
    'IST0106 spec.http.0.rewrite.uriRegexRewrite: Both match and rewrite are needed: give them.',
    'IST0106 spec.http.0.timeout: The duration is shorter than a millisecond: use at least "1ms".',
    'IST0106 spec.http.1.redirect.redirectCode: 200 is not a status of a redirect: use 301, 302, 303, 307 or 308.',
    'IST0106 spec.http.1.redirect.scheme: "ftp" is not a scheme to redirect to: use "http" or "https".',
    'IST0106 spec.http.2.redirect: The redirect changes nothing: give a uri, authority, scheme or port.',
    'IST0106 spec.http.3.directResponse.status: 700 is not an HTTP status to answer with: use a number from 200 to 599.',
  ]);
});

test('asks CORS for methods, headers and whole seconds', () => {
  expect(
    problemsOf({
      hosts: ['a'],
      http: [
        {
          route: [{ destination: { host: 'a' } }],
          corsPolicy: { allowOrigins: [{}, { regex: '[' }], allowMethods: ['get'], allowHeaders: ['a b'], maxAge: '1.5s' },
        },
      ],
    }),
  ).toEqual([
    'IST0106 spec.http.0.corsPolicy.allowOrigins.0: The origin is empty: give an exact value, a prefix or a regex.',
    "IST0106 spec.http.0.corsPolicy.allowOrigins.1.regex: The regular expression is not in RE2's syntax (missing closing ]: `[`): mend it; Envoy matches it against the whole value.",
    'IST0106 spec.http.0.corsPolicy.allowMethods.0: "get" is not an HTTP method: use GET, HEAD, POST, PUT, PATCH, DELETE, CONNECT, OPTIONS, TRACE, *.',
    'IST0106 spec.http.0.corsPolicy.allowHeaders.0: The header\'s name "a b" is not the name of a header.',
    'IST0106 spec.http.0.corsPolicy.maxAge: Browsers count this duration in seconds: use whole seconds.',
  ]);
});

test('asks headers for names and values that Envoy takes, and the authority once', () => {
  expect(
    problemsOf({
      hosts: ['a'],
      http: [
        {
          route: [{ destination: { host: 'a' }, headers: { response: { remove: ['Host'] } } }],
          rewrite: { authority: 'x' },
          headers: { request: { set: { ':path': 'a', Host: 'y', x: '50%' } } },
        },
      ],
    }),
  ).toEqual([
    'IST0106 spec.http.0.headers.request.set.:path: The header\'s name ":path" begins with ":", which no header to change may.',
    'IST0106 spec.http.0.headers.request.set.x: The value of the header "x" ends in a single "%": write "%%" for the character.',
    'IST0106 spec.http.0.headers.request.set.Host: The authority is set to "x" already: set it once, by rewrite.authority or by one header.',
    'IST0106 spec.http.0.route.0.headers.response.remove.0: The header\'s name "Host" is the Host header, which cannot be changed here.',
  ]);
});

test('asks mirrors for a host and a share', () => {
  expect(
    problemsOf({
      hosts: ['a'],
      http: [
        {
          route: [{ destination: { host: 'a' } }],
          mirror: { host: 'a' },
          mirrors: [{}, { destination: { host: 'a' }, percentage: { value: 101 } }],
          mirrorPercent: 101,
          mirrorPercentage: { value: -1 },
        },
      ],
    }),
  ).toEqual([
    'IST0106 spec.http.0.mirror: mirror and mirrors exclude each other: use mirrors.',
    'IST0106 spec.http.0.mirrorPercent: 101 is not a percentage: use mirrorPercentage, from 0 to 100.',
    'IST0133 spec.http.0.mirrorPercent: mirrorPercent is deprecated: use mirrorPercentage.',
    'IST0106 spec.http.0.mirrorPercentage.value: -1 is not a percentage: use a number from 0 to 100.',
    'IST0106 spec.http.0.mirrors.0.destination: The destination is missing: name the host to send copies to.',
    'IST0106 spec.http.0.mirrors.1.percentage.value: 101 is not a percentage: use a number from 0 to 100.',
  ]);
});

test('asks TLS rules for SNIs among the hosts', () => {
  expect(
    problemsOf({
      hosts: ['*.b', '1.2.3.4'],
      gateways: ['shop/gw'],
      tls: [{ match: [{ sniHosts: ['a.b', 'c.d', '1.2.3.4', 'a_b'], destinationSubnets: ['10.0.0.0/33'], port: 70000 }, {}] }, {}],
    }),
  ).toEqual([
    'IST0106 spec.tls.0.match.0.sniHosts.1: The SNI "c.d" is among none of the hosts of the VirtualService: add it there.',
    'IST0133 spec.tls.0.match.0.sniHosts.2: Clients send no SNI for an address such as "1.2.3.4": use a host name.',
    'IST0106 spec.tls.0.match.0.sniHosts.3: The SNI "a_b" has the part "a_b", which no DNS name can have: use letters, digits and dashes, with a letter or digit at both ends.',
    'IST0106 spec.tls.0.match.0.destinationSubnets.0: "10.0.0.0/33" is not an address or a block of them: write it as "10.1.2.3" or "10.0.0.0/8".',
    'IST0106 spec.tls.0.match.0.port: 70000 is not a port: use a number from 1 to 65535.',
    'IST0106 spec.tls.0.match.1.sniHosts: No SNI is named: give at least one host.',
    'IST0106 spec.tls.0.route: The rule has no destination: give it a route.',
    'IST0106 spec.tls.1.match: A TLS route takes connections by their SNI: give a match with sniHosts.',
    'IST0106 spec.tls.1.route: The rule has no destination: give it a route.',
  ]);
});

test('asks TCP rules for destinations, but not for the form of a source', () => {
  expect(problemsOf({ hosts: ['a'], tcp: [{ match: [{ sourceSubnet: '10.0.0.0/33', gateways: ['x.y'] }] }] })).toEqual([
    'IST0106 spec.tcp.0.route: The rule has no destination: give it a route.',
  ]);
});

test('warns of rules and matches that are never used', () => {
  expect(
    problemsOf({
      hosts: ['a'],
      http: [
        { name: 'one', match: [{ name: 'm', uri: { exact: '/a' } }], route: [{ destination: { host: 'a' } }] },
        { match: [{ uri: { exact: '/a' } }], route: [{ destination: { host: 'a' } }] },
        { route: [{ destination: { host: 'a' } }] },
        { match: [{ uri: { exact: '/b' } }], route: [{ destination: { host: 'a' } }] },
        { route: [{ destination: { host: 'a' } }] },
      ],
    }),
  ).toEqual([
    'IST0131 spec.http.1.match.0: The match is never used: rule "one" has the same one. Remove one of them.',
    'IST0130 spec.http.1: The rule is never used: earlier rules have all its matches. Remove it.',
    'IST0130 spec.http.3.match.0: The match is never used: rule #2 before it takes everything. Move it to the end.',
    'IST0130 spec.http.4: The rule is never used: rule #2 before it takes everything. Remove one, or give it a match.',
  ]);
});

test('warns of a prefix that a shorter one before it covers', () => {
  expect(
    problemsOf({
      hosts: ['a'],
      http: [
        { name: 'all', match: [{ uri: { prefix: '/' } }], route: [{ destination: { host: 'a' } }] },
        {
          match: [
            { uri: { prefix: '/a' } },
            { uri: { prefix: '/b' }, headers: { x: { exact: 'y' } } },
            { uri: { prefix: '/c' }, method: { exact: 'POST' } },
          ],
          route: [{ destination: { host: 'a' } }],
        },
      ],
    }),
  ).toEqual([
    'IST0131 spec.http.1.match.0: The match is never used: the prefix "/" of rule "all" before it takes "/a" too. Put the longer prefix first.',
  ]);
});

test('reads old names of fields, and says them in that spelling', () => {
  expect(
    problemsOf({ hosts: ['a'], http: [{ route: [{ destination: { host: 'a' } }], cors_policy: { max_age: '1.5s' } }], export_to: ['a_b'] }),
  ).toEqual([
    'IST0106 spec.http.0.cors_policy.max_age: Browsers count this duration in seconds: use whole seconds.',
    'IST0106 spec.export_to.0: "a_b" is not the name of a namespace, "." or "*": use at most 63 letters, digits and dashes, with a letter or digit at both ends.',
  ]);
});

import { App, Chart, Duration, Testing } from 'cdk8s';
import { CorsPolicy, UnmatchedPreflights } from './cors-policy';
import { Destination } from './destination';
import { HttpRoute } from './http-route';
import { StringMatch } from './string-match';
import { VirtualService } from './virtual-service';

function rendered(corsPolicy: unknown): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  new VirtualService(chart, 'routes', {
    hosts: ['reviews'],
    http: [HttpRoute.to([Destination.host('reviews')], { corsPolicy: corsPolicy as CorsPolicy })],
  });
  return Testing.synth(chart)[0].spec.http[0].corsPolicy;
}

test.each<[CorsPolicy, object]>([
  [{}, {}],
  [
    { allowOrigins: [StringMatch.exact('https://a.com'), StringMatch.prefix('https://b.'), StringMatch.regex('.*')] },
    { allowOrigins: [{ exact: 'https://a.com' }, { prefix: 'https://b.' }, { regex: '.*' }] },
  ],
  [
    { allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', '*'] },
    { allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', '*'] },
  ],
  [
    { allowHeaders: ['x-a', '*'], exposeHeaders: ['*', 'x-b'] },
    { allowHeaders: ['x-a', '*'], exposeHeaders: ['*', 'x-b'] },
  ],
  [{ maxAge: Duration.hours(24) }, { maxAge: '24h' }],
  [{ maxAge: Duration.millis(5000) }, { maxAge: '5s' }],
  [{ allowCredentials: false }, { allowCredentials: false }],
  [{ unmatchedPreflights: UnmatchedPreflights.FORWARD }, { unmatchedPreflights: 'FORWARD' }],
  [{ unmatchedPreflights: UnmatchedPreflights.IGNORE }, { unmatchedPreflights: 'IGNORE' }],
])('%j becomes %j', (policy, manifest) => {
  expect(rendered(policy)).toEqual(manifest);
});

test.each<[unknown, string]>([
  [{ allowOrigins: [StringMatch.exact('')] }, '.allowOrigins[0].exact: "" is no origin; name it, e.g. "https://example.com"'],
  [
    { allowOrigins: [StringMatch.prefix('')] },
    '.allowOrigins[0].prefix: "" is empty, which Istio refuses; use present() where any value will do',
  ],
  [
    { allowOrigins: [StringMatch.present()] },
    '.allowOrigins[0]: "present()" is for headers and query parameters only; use exact, prefix or regex, e.g. regex(".*")',
  ],
  [
    { allowOrigins: ['*'] },
    '.allowOrigins[0]: "*" is not a StringMatch; use StringMatch.exact(...), .prefix(...), .regex(...) or .present()',
  ],
  [
    { allowMethods: ['GET', 'get'] },
    '.allowMethods[1]: "get" is not a method that Istio lists; use one of GET, HEAD, POST, PUT, PATCH, DELETE, CONNECT, OPTIONS, TRACE, *',
  ],
  [{ allowMethods: 'GET' }, '.allowMethods: "GET" is not a list; put it into brackets: [...]'],
  [{ allowHeaders: [''] }, '.allowHeaders[0]: "" is not the name of a header; use letters, digits and dashes, or "*"'],
  [{ allowHeaders: ['x-*', 'x y'] }, '.allowHeaders[1]: "x y" is not the name of a header; use letters, digits and dashes, or "*"'],
  [{ exposeHeaders: [':path'] }, '.exposeHeaders[0]: ":path" is not the name of a header; use letters, digits and dashes, or "*"'],
  [{ exposeHeaders: [null] }, '.exposeHeaders[0]: null is not the name of a header; use letters, digits and dashes, or "*"'],
  [{ maxAge: Duration.millis(1500) }, '.maxAge: "1500ms" is not a whole number of seconds: the proxy drops the rest; round it'],
  [{ maxAge: Duration.seconds(0) }, '.maxAge: "0ms" is not a duration that Istio takes; give whole milliseconds, 1 or more'],
  [{ maxAge: '24h' }, '.maxAge: "24h" is not a duration; give one of cdk8s\' Duration, e.g. Duration.seconds(2)'],
  [{ allowCredentials: null }, '.allowCredentials: null is not a boolean; write true or false'],
  [{ unmatchedPreflights: 'DROP' }, '.unmatchedPreflights: "DROP" is not known here; use one of FORWARD, IGNORE'],
  [{ allowOrigin: ['*'] }, '.allowOrigin: ["*"] is not a field of CorsPolicy; remove it'],
  [null, ': null is not an object; give one with the fields of CorsPolicy'],
])('%j is refused', (policy, complaint) => {
  expect(() => rendered(policy)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: spec.http[0].corsPolicy${complaint}` }),
  );
});

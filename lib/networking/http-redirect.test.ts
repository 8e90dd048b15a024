import { App, Chart, Testing } from 'cdk8s';
import { HttpRedirect, RedirectPort } from './http-redirect';
import { HttpRoute } from './http-route';
import { VirtualService } from './virtual-service';

function rendered(redirect: unknown): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [HttpRoute.redirect(redirect as HttpRedirect)] });
  return Testing.synth(chart)[0].spec.http[0].redirect;
}

test.each<[HttpRedirect, object]>([
  [{ uri: '/new' }, { uri: '/new' }],
  [{ authority: 'new.example.com' }, { authority: 'new.example.com' }],
  [{ scheme: 'https' }, { scheme: 'https' }],
  [{ port: RedirectPort.of(8443) }, { port: 8443 }],
  [{ port: RedirectPort.FROM_REQUEST_PORT }, { derivePort: 'FROM_REQUEST_PORT' }],
  [
    { port: RedirectPort.FROM_PROTOCOL_DEFAULT, scheme: 'https' },
    { derivePort: 'FROM_PROTOCOL_DEFAULT', scheme: 'https' },
  ],
  [
    { uri: '', authority: 'a' },
    { uri: '', authority: 'a' },
  ],
  ...[301, 302, 303, 307, 308].map((redirectCode): [HttpRedirect, object] => [
    { uri: '/', redirectCode },
    { uri: '/', redirectCode },
  ]),
])('%j becomes %j', (redirect, manifest) => {
  expect(rendered(redirect)).toEqual(manifest);
});

test.each<[unknown, string]>([
  [{}, ': {} says not where to; give a uri, authority, scheme or port'],
  [{ redirectCode: 302 }, ': {"redirectCode":302} says not where to; give a uri, authority, scheme or port'],
  [{ uri: '' }, ': {"uri":""} says not where to; give a uri, authority, scheme or port'],
  [{ uri: '/', scheme: 'HTTPS' }, '.scheme: "HTTPS" is not a scheme; use one of http, https'],
  [{ uri: '/a\nb' }, '.uri: "/a\\nb" has a line break or NUL, which Envoy refuses; remove it'],
  [{ authority: 'a\0' }, '.authority: "a\\u0000" has a line break or NUL, which Envoy refuses; remove it'],
  // Istio takes them, but makes a route without an action, for which Envoy refuses every route of the port.
  ...[300, 304, 305, 306, 399].map((code): [unknown, string] => [
    { uri: '/', redirectCode: code },
    `.redirectCode: ${code} is a status that Envoy does not redirect with; use one of 301, 302, 303, 307, 308`,
  ]),
  [{ uri: '/', redirectCode: 200 }, '.redirectCode: 200 is a status that Envoy does not redirect with; use one of 301, 302, 303, 307, 308'],
  [{ port: RedirectPort.of(65536) }, '.port: 65536 is out of range; give a whole number from 1 to 65535'],
  [{ port: 8443 }, '.port: 8443 was not made by RedirectPort; use a factory of it, e.g. RedirectPort.of(8443)'],
  [{ uri: '/', derivePort: 'FROM_REQUEST_PORT' }, '.derivePort: "FROM_REQUEST_PORT" is not a field of HttpRedirect; remove it'],
  [{ uri: 5 }, '.uri: 5 is not a string; quote it'],
])('%j is refused', (redirect, complaint) => {
  expect(() => rendered(redirect)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: spec.http[0].redirect${complaint}` }),
  );
});

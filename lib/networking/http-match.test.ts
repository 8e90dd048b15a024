import { App, Chart, Testing } from 'cdk8s';
import { Destination } from './destination';
import { GatewayRef } from './gateway-ref';
import { HttpMatch } from './http-match';
import { HttpRoute } from './http-route';
import { StringMatch } from './string-match';
import { VirtualService } from './virtual-service';

function rendered(match: unknown, gateways = [GatewayRef.MESH]): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  const route = HttpRoute.to([Destination.host('reviews')], { match: [match as HttpMatch] });
  new VirtualService(chart, 'routes', { hosts: ['reviews'], gateways, http: [route] });
  return Testing.synth(chart)[0].spec.http[0].match[0];
}

function refusal(match: unknown): string {
  try {
    rendered(match);
  } catch (error) {
    expect((error as Error).name).toBe('InvalidConfigError');
    return (error as Error).message.replace('shop/routes: spec.http[0].match[0]', '');
  }
  throw new Error('nothing was refused');
}

const a = StringMatch.exact('a');

test.each<[HttpMatch, object]>([
  [{}, {}],
  [{ name: 'jason' }, { name: 'jason' }],
  [{ uri: StringMatch.prefix('/api') }, { uri: { prefix: '/api' } }],
  [{ uri: StringMatch.prefix('') }, { uri: { prefix: '' } }],
  [
    { uri: StringMatch.exact('/a'), ignoreUriCase: true },
    { uri: { exact: '/a' }, ignoreUriCase: true },
  ],
  [{ scheme: StringMatch.exact('https') }, { scheme: { exact: 'https' } }],
  [{ method: StringMatch.regex('GET|HEAD') }, { method: { regex: 'GET|HEAD' } }],
  [{ authority: StringMatch.prefix('shop.') }, { authority: { prefix: 'shop.' } }],
  [{ headers: { 'end-user': StringMatch.exact('jason') } }, { headers: { 'end-user': { exact: 'jason' } } }],
  [{ headers: { cookie: StringMatch.present(), ':path': StringMatch.prefix('/') } }, { headers: { cookie: {}, ':path': { prefix: '/' } } }],
  [{ headers: { x: StringMatch.exact('') } }, { headers: { x: { exact: '' } } }],
  [{ withoutHeaders: { cookie: StringMatch.present() } }, { withoutHeaders: { cookie: {} } }],
  [{ queryParams: { q: StringMatch.regex('[0-9]+') } }, { queryParams: { q: { regex: '[0-9]+' } } }],
  [{ queryParams: { q: StringMatch.present() } }, { queryParams: { q: {} } }],
  [{ port: 65535 }, { port: 65535 }],
  [
    { sourceLabels: { app: 'productpage' }, sourceNamespace: 'bookinfo' },
    { sourceLabels: { app: 'productpage' }, sourceNamespace: 'bookinfo' },
  ],
  [{ gateways: [GatewayRef.MESH, GatewayRef.named('edge/gw'), GatewayRef.named('bookinfo/gw')] }, { gateways: ['mesh', 'edge/gw', 'gw'] }],
  [{ statPrefix: 'checkout' }, { statPrefix: 'checkout' }],
])('%j becomes %j', (match, manifest) => {
  expect(rendered(match)).toEqual(manifest);
});

test.each(['@request.auth.claims.sub', '@request.auth.claims[group][id]', '@Request.Auth.Claims.x'])(
  'gateways can match the claim %s',
  (claim) => {
    const gateways = [GatewayRef.named('gw')];
    expect(rendered({ headers: { [claim]: a } }, gateways)).toEqual({ headers: { [claim]: { exact: 'a' } } });
    expect(rendered({ withoutHeaders: { [claim]: a } }, gateways)).toEqual({ withoutHeaders: { [claim]: { exact: 'a' } } });
  },
);

test.each([':method', ':scheme', ':authority', ':path', ':status'])('the pseudo header %s can be matched', (name) => {
  expect(rendered({ headers: { [name]: a } })).toEqual({ headers: { [name]: { exact: 'a' } } });
});

const NO_HEADER = 'is not the name of a header; use letters, digits and dashes, or "@request.auth.claims.NAME"';
const NO_PRESENCE = '"present()" is for headers and query parameters only; use exact, prefix or regex, e.g. regex(".*")';

test.each<[unknown, string]>([
  [{ uri: '/api' }, '.uri: "/api" is not a StringMatch; use StringMatch.exact(...), .prefix(...), .regex(...) or .present()'],
  [{ uri: StringMatch.present() }, `.uri: ${NO_PRESENCE}`],
  [{ method: StringMatch.prefix('') }, '.method.prefix: "" is empty, which Istio refuses; use present() where any value will do'],
  [{ headers: { '': a } }, `.headers[]: "" ${NO_HEADER}`],
  [{ headers: { 'x y': a } }, `.headers[x y]: "x y" ${NO_HEADER}`],
  [{ headers: { ':foo': a } }, `.headers[:foo]: ":foo" ${NO_HEADER}`],
  [{ headers: { '@request.auth.claims': a } }, `.headers[@request.auth.claims]: "@request.auth.claims" ${NO_HEADER}`],
  [{ withoutHeaders: { '@request.auth.claims[]': a } }, `.withoutHeaders[@request.auth.claims[]]: "@request.auth.claims[]" ${NO_HEADER}`],
  [
    { headers: { x: StringMatch.prefix('') } },
    '.headers.x.prefix: "" is empty, which Istio refuses; use present() where any value will do',
  ],
  [{ headers: { '@request.auth.claims.sub': StringMatch.present() } }, `.headers[@request.auth.claims.sub]: ${NO_PRESENCE}`],
  [{ withoutHeaders: { '@request.auth.claims.sub': StringMatch.present() } }, `.withoutHeaders[@request.auth.claims.sub]: ${NO_PRESENCE}`],
  [{ queryParams: { '': a } }, '.queryParams[]: "" is not the name of a query parameter; name it'],
  [{ port: 0 }, '.port: 0 is out of range; give a whole number from 1 to 65535'],
  [{ port: '80' }, '.port: "80" is out of range; give a whole number from 1 to 65535'],
  [{ sourceLabels: { app: 'a b' } }, '.sourceLabels.app: "a b" is not a label value; use up to 63 letters, digits, "-", "_" and "."'],
  [
    { sourceNamespace: 'a.b' },
    '.sourceNamespace: "a.b" is not a valid namespace; use up to 63 letters, digits and dashes, with a letter or digit at both ends',
  ],
  [{ gateways: ['gw'] }, '.gateways[0]: "gw" is not a gateway; give a Gateway, GatewayRef.named(\'namespace/name\') or GatewayRef.MESH'],
  [{ ignoreUriCase: 'yes' }, '.ignoreUriCase: "yes" is not a boolean; write true or false'],
  [{ statPrefix: 5 }, '.statPrefix: 5 is not a string; quote it'],
  [{ path: '/' }, '.path: "/" is not a field of HttpMatch; remove it'],
  [null, ': null is not an object; give one with the fields of HttpMatch'],
])('%j is refused', (match, complaint) => {
  expect(refusal(match)).toBe(complaint);
});

test('the name of a query parameter has at most 1024 bytes, or Envoy would refuse every route of the port', () => {
  expect(rendered({ queryParams: { ['ü'.repeat(512)]: a } })).toEqual({ queryParams: { ['ü'.repeat(512)]: { exact: 'a' } } });
  expect(refusal({ queryParams: { ['ü'.repeat(513)]: a } })).toMatch(/ is longer than 1024 bytes, which Envoy refuses; shorten it$/);
});

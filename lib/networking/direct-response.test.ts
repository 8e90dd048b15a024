import { App, Chart, Testing } from 'cdk8s';
import { DirectResponse, HttpBody } from './direct-response';
import { HttpRoute } from './http-route';
import { VirtualService } from './virtual-service';

const MIB = 1024 * 1024;

function rendered(response: unknown): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [HttpRoute.respond(response as DirectResponse)] });
  return Testing.synth(chart)[0].spec.http[0].directResponse;
}

test.each<[DirectResponse, object]>([
  [{ status: 200 }, { status: 200 }],
  [{ status: 599 }, { status: 599 }],
  [
    { status: 503, body: HttpBody.text('down') },
    { status: 503, body: { string: 'down' } },
  ],
  [
    { status: 200, body: HttpBody.text('') },
    { status: 200, body: { string: '' } },
  ],
  [
    { status: 200, body: HttpBody.base64('ZG93bg==') },
    { status: 200, body: { bytes: 'ZG93bg==' } },
  ],
  [
    { status: 200, body: HttpBody.base64('+/+/') },
    { status: 200, body: { bytes: '+/+/' } },
  ],
])('%j becomes %j', (response, manifest) => {
  expect(rendered(response)).toEqual(manifest);
});

test.each<[unknown, string]>([
  [{ status: 199 }, '.status: 199 is out of range; give a whole number from 200 to 599'],
  // Istio takes 600, Envoy does not.
  [{ status: 600 }, '.status: 600 is out of range; give a whole number from 200 to 599'],
  [{ status: 200.5 }, '.status: 200.5 is out of range; give a whole number from 200 to 599'],
  [{}, '.status: is out of range; give a whole number from 200 to 599'],
  [{ status: 200, body: 'down' }, '.body: "down" was not made by HttpBody; use a factory of it, e.g. HttpBody.text("down")'],
  [{ status: 200, body: HttpBody.text(5 as any) }, '.body.string: 5 is not a string; quote it'],
  [{ status: 200, body: HttpBody.base64(null as any) }, '.body.bytes: null is not a string; quote it'],
  ...['', 'A', 'AAA', 'A===', 'AAAA=', 'AA=A', '_-_-', 'AAAA\n'].map((bytes): [unknown, string] => [
    { status: 200, body: HttpBody.base64(bytes) },
    `.body.bytes: ${JSON.stringify(bytes)} is not base64; encode it, e.g. with Buffer.from(bytes).toString('base64')`,
  ]),
  [{ status: 200, text: 'down' }, '.text: "down" is not a field of DirectResponse; remove it'],
])('%j is refused', (response, complaint) => {
  expect(() => rendered(response)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: spec.http[0].directResponse${complaint}` }),
  );
});

test.each([
  ['text', HttpBody.text('x'.repeat(MIB)), HttpBody.text('x'.repeat(MIB + 1)), MIB + 1],
  ['text beyond ASCII', HttpBody.text('ü'.repeat(MIB / 2)), HttpBody.text('ü'.repeat(MIB / 2 + 1)), MIB + 2],
  ['bytes', HttpBody.base64(Buffer.alloc(MIB).toString('base64')), HttpBody.base64(Buffer.alloc(MIB + 1).toString('base64')), MIB + 1],
])('1 MiB of %s is taken, more is refused', (_, largest, tooLarge, size) => {
  expect(rendered({ status: 200, body: largest })).toMatchObject({ status: 200 });
  expect(() => rendered({ status: 200, body: tooLarge })).toThrow(
    `shop/routes: spec.http[0].directResponse.body: has ${size} bytes, which istiod refuses; send at most 1048576`,
  );
});

import { App, Chart, Testing } from 'cdk8s';
import { Destination } from './destination';
import { HttpRewrite } from './http-rewrite';
import { HttpRoute } from './http-route';
import { VirtualService } from './virtual-service';

function rendered(rewrite: HttpRewrite): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  new VirtualService(chart, 'routes', { hosts: ['reviews'], http: [HttpRoute.to([Destination.host('reviews')], { rewrite })] });
  return Testing.synth(chart)[0].spec.http[0].rewrite;
}

test.each<[HttpRewrite, object]>([
  [HttpRewrite.uri('/v2'), { uri: '/v2' }],
  [HttpRewrite.uri('/v2', 'b.com'), { uri: '/v2', authority: 'b.com' }],
  [HttpRewrite.authority('b.com'), { authority: 'b.com' }],
  [HttpRewrite.uriRegex('^/a/(.*)$', '/\\1'), { uriRegexRewrite: { match: '^/a/(.*)$', rewrite: '/\\1' } }],
  [HttpRewrite.uriRegex('a', 'b', 'b.com'), { uriRegexRewrite: { match: 'a', rewrite: 'b' }, authority: 'b.com' }],
])('%j becomes %j', (rewrite, manifest) => {
  expect(rendered(rewrite)).toEqual(manifest);
});

const EMPTY = 'is empty, which rewrites nothing; give the new text, or leave it out';

test.each<[HttpRewrite, string]>([
  [HttpRewrite.uri(''), `.uri: "" ${EMPTY}`],
  [HttpRewrite.uri('/a\r\nb'), '.uri: "/a\\r\\nb" has a line break or NUL, which Envoy refuses; remove it'],
  [HttpRewrite.uri(5 as any), '.uri: 5 is not a string; quote it'],
  [HttpRewrite.uri('/', ''), `.authority: "" ${EMPTY}`],
  [HttpRewrite.authority(''), `.authority: "" ${EMPTY}`],
  [HttpRewrite.authority('a\n'), '.authority: "a\\n" has a line break or NUL, which Envoy refuses; remove it'],
  [HttpRewrite.uriRegex('', 'b'), '.uriRegexRewrite.match: "" is no regular expression; give one in RE2 syntax'],
  [HttpRewrite.uriRegex('a', ''), `.uriRegexRewrite.rewrite: "" ${EMPTY}`],
  [HttpRewrite.uriRegex(null as any, 'b'), '.uriRegexRewrite.match: null is not a string; quote it'],
  [HttpRewrite.uriRegex('a', undefined as any), '.uriRegexRewrite.rewrite: is not a string; quote it'],
])('%j is refused', (rewrite, complaint) => {
  expect(() => rendered(rewrite)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: spec.http[0].rewrite${complaint}` }),
  );
});

test('a regex of more than 1024 bytes is refused', () => {
  expect(() => rendered(HttpRewrite.uriRegex('x'.repeat(1025), 'b'))).toThrow('is longer than 1024 bytes, which Istio refuses');
});

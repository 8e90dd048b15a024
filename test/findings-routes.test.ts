import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Mesh, MeshRequest } from '../lib/mesh';

/** What the examples of pages do with a request, by the router, which knows nothing of the checks. */
const PAGES = join(__dirname, '..', 'docs', 'findings');

function example(code: string, heading: 'Bad' | 'Good'): string {
  const page = readFileSync(join(PAGES, `${code}.md`), 'utf8');
  return new RegExp(`\\n## ${heading}\\n\\n\`\`\`yaml\\n([^]*?)\`\`\`\\n`).exec(page)![1]!;
}

const client = { workload: { namespace: 'shop', name: 'client', labels: {} } };
const gateway = { gateway: { namespace: 'istio-system', labels: { istio: 'ingressgateway' } } };
const web: MeshRequest = { from: client, host: 'web' };
const shop: MeshRequest = { from: gateway, host: 'shop.example.com' };
const tls: MeshRequest = { ...shop, protocol: 'https' };

/** A VirtualService that answers itself, at the Gateway `web`. */
const answers = (host: string) =>
  `---\n${JSON.stringify({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: host, namespace: 'shop' },
    spec: { hosts: [host], gateways: ['web'], http: [{ directResponse: { status: 200 } }] },
  })}\n`;

const deployed = (name: string) =>
  `---\n${JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec: { selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } } } } })}\n`;

test.each<[code: string, request: MeshRequest, bad: object, good: object, more?: string]>([
  ['authority-without-port', { ...web, port: 8080, authority: 'web:8080' }, { route: '#1' }, { route: '#0' }],
  ['condition-never-true', web, { route: '#1' }, { route: '#0' }],
  [
    'connection-reuse',
    { ...tls, host: 'b.example.com', sni: 'a.example.com' },
    { outcome: 'notFound' },
    { outcome: 'directResponse' },
    answers('a.example.com') + answers('b.example.com'),
  ],
  ['delegate-outside-root', { ...web, path: '/shop/cart/1' }, { route: '#1' }, { route: '#0-#0' }],
  [
    'destination-by-dialled-address',
    web,
    { destinations: [{ host: 'web.shop.svc.cluster.local' }, { state: 'originalDst' }] },
    { destinations: [{ host: 'web.shop.svc.cluster.local' }, { endpoints: ['shop/new'] }] },
    deployed('web') + deployed('new'),
  ],
  ['empty-exact-match', web, { route: '#1' }, { route: '#0' }],
  ['fault-without-percentage', web, { outcome: 'route' }, { outcome: 'abort' }],
  ['grpc-abort-for-http', web, { response: { status: 200 } }, { response: { status: 503 } }],
  ['host-at-another-server', tls, { outcome: 'notFound' }, { outcome: 'route' }],
  ['no-default-rule', web, { outcome: 'notFound' }, { outcome: 'route' }],
  ['path-never-matches', { ...web, path: '/api/x' }, { route: '#1' }, { route: '#0' }],
  [
    'redirect-to-plain-port',
    shop,
    { response: { location: 'https://shop.example.com:80/' } },
    { response: { location: 'https://shop.example.com/' } },
  ],
  ['rule-without-server', tls, { outcome: 'noListener' }, { outcome: 'route' }],
  [
    'subset-in-unused-rule',
    { from: client, host: 'api.web' },
    { response: { status: 503 }, destinations: [{ state: 'unknownCluster' }] },
    { destinations: [{ subset: 'v1', endpoints: ['web/api'] }] },
  ],
  ['unknown-delegate', { ...web, path: '/shop/cart/1' }, { route: '#1' }, { route: '#0-#0' }],
])('What the page of %s calls bad goes wrong, and what it calls good does not', (code, request, bad, good, more = '') => {
  expect(Mesh.fromYaml(example(code, 'Bad') + more).route(request)).toMatchObject(bad);
  expect(Mesh.fromYaml(example(code, 'Good') + more).route(request)).toMatchObject(good);
});

test.each([
  ['copy-of-removed-header', { 'x-original-user': undefined }, { 'x-original-user': 'jason' }],
  ['header-set-and-added', { 'x-team': 'shop,web' }, { 'x-team': 'shop' }],
  ['header-set-and-removed', { 'x-team': 'shop' }, { 'x-team': undefined }],
])('The headers of the page of %s end as it says', (code, bad, good) => {
  const set = (heading: 'Bad' | 'Good') => {
    const [name] = Object.keys(bad);
    const decision = Mesh.fromYaml(example(code, heading) + deployed('web')).route({ ...web, headers: { 'x-user': 'jason' } });
    if (decision.outcome !== 'route') throw new Error(decision.outcome);
    return { [name!]: decision.upstream?.headersSet?.[name!] };
  };
  expect(set('Bad')).toEqual(bad);
  expect(set('Good')).toEqual(good);
});

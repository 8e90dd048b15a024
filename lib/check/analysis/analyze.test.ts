import { deployment, Manifest, namespace, object, rules, service, to, virtualService } from '../../../test/analysis-cases';
import { Model } from '../../model';
import { analyze, AnalysisOptions } from '.';

const found = (manifests: readonly Manifest[], options?: AnalysisOptions) =>
  analyze(Model.of(manifests), options).map(({ code, level, field }) => `${level} ${code} ${field.join('.')}`);

const lost = rules({ route: [to('wbe')] });
const inItsNamespace = 'IST0101 spec.http.0.route.0.destination.host';

test('What is missing in a namespace of the set is an error', () => {
  expect(found([namespace('shop'), lost])).toContain(`error ${inItsNamespace}`);
});

test('What may lie outside of the set is a warning at most', () => {
  expect(found([service('web'), lost])).toEqual([`warning ${inItsNamespace}`]);
});

test('An open world has what the set does not', () => {
  expect(found([service('web'), lost], { open: true })).toEqual([]);
  expect(found([namespace('shop'), service('web'), lost], { open: true })).toEqual([`error ${inItsNamespace}`]);
});

test('An app’s folder alone has no error', () => {
  const app = [
    service('web'),
    deployment('web', { app: 'web', version: 'v1' }),
    object('DestinationRule', 'shop/web', { host: 'web', subsets: [{ name: 'v1', labels: { version: 'v1' } }] }),
    virtualService({ hosts: ['web.example.com'], gateways: ['istio-system/main'], http: [{ route: [to('web', { subset: 'v1' })] }] }),
    virtualService(
      { hosts: ['pay.billing.svc.cluster.local'], http: [{ route: [to('pay.billing.svc.cluster.local', { subset: 'v2' })] }] },
      'pay',
    ),
    object('Gateway', 'shop/own', {
      selector: { istio: 'edge' },
      servers: [
        {
          port: { number: 443, name: 'https', protocol: 'HTTPS' },
          hosts: ['web.example.com'],
          tls: { mode: 'SIMPLE', credentialName: 'cert' },
        },
      ],
    }),
    object('Sidecar', 'shop/default', { workloadSelector: { labels: { app: 'other' } }, egress: [{ hosts: ['billing/*'] }] }),
    object('AuthorizationPolicy', 'shop/web', {
      selector: { matchLabels: { app: 'other' } },
      rules: [{ from: [{ source: { namespaces: ['billing'], principals: ['cluster.local/ns/billing/sa/pay'] } }] }],
    }),
  ];
  expect(found(app).filter((each) => each.startsWith('error'))).toEqual([]);
  expect(found(app, { open: true })).toEqual([]);
});

test('The order of findings does not depend on that of objects', () => {
  const some = [
    namespace('b', {}),
    namespace('a', {}),
    rules({ route: [to('x'), to('y')] }),
    service('web', { ports: [{ name: 'x', port: 1 }] }),
  ];
  const expected = [
    'info IST0102 metadata.labels',
    'info IST0102 metadata.labels',
    'info IST0118 spec.ports.0.name',
    'warning IST0101 spec.http.0.route.0.destination.host',
    'warning IST0101 spec.http.0.route.1.destination.host',
  ];
  expect(found(some)).toEqual(expected);
  expect(found([...some].reverse())).toEqual(expected);
});

test('One mistake in one field is one finding, however many Pods it is about', () => {
  const sidecar = (name: string) => object('Sidecar', `shop/${name}`, { workloadSelector: { labels: { team: 'a' } } });
  const pods = ['x', 'y', 'z'].map((name) => deployment(name, { team: 'a', app: name }));
  expect(found([...pods, sidecar('a'), sidecar('b')])).toEqual([
    'error IST0110 spec.workloadSelector',
    'error IST0110 spec.workloadSelector',
  ]);
});

test('A message says what is wrong and what to do', () => {
  expect(analyze(Model.of([service('web'), rules({ redirect: { redirectCode: 304 } })]))[0]?.message).toBe(
    'Envoy has no redirect by 304, and refuses all routes of this port with it, also those of other hosts. Use 301, 302, 303, 307 or 308.',
  );
});

test('Kubernetes’ own namespaces are left alone', () => {
  expect(found([object('Service', 'kube-system/x', { ports: [{ name: 'x', port: 1 }] }), namespace('kube-system', {})])).toEqual([]);
});

test('Findings are of the objects given, which stay as they were', () => {
  const manifest = JSON.parse(JSON.stringify(lost)) as Manifest;
  const [finding] = analyze(Model.of([manifest]));
  expect(finding?.resource.manifest).toBe(manifest);
  expect(manifest).toEqual(JSON.parse(JSON.stringify(lost)));
});

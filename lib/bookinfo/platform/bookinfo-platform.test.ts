import { App, Chart, Testing } from 'cdk8s';
import { BookinfoPlatform } from './bookinfo-platform';
import { BookinfoVariant } from './variant';

function synth(variant: BookinfoVariant, imageTag?: string): Record<string, any>[] {
  const chart = new Chart(new App(), 'app');
  new BookinfoPlatform(chart, 'platform', { variant, imageTag });
  return Testing.synth(chart);
}

function ids(variant: BookinfoVariant): string[] {
  return synth(variant).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

const FOUR_SERVICES = [
  'ServiceAccount bookinfo-details',
  'Service details',
  'Deployment details-v1',
  'ServiceAccount bookinfo-ratings',
  'Service ratings',
  'Deployment ratings-v1',
  'ServiceAccount bookinfo-reviews',
  'Service reviews',
  'Deployment reviews-v1',
  'Deployment reviews-v2',
  'Deployment reviews-v3',
  'ServiceAccount bookinfo-productpage',
  'Service productpage',
  'Deployment productpage-v1',
];

test.each<[BookinfoVariant, string[]]>([
  [BookinfoVariant.BOOKINFO, FOUR_SERVICES],
  [BookinfoVariant.BOOKINFO_PSA, FOUR_SERVICES],
  [BookinfoVariant.BOOKINFO_DUALSTACK, FOUR_SERVICES],
  [BookinfoVariant.BOOKINFO_DETAILS, ['Service details', 'Deployment details-v1']],
  [BookinfoVariant.BOOKINFO_DETAILS_DUALSTACK, ['Service details', 'Deployment details-v1']],
  [BookinfoVariant.BOOKINFO_DETAILS_V2, ['Deployment details-v2']],
  [BookinfoVariant.BOOKINFO_RATINGS, ['Service ratings', 'Deployment ratings-v1']],
  [BookinfoVariant.BOOKINFO_RATINGS_DUALSTACK, ['Service ratings', 'Deployment ratings-v1']],
  [BookinfoVariant.BOOKINFO_RATINGS_DISCOVERY, ['Service ratings']],
  [BookinfoVariant.BOOKINFO_RATINGS_DISCOVERY_DUALSTACK, ['Service ratings']],
  [BookinfoVariant.BOOKINFO_RATINGS_V2, ['ServiceAccount bookinfo-ratings-v2', 'Deployment ratings-v2']],
  [BookinfoVariant.BOOKINFO_RATINGS_V2_MYSQL, ['Deployment ratings-v2-mysql']],
  [BookinfoVariant.BOOKINFO_RATINGS_V2_MYSQL_VM, ['Deployment ratings-v2-mysql-vm']],
  [BookinfoVariant.BOOKINFO_REVIEWS_V2, ['Deployment reviews-v2']],
  [BookinfoVariant.BOOKINFO_DB, ['Service mongodb', 'Deployment mongodb-v1']],
  [BookinfoVariant.BOOKINFO_MYSQL, ['Service mysqldb', 'Secret mysql-credentials', 'Deployment mysqldb-v1']],
  [
    BookinfoVariant.BOOKINFO_VERSIONS,
    ['reviews-v1', 'reviews-v2', 'reviews-v3', 'productpage-v1', 'ratings-v1', 'details-v1'].map((name) => `Service ${name}`),
  ],
  [BookinfoVariant.BOOKINFO_INGRESS, ['Ingress gateway']],
  [BookinfoVariant.PRODUCTPAGE_NODEPORT, ['Service productpage']],
])('%s', (variant, expected) => {
  expect(ids(variant)).toEqual(expected);
});

test('only the variant for Pod security sets what containers may not do', () => {
  const contexts = (variant: BookinfoVariant) =>
    synth(variant).flatMap(({ kind, spec }) => (kind === 'Deployment' ? [spec.template.spec.containers[0].securityContext] : []));
  expect(contexts(BookinfoVariant.BOOKINFO)).toEqual(Array(6).fill(undefined));
  expect(contexts(BookinfoVariant.BOOKINFO_PSA)).toEqual(
    Array(6).fill({ allowPrivilegeEscalation: false, capabilities: { drop: ['all'] }, runAsNonRoot: true }),
  );
});

test('ratings knows its database', () => {
  const env = (variant: BookinfoVariant) => synth(variant).at(-1)!.spec.template.spec.containers[0].env;
  expect(env(BookinfoVariant.BOOKINFO_RATINGS_V2)).toEqual([{ name: 'MONGO_DB_URL', value: 'mongodb://mongodb:27017/test' }]);
  expect(env(BookinfoVariant.BOOKINFO_RATINGS_V2_MYSQL)).toContainEqual({ name: 'MYSQL_DB_HOST', value: 'mysqldb' });
  expect(env(BookinfoVariant.BOOKINFO_RATINGS_V2_MYSQL_VM)).toContainEqual({
    name: 'MYSQL_DB_HOST',
    value: 'mysqldb.vm.svc.cluster.local',
  });
});

test('the images can come from another release', () => {
  const images = (variant: BookinfoVariant) =>
    synth(variant, '1.21.0').flatMap(({ spec }) => spec?.template?.spec.containers[0].image ?? []);
  expect(images(BookinfoVariant.BOOKINFO_MYSQL)).toEqual(['registry.istio.io/release/examples-bookinfo-mysqldb:1.21.0']);
  expect(images(BookinfoVariant.BOOKINFO)).toHaveLength(6);
  expect(images(BookinfoVariant.BOOKINFO).every((image) => image.endsWith(':1.21.0'))).toBe(true);
});

test('the Ingress leads to the same pages as the gateway', () => {
  const [ingress] = synth(BookinfoVariant.BOOKINFO_INGRESS);
  expect(ingress!.metadata.annotations).toEqual({ 'kubernetes.io/ingress.class': 'istio' });
  const paths: { path: string; pathType: string; backend: unknown }[] = ingress!.spec.rules[0].http.paths;
  expect(paths.map(({ path, pathType }) => `${pathType} ${path}`)).toEqual([
    'Exact /productpage',
    'Prefix /static/',
    'Exact /login',
    'Exact /logout',
    'Prefix /api/v1/products',
  ]);
  expect(paths[0]!.backend).toEqual({ service: { name: 'productpage', port: { number: 9080 } } });
});

test('a Service on a port of every node', () => {
  expect(synth(BookinfoVariant.PRODUCTPAGE_NODEPORT)[0]!.spec.type).toBe('NodePort');
});

test('a variant that the sample does not have is refused', () => {
  expect(() => synth('bookinfo-certificate' as BookinfoVariant)).toThrow(
    /^app\/platform: variant: "bookinfo-certificate" is not a manifest of the sample; use one of bookinfo, .*productpage-nodeport$/,
  );
});

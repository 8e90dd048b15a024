import { App, Chart, Testing } from 'cdk8s';
import { NetworkPolicy, ServiceAccount } from 'cdk8s-plus-27';
import { BookinfoServiceName } from '../service-name';
import { BookinfoService } from './bookinfo-service';
import { BookinfoWorkload } from './bookinfo-workload';

const { DETAILS, MONGODB, MYSQLDB, PRODUCTPAGE, RATINGS, REVIEWS } = BookinfoServiceName;

function chart(): Chart {
  return new Chart(new App(), 'app', { namespace: 'books' });
}

describe('BookinfoService', () => {
  test('is an account, a Service and a Deployment per version, as the sample writes them', () => {
    const app = chart();
    new BookinfoService(app, 'productpage', { service: PRODUCTPAGE });
    expect(Testing.synth(app)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'bookinfo-productpage', namespace: 'books', labels: { account: 'productpage' } },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'productpage', namespace: 'books', labels: { app: 'productpage', service: 'productpage' } },
        spec: { ports: [{ name: 'http', port: 9080 }], selector: { app: 'productpage' } },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'productpage-v1', namespace: 'books', labels: { app: 'productpage', version: 'v1' } },
        spec: {
          replicas: 1,
          selector: { matchLabels: { app: 'productpage', version: 'v1' } },
          template: {
            metadata: {
              labels: { app: 'productpage', version: 'v1' },
              annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9080', 'prometheus.io/path': '/metrics' },
            },
            spec: {
              serviceAccountName: 'bookinfo-productpage',
              containers: [
                {
                  name: 'productpage',
                  image: 'registry.istio.io/release/examples-bookinfo-productpage-v1:1.20.3',
                  imagePullPolicy: 'IfNotPresent',
                  ports: [{ containerPort: 9080 }],
                  volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
                },
              ],
              volumes: [{ name: 'tmp', emptyDir: {} }],
            },
          },
        },
      },
    ]);
  });

  test('is what routes take', () => {
    const reviews = new BookinfoService(chart(), 'reviews', { service: REVIEWS });
    expect(reviews.name).toBe('reviews');
    expect(reviews.metadata.namespace).toBe('books');
    expect(reviews.ports.map(({ port, name }) => ({ port, name }))).toEqual([{ port: 9080, name: 'http' }]);
    expect(reviews.versions).toEqual(['v1', 'v2', 'v3']);
    expect(reviews.workload('v2').name).toBe('reviews-v2');
    expect(reviews.subset('v2').target).toEqual({ host: reviews, subset: 'v2' });
  });

  test('has subsets also for versions that do not run, but no Deployment', () => {
    const ratings = new BookinfoService(chart(), 'ratings', { service: RATINGS });
    expect(ratings.subset('v2-mysql').name).toBe('v2-mysql');
    expect(() => ratings.workload('v2')).toThrow('app/ratings: version: "v2" is not among the versions of ratings that run; use one of v1');
    expect(() => ratings.subset('v3')).toThrow(
      'app/ratings: version: "v3" is not a version of ratings; use one of v1, v2, v2-mysql, v2-mysql-vm',
    );
  });

  test('can be a Service alone', () => {
    const app = chart();
    const ratings = new BookinfoService(app, 'ratings', { service: RATINGS, versions: [], serviceAccount: false });
    expect(Testing.synth(app).map(({ kind }) => kind)).toEqual(['Service']);
    expect(() => ratings.workload('v1')).toThrow('app/ratings: version: "v1" is not among the versions of ratings that run; none does');
  });

  test.each([
    [DETAILS, ['IPv6', 'IPv4']],
    [RATINGS, ['IPv6', 'IPv4']],
    [REVIEWS, ['IPv4', 'IPv6']],
    [PRODUCTPAGE, ['IPv4', 'IPv6']],
  ])('%s has the addresses of both IP families in the order %j', (service, ipFamilies) => {
    const app = chart();
    new BookinfoService(app, service, { service, versions: [], serviceAccount: false, dualStack: true });
    expect(Testing.synth(app)[0].spec).toMatchObject({ ipFamilyPolicy: 'RequireDualStack', ipFamilies });
  });

  test('refuses versions that the sample does not have, and the same one twice', () => {
    expect(() => new BookinfoService(chart(), 'reviews', { service: REVIEWS, versions: ['v1', 'v9'] })).toThrow(
      'app/reviews: versions[1]: "v9" is not a version of reviews; use one of v1, v2, v3',
    );
    expect(() => new BookinfoService(chart(), 'reviews', { service: REVIEWS, versions: ['v1', 'v1'] })).toThrow(
      'app/reviews: versions[1]: "v1" is there twice; name each version once',
    );
    // What every object has is no version.
    expect(() => new BookinfoService(chart(), 'reviews', { service: REVIEWS, versions: ['constructor'] })).toThrow(
      /"constructor" is not a version/,
    );
  });

  test('refuses services that the sample does not have', () => {
    expect(() => new BookinfoService(chart(), 'x', { service: 'reveiws' as BookinfoServiceName })).toThrow(
      'app/x: service: "reveiws" is not a service of Bookinfo; use one of details, ratings, reviews, productpage, mongodb, mysqldb',
    );
  });

  test('its Pods are found by what cdk8s-plus builds on the Deployment', () => {
    const app = chart();
    const reviews = new BookinfoService(app, 'reviews', { service: REVIEWS, versions: ['v2'] });
    new NetworkPolicy(app, 'policy', { selector: reviews.workload('v2') });
    const policy = Testing.synth(app).find(({ kind }) => kind === 'NetworkPolicy');
    expect(policy.spec.podSelector).toEqual({ matchLabels: { app: 'reviews', version: 'v2' } });
  });
});

describe('BookinfoWorkload', () => {
  function synth(service: BookinfoServiceName, version: string, podSecurity?: boolean): Record<string, any>[] {
    const app = chart();
    new BookinfoWorkload(app, 'workload', { service, version, podSecurity });
    return Testing.synth(app);
  }

  test('runs without an account of its own, as the sample adds versions', () => {
    const [deployment, ...more] = synth(REVIEWS, 'v2');
    expect(more).toEqual([]);
    expect(deployment!.spec.template.spec).not.toHaveProperty('serviceAccountName');
  });

  test('of ratings v2 brings its account, unless it is given one', () => {
    const [account, deployment] = synth(RATINGS, 'v2');
    expect(account).toMatchObject({ kind: 'ServiceAccount', metadata: { name: 'bookinfo-ratings-v2' } });
    expect(deployment!.spec.template.spec.serviceAccountName).toBe('bookinfo-ratings-v2');

    const app = chart();
    const serviceAccount = ServiceAccount.fromServiceAccountName(app, 'mine', 'mine');
    new BookinfoWorkload(app, 'workload', { service: RATINGS, version: 'v2', serviceAccount });
    expect(Testing.synth(app).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['Deployment ratings-v2']);
  });

  test('of MySQL reads its password from a Secret', () => {
    const [secret, deployment] = synth(MYSQLDB, 'v1');
    expect(secret).toMatchObject({
      kind: 'Secret',
      metadata: { name: 'mysql-credentials' },
      type: 'Opaque',
      data: { rootpasswd: 'cGFzc3dvcmQ=' },
    });
    expect(deployment!.spec.template.spec.containers[0].env).toEqual([
      { name: 'MYSQL_ROOT_PASSWORD', valueFrom: { secretKeyRef: { name: 'mysql-credentials', key: 'rootpasswd' } } },
    ]);
  });

  test('gives up privileges only when asked to', () => {
    expect(synth(DETAILS, 'v1')[0]!.spec.template.spec.containers[0]).not.toHaveProperty('securityContext');
    expect(synth(DETAILS, 'v1', true)[0]!.spec.template.spec.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['all'] },
      runAsNonRoot: true,
    });
  });

  test('keeps databases as root', () => {
    expect(() => synth(MONGODB, 'v1', true)).toThrow(
      'app/workload: podSecurity: true would keep mongodb from starting: its image runs as root; leave it out here',
    );
  });

  test.each([
    [{ imageTag: '' }, 'imageTag: "" is not the tag of an image; use letters, digits, "_", "." and "-", e.g. "1.20.3"'],
    [{ imageTag: 'a b' }, 'imageTag: "a b" is not the tag of an image'],
    [
      { imageRegistry: '' },
      'imageRegistry: "" is not a registry; write host and path without scheme or slash at the end, e.g. "registry.istio.io/release"',
    ],
    [{ imageRegistry: 'https://example.com' }, 'imageRegistry: "https://example.com" is not a registry'],
    [{ imageRegistry: 'example.com/' }, 'imageRegistry: "example.com/" is not a registry'],
  ])('refuses images that nobody can name: %j', (props, message) => {
    expect(() => new BookinfoWorkload(chart(), 'workload', { service: DETAILS, version: 'v1', ...props })).toThrow(
      `app/workload: ${message}`,
    );
  });

  test('takes images from elsewhere', () => {
    const app = chart();
    new BookinfoWorkload(app, 'workload', { service: DETAILS, version: 'v2', imageRegistry: 'localhost:5000/books', imageTag: 'latest' });
    expect(Testing.synth(app)[0].spec.template.spec.containers[0].image).toBe('localhost:5000/books/examples-bookinfo-details-v2:latest');
  });
});

import { App, Chart, Testing } from 'cdk8s';
import { ClientTlsSettings } from '../networking/client-tls-settings';
import { HttpRoute } from '../networking/http-route';
import { VirtualService } from '../networking/virtual-service';
import { Bookinfo } from './bookinfo';
import type { BookinfoProps } from './bookinfo';
import { BookinfoRef } from './bookinfo-ref';

function bookinfoOf(props?: BookinfoProps): { chart: Chart; bookinfo: Bookinfo } {
  const chart = new Chart(new App(), 'app', { namespace: 'books' });
  return { chart, bookinfo: new Bookinfo(chart, 'bookinfo', props) };
}

function synth(props?: BookinfoProps): Record<string, any>[] {
  return Testing.synth(bookinfoOf(props).chart);
}

describe('Bookinfo', () => {
  test('is what runs, then its subsets, then the way in', () => {
    expect(synth().map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
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
      'DestinationRule productpage',
      'DestinationRule reviews',
      'DestinationRule ratings',
      'DestinationRule details',
      'Gateway bookinfo-gateway',
      'VirtualService bookinfo',
    ]);
  });

  test('lets the world in as the sample does', () => {
    const [gateway, routes] = synth().slice(-2);
    expect(gateway!.spec).toEqual({
      selector: { istio: 'ingressgateway' },
      servers: [{ port: { number: 8080, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],
    });
    expect(routes!.spec).toEqual({
      hosts: ['*'],
      gateways: ['bookinfo-gateway'],
      http: [
        {
          match: [
            { uri: { exact: '/productpage' } },
            { uri: { prefix: '/static' } },
            { uri: { exact: '/login' } },
            { uri: { exact: '/logout' } },
            { uri: { prefix: '/api/v1/products' } },
          ],
          route: [{ destination: { host: 'productpage', port: { number: 9080 } } }],
        },
      ],
    });
  });

  test('takes other versions, images, gateways and policies', () => {
    const objects = synth({
      versions: { reviews: ['v2'], ratings: ['v1', 'v2'] },
      imageRegistry: 'example.com/istio',
      imageTag: 'dev',
      gateway: { selector: { istio: 'ingress' }, port: 80, hosts: ['books.example.com'] },
      trafficPolicy: { tls: ClientTlsSettings.istioMutual() },
    });
    const deployments = objects.filter(({ kind }) => kind === 'Deployment');
    expect(deployments.map(({ spec }) => spec.template.spec.containers[0].image)).toEqual([
      'example.com/istio/examples-bookinfo-details-v1:dev',
      'example.com/istio/examples-bookinfo-ratings-v1:dev',
      'example.com/istio/examples-bookinfo-ratings-v2:dev',
      'example.com/istio/examples-bookinfo-reviews-v2:dev',
      'example.com/istio/examples-bookinfo-productpage-v1:dev',
    ]);
    const [gateway, routes] = objects.slice(-2);
    expect(gateway!.spec).toEqual({
      selector: { istio: 'ingress' },
      servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['books.example.com'] }],
    });
    expect(routes!.spec.hosts).toEqual(['books.example.com']);
    const policies = objects.flatMap(({ kind, spec }) => (kind === 'DestinationRule' ? [spec.trafficPolicy] : []));
    expect(policies).toEqual(Array(4).fill({ tls: { mode: 'ISTIO_MUTUAL' } }));
  });

  test('hands its services, subsets and gateway to routes of other charts', () => {
    const app = new App();
    const bookinfo = new Bookinfo(new Chart(app, 'app', { namespace: 'books' }), 'bookinfo');
    const elsewhere = new Chart(app, 'mine', { namespace: 'mine' });
    new VirtualService(elsewhere, 'routes', {
      hosts: [bookinfo.reviews],
      gateways: [bookinfo.gateway],
      http: [
        HttpRoute.to([bookinfo.reviews.subset('v1').weight(1), bookinfo.reviews.subset('v2').weight(2)]),
        HttpRoute.to([bookinfo.ratings]),
      ],
    });
    const host = 'reviews.books.svc.cluster.local';
    expect(Testing.synth(elsewhere)[0].spec).toEqual({
      hosts: [host],
      gateways: ['books/bookinfo-gateway'],
      http: [
        {
          route: [
            { destination: { host, subset: 'v1' }, weight: 1 },
            { destination: { host, subset: 'v2' }, weight: 2 },
          ],
        },
        { route: [{ destination: { host: 'ratings.books.svc.cluster.local' } }] },
      ],
    });
  });

  test('says where in it something is wrong', () => {
    expect(() => synth({ versions: { reviews: ['v1', 'v4'] } })).toThrow(
      'app/bookinfo/workloads/reviews: versions[1]: "v4" is not a version of reviews; use one of v1, v2, v3',
    );
    expect(() => synth({ imageTag: '' })).toThrow(/^app\/bookinfo\/workloads\/details\/v1: imageTag: "" is not the tag of an image/);
    expect(() => synth({ gateway: { port: 70000 } })).toThrow(
      'app/bookinfo/gateway/gateway: spec.servers[0].port.number: 70000 is out of range; give a whole number from 1 to 65535',
    );
    // What TypeScript would find, were it asked.
    expect(() => synth({ imageTg: 'dev' } as BookinfoProps)).toThrow(
      'app/bookinfo/workloads: imageTg: "dev" is not a prop of BookinfoWorkloads; remove it',
    );
    expect(() => synth({ versions: { review: ['v1'] } as BookinfoProps['versions'] })).toThrow(
      'app/bookinfo/workloads: versions.review: ["v1"] is not a prop of BookinfoVersions; remove it',
    );
    expect(() => synth({ versions: { reviews: 'v1' as unknown as string[] } })).toThrow(
      'app/bookinfo/workloads/reviews: versions: "v1" is not a list; write it as [\'v1\']',
    );
    expect(() => synth({ gateway: { hosts: [] } })).toThrow(/^app\/bookinfo\/gateway\/gateway: spec.servers\[0\].hosts: \[\] has no host/);
  });
});

describe('BookinfoRef', () => {
  test('knows the services of a namespace', () => {
    const { reviews } = BookinfoRef.of({ namespace: 'books' });
    expect(reviews.name).toBe('reviews');
    expect(reviews.metadata).toEqual({ namespace: 'books' });
    expect(reviews.ports).toEqual([{ port: 9080, name: 'http' }]);
    expect(BookinfoRef.of().details.metadata).toEqual({ namespace: undefined });
  });

  test('knows their versions', () => {
    expect(BookinfoRef.of().productpage.subset('v1').name).toBe('v1');
    expect(() => BookinfoRef.of().productpage.subset('v2')).toThrow(
      'productpage: version: "v2" is not a version of productpage; use one of v1',
    );
  });
});

import { App, Chart, Testing } from 'cdk8s';
import { ServiceRef } from '../../networking/service';
import { BookinfoRateLimit } from './bookinfo-rate-limit';
import type { BookinfoRateLimitProps } from './bookinfo-rate-limit';

function synth(props?: BookinfoRateLimitProps): Record<string, any>[] {
  const chart = new Chart(new App(), 'app', { namespace: 'bookinfo' });
  new BookinfoRateLimit(chart, 'ratelimit', props);
  return Testing.synth(chart);
}

test('is set at the gateway of istio-system', () => {
  expect(synth().map(({ apiVersion, kind, metadata }) => [apiVersion, kind, metadata.namespace, metadata.name])).toEqual([
    ['networking.istio.io/v1alpha3', 'EnvoyFilter', 'istio-system', 'filter-ratelimit'],
    ['networking.istio.io/v1alpha3', 'EnvoyFilter', 'istio-system', 'filter-ratelimit-svc'],
  ]);
});

test('asks the service that it is given', () => {
  const rateLimitService = ServiceRef.of({ name: 'limits', namespace: 'shop', ports: [{ port: 9000 }] });
  const [filter, svc] = synth({ gatewayNamespace: 'edge', gatewaySelector: { istio: 'ingress' }, rateLimitService });
  expect(filter!.metadata.namespace).toBe('edge');
  expect(svc!.spec.workloadSelector).toEqual({ labels: { istio: 'ingress' } });
  const cluster = filter!.spec.configPatches[1];
  expect(cluster.match.cluster.service).toBe('limits.shop.svc.cluster.local');
  expect(cluster.patch.value.load_assignment.endpoints[0].lb_endpoints[0].endpoint.address.socket_address).toEqual({
    address: 'limits.shop.svc.cluster.local',
    port_value: 9000,
  });
});

test('refuses a service that nobody can find', () => {
  expect(() => synth({ rateLimitService: ServiceRef.of({ name: 'limits', ports: [{ port: 9000 }] }) })).toThrow(
    'app/ratelimit: rateLimitService: "limits" has no namespace; give it one',
  );
  expect(() => synth({ rateLimitService: ServiceRef.of({ name: 'limits', namespace: 'shop' }) })).toThrow(
    'app/ratelimit: rateLimitService: "limits" has no port; give it the one that speaks gRPC, first',
  );
});

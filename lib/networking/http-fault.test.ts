import { App, Chart, Duration, Testing } from 'cdk8s';
import { Destination } from './destination';
import { FaultAbort, HttpFault } from './http-fault';
import { HttpRoute } from './http-route';
import { VirtualService } from './virtual-service';

function rendered(fault: unknown): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  new VirtualService(chart, 'routes', {
    hosts: ['reviews'],
    http: [HttpRoute.to([Destination.host('reviews')], { fault: fault as HttpFault })],
  });
  return Testing.synth(chart)[0].spec.http[0].fault;
}

const fixedDelay = Duration.seconds(7);

test.each<[HttpFault, object]>([
  [{ delay: { fixedDelay } }, { delay: { fixedDelay: '7s', percentage: { value: 100 } } }],
  [{ delay: { fixedDelay, percentage: 0 } }, { delay: { fixedDelay: '7s', percentage: { value: 0 } } }],
  [{ delay: { fixedDelay, percentage: 0.0001 } }, { delay: { fixedDelay: '7s', percentage: { value: 0.0001 } } }],
  [{ abort: FaultAbort.http(500) }, { abort: { httpStatus: 500, percentage: { value: 100 } } }],
  [{ abort: FaultAbort.http(200, 12.5) }, { abort: { httpStatus: 200, percentage: { value: 12.5 } } }],
  [{ abort: FaultAbort.http(599) }, { abort: { httpStatus: 599, percentage: { value: 100 } } }],
  [{ abort: FaultAbort.grpc('UNAVAILABLE', 5) }, { abort: { grpcStatus: 'UNAVAILABLE', percentage: { value: 5 } } }],
  [
    { delay: { fixedDelay }, abort: FaultAbort.grpc('OK') },
    { delay: { fixedDelay: '7s', percentage: { value: 100 } }, abort: { grpcStatus: 'OK', percentage: { value: 100 } } },
  ],
])('%j becomes %j', (fault, manifest) => {
  expect(rendered(fault)).toEqual(manifest);
});

test.each(
  // SupportedGRPCStatus in pkg/util/grpc of istio 1.30.3.
  (
    'OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED ' +
    'FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED'
  ).split(' '),
)('%s is a gRPC status', (status) => {
  expect(rendered({ abort: FaultAbort.grpc(status) })).toMatchObject({ abort: { grpcStatus: status } });
});

test.each<[unknown, string]>([
  [{}, ': {} injects no fault; give a delay, an abort or both'],
  [{ delay: {} }, ".delay.fixedDelay: is not a duration; give one of cdk8s' Duration, e.g. Duration.seconds(2)"],
  [
    { delay: { fixedDelay: Duration.millis(0) } },
    '.delay.fixedDelay: "0ms" is not a duration that Istio takes; give whole milliseconds, 1 or more',
  ],
  [{ delay: { fixedDelay: Duration.seconds(1), percent: 5 } }, '.delay.percent: 5 is not a field of FaultDelay; remove it'],
  ...[-1, 0.00009, 100.1, NaN, '5'].map((percentage): [unknown, string] => [
    { delay: { fixedDelay, percentage } },
    `.delay.percentage.value: ${typeof percentage === 'string' ? '"5"' : percentage} is not a percentage that Istio takes; give 0, or 0.0001 to 100`,
  ]),
  [{ abort: FaultAbort.http(500, 101) }, '.abort.percentage.value: 101 is not a percentage that Istio takes; give 0, or 0.0001 to 100'],
  [
    { abort: FaultAbort.http(500, null as any) },
    '.abort.percentage.value: null is not a percentage that Istio takes; give 0, or 0.0001 to 100',
  ],
  [{ abort: FaultAbort.http(199) }, '.abort.httpStatus: 199 is out of range; give a whole number from 200 to 599'],
  // Istio takes 600, Envoy does not.
  [{ abort: FaultAbort.http(600) }, '.abort.httpStatus: 600 is out of range; give a whole number from 200 to 599'],
  [{ abort: FaultAbort.http('500' as any) }, '.abort.httpStatus: "500" is out of range; give a whole number from 200 to 599'],
  [{ abort: FaultAbort.http(undefined as any) }, '.abort.httpStatus: is out of range; give a whole number from 200 to 599'],
  [{ abort: FaultAbort.grpc('14') }, '.abort.grpcStatus: "14" is not a gRPC status; use its name, e.g. "UNAVAILABLE"'],
  [{ abort: FaultAbort.grpc('unavailable') }, '.abort.grpcStatus: "unavailable" is not a gRPC status; use its name, e.g. "UNAVAILABLE"'],
  [{ abort: { httpStatus: 500 } }, '.abort: {"httpStatus":500} was not made by FaultAbort; use a factory of it, e.g. FaultAbort.http(503)'],
  [{ abort: null }, '.abort: null was not made by FaultAbort; use a factory of it, e.g. FaultAbort.http(503)'],
  [null, ': null is not an object; give one with the fields of HttpFault'],
])('%j is refused', (fault, complaint) => {
  expect(() => rendered(fault)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: spec.http[0].fault${complaint}` }),
  );
});

import { App, Chart, Duration, Testing } from 'cdk8s';
import { Destination } from './destination';
import { HttpRetry } from './http-retry';
import { HttpRoute } from './http-route';
import { VirtualService } from './virtual-service';

function rendered(retries: unknown): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  new VirtualService(chart, 'routes', {
    hosts: ['reviews'],
    http: [HttpRoute.to([Destination.host('reviews')], { retries: retries as HttpRetry })],
  });
  return Testing.synth(chart)[0].spec.http[0].retries;
}

test.each<[HttpRetry, object]>([
  [{ attempts: 0 }, { attempts: 0 }],
  [{ attempts: 3 }, { attempts: 3 }],
  [
    { attempts: 1, perTryTimeout: Duration.seconds(2) },
    { attempts: 1, perTryTimeout: '2s' },
  ],
  [
    { attempts: 1, backoff: Duration.millis(10) },
    { attempts: 1, backoff: '10ms' },
  ],
  [
    { attempts: 1, retryOn: ['reset', '503'] },
    { attempts: 1, retryOn: 'reset,503' },
  ],
  [{ attempts: 1, retryOn: [] }, { attempts: 1 }],
  [
    { attempts: 1, retryRemoteLocalities: true, retryIgnorePreviousHosts: false },
    { attempts: 1, retryRemoteLocalities: true, retryIgnorePreviousHosts: false },
  ],
])('%j becomes %j', (retries, manifest) => {
  expect(rendered(retries)).toEqual(manifest);
});

test('every policy that Istio supports is a condition', () => {
  // supportedRetryOnPolicies in pkg/config/validation/validation.go of istio 1.30.3.
  const policies =
    '5xx,gateway-error,reset,reset-before-request,connect-failure,retriable-4xx,refused-stream,retriable-status-codes,retriable-headers,' +
    'envoy-ratelimited,http3-post-connect-failure,cancelled,deadline-exceeded,internal,resource-exhausted,unavailable';
  expect(rendered({ attempts: 1, retryOn: policies.split(',') })).toEqual({ attempts: 1, retryOn: policies });
});

test('every status that Go knows is a condition, and no other number', () => {
  // The statuses for which http.StatusText has a text (Go 1.25).
  const known = [
    100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402, 403, 404,
    405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 500, 501, 502,
    503, 504, 505, 506, 507, 508, 510, 511,
  ];
  const routes = new VirtualService(new Chart(new App(), 'shop'), 'routes', { hosts: ['reviews'] });
  const taken = Array.from({ length: 1000 }, (_, status) => status).filter((status) => {
    try {
      routes.addHttpRoute(HttpRoute.to([Destination.host('a')], { retries: { attempts: 1, retryOn: [String(status)] } }));
      return true;
    } catch {
      return false;
    }
  });
  expect(taken).toEqual(known);
});

const CONDITIONS =
  'use an HTTP status or one of 5xx, gateway-error, reset, reset-before-request, connect-failure, retriable-4xx, refused-stream, ' +
  'retriable-status-codes, retriable-headers, envoy-ratelimited, http3-post-connect-failure, cancelled, deadline-exceeded, internal, ' +
  'resource-exhausted, unavailable';
const OFF = 'switches retries off and sets them up at once; leave only "attempts: 0", or give 1 attempt or more';

test.each<[unknown, string]>([
  [{ attempts: -1 }, '.attempts: -1 is out of range; give a whole number from 0 to 2147483647'],
  [{ attempts: 1.5 }, '.attempts: 1.5 is out of range; give a whole number from 0 to 2147483647'],
  [{}, '.attempts: is out of range; give a whole number from 0 to 2147483647'],
  [{ attempts: 1, retryOn: ['5XX'] }, `.retryOn[0]: "5XX" is not a condition that Istio retries on; ${CONDITIONS}`],
  [{ attempts: 1, retryOn: ['reset', 'reset, 503'] }, `.retryOn[1]: "reset, 503" is not a condition that Istio retries on; ${CONDITIONS}`],
  [{ attempts: 1, retryOn: [503] }, '.retryOn[0]: 503 is not a string; quote it'],
  [{ attempts: 1, retryOn: 'reset' }, '.retryOn: "reset" is not a list; put it into brackets: [...]'],
  [
    { attempts: 1, perTryTimeout: Duration.millis(0.5) },
    '.perTryTimeout: "0.5ms" is not a duration that Istio takes; give whole milliseconds, 1 or more',
  ],
  [{ attempts: 1, backoff: Duration.millis(0) }, '.backoff: "0ms" is not a duration that Istio takes; give whole milliseconds, 1 or more'],
  [{ attempts: 1, retryRemoteLocalities: 'yes' }, '.retryRemoteLocalities: "yes" is not a boolean; write true or false'],
  [{ attempts: 0, retryOn: ['reset'] }, `: {"attempts":0,"retryOn":["reset"]} ${OFF}`],
  [{ attempts: 0, retryRemoteLocalities: false }, `: {"attempts":0,"retryRemoteLocalities":false} ${OFF}`],
  [{ attempts: 0, retryIgnorePreviousHosts: true }, `: {"attempts":0,"retryIgnorePreviousHosts":true} ${OFF}`],
  [{ attempts: 1, retries: 2 }, '.retries: 2 is not a field of HttpRetry; remove it'],
  [null, ': null is not an object; give one with the fields of HttpRetry'],
])('%j is refused', (retries, complaint) => {
  expect(() => rendered(retries)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: spec.http[0].retries${complaint}` }),
  );
});

test.each(['perTryTimeout', 'backoff'])('%s has no place where retries are off', (field) => {
  expect(() => rendered({ attempts: 0, [field]: Duration.seconds(1) })).toThrow(OFF);
});

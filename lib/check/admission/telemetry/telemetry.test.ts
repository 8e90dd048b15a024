import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = {
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: { name: 'x', namespace: 'shop', ...metadata },
    spec,
  };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes a filter of access logs', () => {
  expect(
    problemsOf({ accessLogging: [{ providers: [{ name: 'envoy' }], filter: { expression: "response.code >= 500 && true_host != 'x'" } }] }),
  ).toEqual([]);
});

test('asks tracing for one provider, a percentage and tags', () => {
  expect(
    problemsOf({
      tracing: [
        {
          providers: [{ name: 'a' }, {}],
          randomSamplingPercentage: 101,
          customTags: { '': { literal: {} }, a: { header: {} }, b: { environment: {} }, c: null },
        },
        {},
      ],
    }),
  ).toEqual([
    'IST0133 spec.tracing: Istio reads one entry of tracing only: remove the others.',
    'IST0133 spec.tracing.0.providers: Istio traces to one provider only: remove the others.',
    'IST0106 spec.tracing.0.providers.1.name: The name of the provider is missing: give one that mesh config defines.',
    'IST0106 spec.tracing.0.randomSamplingPercentage: 101 is not a percentage: use a number from 0 to 100.',
    'IST0106 spec.tracing.0.customTags.: The name of the tag is missing: give it.',
    'IST0106 spec.tracing.0.customTags..literal.value: The value of the tag is missing: give it.',
    'IST0106 spec.tracing.0.customTags.a.header.name: The name of the header is missing: give it.',
    'IST0106 spec.tracing.0.customTags.b.environment.name: The name of the environment variable is missing: give it.',
  ]);
});

test('asks tags of metrics for values', () => {
  expect(
    problemsOf({
      metrics: [
        {
          overrides: [{ match: { customMetric: '' }, tagOverrides: { a: {}, b: { operation: 'REMOVE', value: 'x' }, '': { value: 'x' } } }],
        },
      ],
    }),
  ).toEqual([
    'IST0106 spec.metrics.0.overrides.0.tagOverrides.a.value: The value of the tag is missing: give it, or use REMOVE.',
    'IST0106 spec.metrics.0.overrides.0.tagOverrides.b.value: A tag that is removed has no value: remove the value, or use UPSERT.',
    'IST0133 spec.metrics.0.overrides.0.tagOverrides.: The name of the tag is empty: give it.',
    'IST0106 spec.metrics.0.overrides.0.match.customMetric: The name of the metric is missing: give it.',
  ]);
});

test('asks filters to be CEL', () => {
  expect(
    problemsOf({
      accessLogging: [
        { filter: {} },
        { filter: { expression: 'has(x)' } },
        { filter: { expression: 'a.all(b.c, true)' } },
        { filter: { expression: '"\\q"' } },
        { filter: { expression: '9223372036854775808' } },
        { filter: { expression: 'foo(bar)' } },
      ],
    }),
  ).toEqual([
    'IST0106 spec.accessLogging.0.filter.expression: The filter is not an expression of CEL (<input>:1:1: found end of input).',
    'IST0106 spec.accessLogging.1.filter.expression: The filter is not an expression of CEL: has() asks for a field, such as has(request.headers).',
    'IST0106 spec.accessLogging.2.filter.expression: The filter is not an expression of CEL: the first argument of all() is the name of a variable.',
    'IST0106 spec.accessLogging.3.filter.expression: The filter is not an expression of CEL: "\\q" has an escape that CEL does not know.',
    'IST0106 spec.accessLogging.4.filter.expression: The filter is not an expression of CEL: 9223372036854775808 is no 64-bit number.',
  ]);
});

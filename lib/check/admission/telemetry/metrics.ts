import { BOOL, DURATION, enumeration, list, map, message, optional, type Read, STRING } from '../decode';
import type { Spot } from '../spot';
import { checkProviders, PROVIDERS } from './providers';
import { WORKLOAD_MODE } from './workload-mode';

const METRIC_SELECTOR = message(
  {
    metric: optional(
      enumeration(
        ...(['ALL_METRICS', 'REQUEST_COUNT', 'REQUEST_DURATION', 'REQUEST_SIZE', 'RESPONSE_SIZE', 'TCP_OPENED_CONNECTIONS'] as const),
        ...(['TCP_CLOSED_CONNECTIONS', 'TCP_SENT_BYTES', 'TCP_RECEIVED_BYTES'] as const),
        ...(['GRPC_REQUEST_MESSAGES', 'GRPC_RESPONSE_MESSAGES'] as const),
      ),
    ),
    customMetric: optional(STRING),
    mode: WORKLOAD_MODE,
  },
  { oneOf: [['metric', 'customMetric']] },
);

const METRICS_OVERRIDES = message({
  match: optional(METRIC_SELECTOR),
  disabled: optional(BOOL),
  tagOverrides: map(message({ operation: enumeration('UPSERT', 'REMOVE'), value: STRING })),
});

/** telemetry/v1alpha1 `Metrics` */
export const METRICS = message({ providers: PROVIDERS, overrides: list(METRICS_OVERRIDES), reportingInterval: optional(DURATION) });

/** `validateTelemetryMetrics`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkMetrics({ providers, overrides }: Read<typeof METRICS>, spot: Spot): void {
  checkProviders(providers, spot.at('providers'));
  for (const [index, override] of overrides.entries()) checkOverrides(override, spot.at('overrides').at(index));
}

function checkOverrides({ match, tagOverrides }: Read<typeof METRICS_OVERRIDES>, spot: Spot): void {
  for (const [name, { operation, value }] of tagOverrides) {
    const at = spot.at('tagOverrides').at(name);
    if (name === '') at.warn('The name of the tag is empty: give it.');
    if (operation === 'UPSERT' && value === '') at.at('value').error('The value of the tag is missing: give it, or use REMOVE.');
    if (operation === 'REMOVE' && value !== '')
      at.at('value').error('A tag that is removed has no value: remove the value, or use UPSERT.');
  }
  if (match?.customMetric === '') spot.at('match').at('customMetric').error('The name of the metric is missing: give it.');
}

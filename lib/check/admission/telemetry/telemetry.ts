import { BOOL, DOUBLE, list, map, message, optional, type Read, STRING } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { checkPolicyTargets, POLICY_TARGETS, POLICY_TARGETS_PROTO_NAMES } from '../value/selector';
import { ACCESS_LOGGING, checkAccessLogging } from './access-logging';
import { checkMetrics, METRICS } from './metrics';
import { checkProviders, PROVIDERS } from './providers';
import { WORKLOAD_MODE } from './workload-mode';

const CUSTOM_TAG = message(
  {
    literal: optional(message({ value: STRING })),
    environment: optional(message({ name: STRING, defaultValue: STRING })),
    header: optional(message({ name: STRING, defaultValue: STRING })),
    formatter: optional(message({ value: STRING })),
  },
  { oneOf: [['literal', 'environment', 'header', 'formatter']] },
);

const TRACING = message({
  match: optional(message({ mode: WORKLOAD_MODE })),
  providers: PROVIDERS,
  randomSamplingPercentage: optional(DOUBLE),
  disableSpanReporting: optional(BOOL),
  customTags: map(CUSTOM_TAG),
  useRequestIdForTraceSampling: optional(BOOL),
  enableIstioTags: optional(BOOL),
  disableContextPropagation: optional(BOOL),
});

/** telemetry/v1alpha1 `Telemetry` */
export const TELEMETRY = message(
  { ...POLICY_TARGETS, tracing: list(TRACING), metrics: list(METRICS), accessLogging: list(ACCESS_LOGGING) },
  { protoNames: POLICY_TARGETS_PROTO_NAMES },
);

/** `ValidateTelemetry`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkTelemetry(telemetry: Read<typeof TELEMETRY>, _context: KindContext, spot: Spot): void {
  checkPolicyTargets(telemetry, spot);
  for (const [index, metrics] of telemetry.metrics.entries()) checkMetrics(metrics, spot.at('metrics').at(index));
  if (telemetry.tracing.length > 1) spot.at('tracing').warn('Istio reads one entry of tracing only: remove the others.');
  for (const [index, tracing] of telemetry.tracing.entries()) checkTracing(tracing, spot.at('tracing').at(index));
  for (const [index, logging] of telemetry.accessLogging.entries()) checkAccessLogging(logging, spot.at('accessLogging').at(index));
}

/** `validateTelemetryTracing` */
function checkTracing({ providers, randomSamplingPercentage: percentage = 0, customTags }: Read<typeof TRACING>, spot: Spot): void {
  if (providers.length > 1) spot.at('providers').warn('Istio traces to one provider only: remove the others.');
  checkProviders(providers, spot.at('providers'));
  if (percentage < 0 || percentage > 100) {
    spot.at('randomSamplingPercentage').error(`${percentage} is not a percentage: use a number from 0 to 100.`);
  }
  for (const [name, tag] of customTags) checkTag(name, tag, spot.at('customTags').at(name));
}

function checkTag(name: string, { literal, environment, header }: Read<typeof CUSTOM_TAG>, spot: Spot): void {
  if (name === '') spot.error('The name of the tag is missing: give it.');
  if (literal?.value === '') spot.at('literal').at('value').error('The value of the tag is missing: give it.');
  if (environment?.name === '') spot.at('environment').at('name').error('The name of the environment variable is missing: give it.');
  if (header?.name === '') spot.at('header').at('name').error('The name of the header is missing: give it.');
}

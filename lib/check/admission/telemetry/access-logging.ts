import { BOOL, message, optional, type Read, STRING } from '../decode';
import type { Spot } from '../spot';
import { celProblem } from './cel';
import { checkProviders, PROVIDERS } from './providers';
import { WORKLOAD_MODE } from './workload-mode';

/** telemetry/v1alpha1 `AccessLogging` */
export const ACCESS_LOGGING = message({
  match: optional(message({ mode: WORKLOAD_MODE })),
  providers: PROVIDERS,
  disabled: optional(BOOL),
  filter: optional(message({ expression: STRING })),
});

/** `validateTelemetryAccessLogging`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkAccessLogging({ filter, providers }: Read<typeof ACCESS_LOGGING>, spot: Spot): void {
  const problem = filter && celProblem(filter.expression);
  if (problem) spot.at('filter').at('expression').error(`The filter ${problem}.`);
  checkProviders(providers, spot.at('providers'));
}

import { list, message, type Read, STRING } from '../decode';
import type { Spot } from '../spot';

/** telemetry/v1alpha1 `ProviderRef`s */
export const PROVIDERS = list(message({ name: STRING }));

/** `validateTelemetryProviders`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkProviders(providers: Read<typeof PROVIDERS>, spot: Spot): void {
  const index = providers.findIndex(({ name }) => name === '');
  if (index >= 0) spot.at(index).at('name').error('The name of the provider is missing: give one that mesh config defines.');
}

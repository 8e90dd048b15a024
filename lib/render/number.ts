import type { Place } from './place';

/** Largest value of the CRDs' 32-bit fields. @internal */
export const MAX_INT32 = 2 ** 31 - 1;
/** @internal */
export const MAX_UINT32 = 2 ** 32 - 1;

/** A whole number from `min` to `max`. @internal */
export function renderInteger(value: number, place: Place, min = 0, max = MAX_INT32): number {
  if (!Number.isInteger(value) || value < min || value > max) {
    place.fail(value, 'is out of range', `give a whole number from ${min} to ${max}`);
  }
  return value + 0; // no -0, which YAML would write
}

/** A number from `min` to `max`, fractions allowed. @internal */
export function renderNumber(value: number, place: Place, min: number, max: number): number {
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    place.fail(value, 'is out of range', `give a number from ${min} to ${max}`);
  }
  return value + 0;
}

/** A TCP port. @internal */
export function renderPort(port: number, place: Place): number {
  return renderInteger(port, place, 1, 65535);
}

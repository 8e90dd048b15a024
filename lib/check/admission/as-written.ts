import { isObject } from '../../model';
import type { FieldPath } from '../../model/read';
import { protoNameOf } from './decode/message';

/** A path of JSON names (`trafficPolicy`) in the spelling of the manifest, where that has the .proto file's name (`traffic_policy`). */
export function asWritten(path: FieldPath, manifest: unknown): FieldPath {
  let value = manifest;
  return path.map((step) => {
    const written = spellingOf(step, value);
    value =
      isObject(value) && Object.hasOwn(value, written)
        ? value[written]
        : Array.isArray(value)
          ? (value as unknown[])[Number(step)]
          : undefined;
    return written;
  });
}

function spellingOf(step: string | number, value: unknown): string | number {
  if (typeof step === 'number' || !isObject(value) || Object.hasOwn(value, step)) return step;
  const protoName = protoNameOf(step);
  return Object.hasOwn(value, protoName) ? protoName : step;
}

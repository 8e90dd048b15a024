import { describe, DURATION, list, STRUCT, type Type } from '../../decode';
import type { Spot } from '../../spot';
import { SCALARS } from './scalars';
import { isTimestamp } from './timestamp';

const TIMESTAMP: Type<unknown> = {
  read: (value: unknown, spot: Spot): void => {
    if (typeof value !== 'string' || !isTimestamp(value))
      spot.error(`${describe(value)} is not a time: write it as in RFC 3339, such as "2026-01-31T12:00:00Z".`);
  },
  zero: undefined,
};

/** Data without types. */
const VALUE: Type<unknown> = { read: () => undefined, zero: undefined };

const wrapper = (scalar: string, name: string): [string, Type<unknown>] => [`google.protobuf.${name}`, SCALARS.get(scalar)!];

/** Messages of Google's that JSON writes in a form of their own, but Any. `wellKnownType`, golang/protobuf 1.5.4 jsonpb/json.go */
export const WELL_KNOWN: ReadonlyMap<string, Type<unknown>> = new Map<string, Type<unknown>>([
  ['google.protobuf.Duration', DURATION],
  ['google.protobuf.Timestamp', TIMESTAMP],
  ['google.protobuf.Struct', STRUCT],
  ['google.protobuf.Value', VALUE],
  ['google.protobuf.ListValue', list(VALUE)],
  wrapper('bool', 'BoolValue'),
  wrapper('bytes', 'BytesValue'),
  wrapper('string', 'StringValue'),
  wrapper('int32', 'Int32Value'),
  wrapper('uint32', 'UInt32Value'),
  wrapper('int64', 'Int64Value'),
  wrapper('uint64', 'UInt64Value'),
  wrapper('float', 'FloatValue'),
  wrapper('double', 'DoubleValue'),
]);

import { BOOL, BYTES, describe, DOUBLE, INT32, STRING, type Type, UINT32 } from '../../decode';

/** Scalars by their names in .proto files. `unmarshalSingularValue`, golang/protobuf 1.5.4 jsonpb/decode.go */
export const SCALARS: ReadonlyMap<string, Type<unknown>> = new Map<string, Type<unknown>>([
  ['string', STRING],
  ['bool', BOOL],
  ['bytes', BYTES],
  ['double', DOUBLE],
  ['float', float()],
  ...['int32', 'sint32', 'sfixed32'].map((name) => [name, INT32] as const),
  ...['uint32', 'fixed32'].map((name) => [name, UINT32] as const),
  ...['int64', 'sint64', 'sfixed64'].map((name) => [name, whole(-(2n ** 63n), 2n ** 63n - 1n)] as const),
  ...['uint64', 'fixed64'].map((name) => [name, whole(0n, 2n ** 64n - 1n)] as const),
]);

/** A number of 32 bits: one that would be rounded to infinity is refused. */
function float(): Type<unknown> {
  return {
    read: (value, spot) => {
      const number = DOUBLE.read(value, spot);
      if (Number.isFinite(number) && Math.abs(number) > MAX_FLOAT)
        spot.error(`This must be a number that 32 bits can hold, not ${describe(value)}.`);
    },
    zero: undefined,
  };
}

/** The largest that Go still rounds down to a number of 32 bits. */
const MAX_FLOAT = 3.4028235677973366e38;

/**
 * A whole number of 64 bits. Numbers in the value of an EnvoyFilter have been floats before they are read, as `google.protobuf.Struct`
 * has no others, and come as their shortest text: 18446744073709551615 arrives as 18446744073709552000 and does not fit. JavaScript
 * writes the same texts as Go. What is written as a text arrives as it is. `StructToMessage`, istio 1.30.3 pkg/config/xds/xds.go
 */
function whole(min: bigint, max: bigint): Type<unknown> {
  const form = min < 0n ? /^-?(?:0|[1-9]\d*)$/ : /^(?:0|[1-9]\d*)$/;
  const fits = (text: string): boolean => form.test(text) && text.length <= MAX_DIGITS && BigInt(text) >= min && BigInt(text) <= max;
  return {
    read: (value, spot) => {
      const text = textOf(value);
      if (text === undefined || (text !== 'null' && !fits(text)))
        spot.error(`This must be a whole number from ${min} to ${max}, not ${describe(value)}.`);
    },
    zero: undefined,
  };
}

/** More than any whole number of 64 bits has. */
const MAX_DIGITS = 24;

/** A number may be written as a text, with blanks around it, and so may `null`: `trimQuote`. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.replace(/^ +| +$/g, '') : undefined;
}

import type { Spot } from '../spot';

/**
 * How one type of Istio's protobuf messages is read from JSON, as `jsonpb` of golang/protobuf 1.5.4 does it for istiod
 * (`ApplyJSON`, istio 1.30.3 pkg/util/protomarshal/protomarshal.go).
 */
export interface Type<T> {
  /** Reads what is written; what can't be read is reported, and the zero value stands in for it. Never given null. */
  readonly read: (value: unknown, spot: Spot) => T;
  /** What a field holds that is absent or null, and what a null item of a list or map becomes. */
  readonly zero: T;
}

/** The value that a type reads. */
export type Read<T> = T extends Type<infer V> ? V : never;

/** A field that can be absent: a message, a wrapped scalar, a duration, a member of a oneof. */
export function optional<T>(type: Type<T>): Type<T | undefined> {
  return { read: type.read, zero: undefined };
}

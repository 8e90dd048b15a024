import type { Type } from './decode';
import type { Spot } from './spot';

/** What rules of a spec need to know of the object around it. */
export interface KindContext {
  readonly name: string;
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
}

/** How one kind is read and judged. */
export interface Kind {
  /** Reads a spec. */
  readonly message: Type<unknown>;
  /** Judges a spec that was read; `spot` is the spec's, `metadata` that beside it. */
  readonly check: (spec: unknown, context: KindContext, spot: Spot, metadata: Spot) => void;
  /** Judges the annotation `istio.io/dry-run`, which other kinds than AuthorizationPolicy have not. */
  readonly checkDryRun?: (annotation: string, spec: unknown, spot: Spot) => void;
}

/** A kind of a message and the rules for it. */
export function kind<T>(
  message: Type<T>,
  check: (spec: T, context: KindContext, spot: Spot, metadata: Spot) => void,
  checkDryRun?: (annotation: string, spec: T, spot: Spot) => void,
): Kind {
  return { message, check: check as Kind['check'], checkDryRun: checkDryRun as Kind['checkDryRun'] };
}

import type { Place } from '../mesh/place';
import type { FieldPath } from '../model/read';
import type { PartKind } from './parts';

/** A part that requests can come to, with where it was written. */
export interface KnownPart {
  readonly id: string;
  readonly kind: PartKind;
  /** `Kind namespace/name` */
  readonly object: string;
  readonly path: FieldPath;
  readonly name?: string;
  /** The file or the construct of the object. */
  readonly source?: { readonly file: string } | { readonly construct: string };
  /** Where exactly it stands, as far as this process can tell. */
  readonly locate?: () => Place | undefined;
}

/** What a recorder learns, as plain JSON but for `locate`, so that recorders of several processes can be put together. */
export type CoverageEvent =
  | { readonly parts: readonly KnownPart[] }
  | { readonly reached: readonly string[] }
  /** An object that keeps requests from being judged. */
  | { readonly notModelled: string };

import { stringsIn } from '../../model';

/**
 * Who may see a resource. `visibility.Instance`, istio 1.30.3 pkg/config/visibility/visibility.go
 */
export const PUBLIC = '*';
export const PRIVATE = '.';
export const NO_ONE = '~';

/** What `exportTo` says, or mesh config's default where it says nothing; without a default everybody may see. */
export function exportedTo(own: readonly string[] | undefined, meshDefault: readonly string[] | undefined): readonly string[] {
  const written = stringsIn(own);
  return written.length > 0 ? written : (meshDefault ?? EVERYBODY);
}

const EVERYBODY: readonly string[] = [PUBLIC];

/** In which order a proxy takes what it sees: its own namespace's secrets, what was exported to it, what is public. */
export interface VisibleTo {
  readonly isPublic: boolean;
  /** Namespaces that see it although it is not public. */
  readonly namespaces: readonly string[];
}

/**
 * Resolves an `exportTo`: `*` makes all else moot, then `~` does, `.` is the owner's namespace.
 * `initServiceRegistry`, `initVirtualServices`: istio 1.30.3 pilot/pkg/model/push_context.go
 */
export function visibleTo(exportTo: readonly string[], owner: string): VisibleTo {
  if (exportTo.includes(PUBLIC)) return { isPublic: true, namespaces: [] };
  if (exportTo.includes(NO_ONE)) return { isPublic: false, namespaces: [] };
  return { isPublic: false, namespaces: [...new Set(exportTo.map((each) => (each === PRIVATE ? owner : each)))] };
}

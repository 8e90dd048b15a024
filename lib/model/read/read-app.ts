import { objectsIn, type SourcedObject } from './objects';
import { ReadError } from './read-error';
import type { Json } from './values';

/** What is needed of a cdk8s App, or of any construct: its tree. */
export interface ConstructTree {
  readonly node: { findAll(): readonly object[] };
}

/** What is needed of a cdk8s ApiObject; its class is not imported, for the app may have another copy of cdk8s. */
interface ApiObjectLike {
  readonly node: { readonly path: string };
  readonly apiVersion: string;
  readonly kind: string;
  toJson(): unknown;
}

/** The objects that an app would be synthesised to, in the order of the tree, from each construct's own `toJson`. */
export function readApp(app: ConstructTree): SourcedObject[] {
  const objects: SourcedObject[] = [];
  for (const construct of app.node.findAll()) {
    if (!isApiObject(construct)) continue;
    const { path } = construct.node;
    const refuse = (problem: string, field: readonly (string | number)[]): never => {
      throw new ReadError(path, field.length > 0 ? `${field.join('.')}: ${problem}` : problem);
    };
    for (const { object } of objectsIn(construct.toJson() as Json, refuse)) objects.push({ object, source: { kind: 'construct', path } });
  }
  return objects;
}

function isApiObject(construct: object): construct is ApiObjectLike {
  const { apiVersion, kind, toJson } = construct as Partial<ApiObjectLike>;
  return typeof toJson === 'function' && typeof apiVersion === 'string' && typeof kind === 'string';
}

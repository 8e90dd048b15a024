import type { FieldPath, Source } from './source';
import { isMapping, type Json } from './values';

/** A Kubernetes object as plain JSON: no Dates, no undefined, no shared parts. Only what is declared here is known to be right. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** An object and where it came from. */
export interface SourcedObject {
  readonly object: KubernetesObject;
  readonly source: Source;
}

/** Is called with what is wrong, and where in the value; must throw. */
export type Refuse = (problem: string, path: FieldPath) => never;

/** An object and the way to it from the value that it was found in. */
export interface FoundObject {
  readonly object: KubernetesObject;
  readonly path: FieldPath;
}

/**
 * The objects in a document: itself, or the items of a List, and of Lists in it. What has `items` is a
 * List to kubectl, whatever its kind says: k8s.io/apimachinery 0.32 `unstructuredJSONScheme.decode`.
 */
export function* objectsIn(value: Json, refuse: Refuse, path: FieldPath = []): Generator<FoundObject> {
  const object = checkObject(value, refuse, path);
  if (object.items === undefined) {
    yield { object, path };
    return;
  }
  const items = object.items as Json;
  if (items === null) return;
  if (!Array.isArray(items))
    return refuse('items is no list, and an object with items is a List to kubectl; make it a list', [...path, 'items']);
  // Of a list of one kind (`kind: ServiceList`) the items may leave out what they are.
  const { apiVersion } = object;
  const kind = object.kind.replace(/List$/, '');
  for (const [index, item] of items.entries()) {
    const whole = isMapping(item) && !item.kind && !item.apiVersion && kind !== '' ? { ...item, apiVersion, kind } : item;
    yield* objectsIn(whole, refuse, [...path, 'items', index]);
  }
}

function checkObject(value: Json, refuse: Refuse, path: FieldPath): KubernetesObject {
  if (!isMapping(value)) {
    return refuse(
      `${Array.isArray(value) ? 'a list' : 'a scalar'}, where a Kubernetes object is expected; write apiVersion: and kind: at the left margin`,
      path,
    );
  }
  for (const field of ['apiVersion', 'kind'] as const) {
    const given = value[field];
    if (typeof given === 'string' && given !== '') continue;
    return given === undefined || given === null || given === ''
      ? refuse(`no ${field}, so this is no Kubernetes object; add it, or leave the file out`, path)
      : refuse(`${field} is ${JSON.stringify(given).slice(0, 40)}; make it text`, [...path, field]);
  }
  const { metadata } = value;
  if (metadata !== undefined && metadata !== null && !isMapping(metadata))
    return refuse('metadata is no mapping; put name: and namespace: below it', [...path, 'metadata']);
  return value as unknown as KubernetesObject;
}

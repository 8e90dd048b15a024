import { type ApiObject, JsonPatch } from 'cdk8s';
import { isObject, type Place } from '../../render/place';

/** What a mode adds to a Pod's metadata. @internal */
export interface PodAdditions {
  readonly labels: { [name: string]: string };
  readonly annotations: { [name: string]: string };
}

/** Where an object of this kind has its Pods' template; where none is told, it is at `spec.template`, as most controllers have it. */
const TEMPLATE_OF: { readonly [kind: string]: string[] } = { Pod: [], CronJob: ['spec', 'jobTemplate', 'spec', 'template'] };

type Json = { [key: string]: unknown };

const pathOf = (object: ApiObject): string[] =>
  Object.hasOwn(TEMPLATE_OF, object.kind) ? TEMPLATE_OF[object.kind]! : ['spec', 'template'];

function templateOf(object: ApiObject): unknown {
  return pathOf(object).reduce<unknown>((value, key) => (isObject(value) ? (value as Json)[key] : undefined), object.toJson());
}

/** Labels and spec of an object's Pods, as they are so far; refuses what has none. @internal */
export function podOf(object: ApiObject, place: Place): { labels: Json; spec: Json } {
  const template = templateOf(object);
  if (!isObject(template)) place.fail(object.kind, 'has no template of Pods', 'give a Deployment, another controller of Pods, or a Pod');
  const { metadata, spec } = template as Json;
  const labels = isObject(metadata) ? (metadata as Json).labels : undefined;
  return { labels: isObject(labels) ? (labels as Json) : {}, spec: isObject(spec) ? (spec as Json) : {} };
}

/** Adds to the Pod template of an object, by JSON patches: what the object is made of is its own. @internal */
export function addToObject(object: ApiObject, { labels, annotations }: PodAdditions): void {
  const { metadata } = templateOf(object) as Json;
  const patches: JsonPatch[] = [];
  const at = (...keys: string[]): string =>
    ['', ...pathOf(object), 'metadata', ...keys].map((key) => key.replace(/~/g, '~0').replace(/\//g, '~1')).join('/');
  if (!isObject(metadata)) patches.push(JsonPatch.add(at(), {}));
  for (const [field, entries] of Object.entries({ labels, annotations })) {
    if (Object.keys(entries).length === 0) continue;
    if (!isObject(metadata) || !isObject((metadata as Json)[field])) patches.push(JsonPatch.add(at(field), {}));
    for (const [name, value] of Object.entries(entries)) patches.push(JsonPatch.add(at(field, name), value));
  }
  object.addJsonPatch(...patches);
}

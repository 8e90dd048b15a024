import { type ApiObject, JsonPatch } from 'cdk8s';
import { isObject, type Place } from '../../render/place';

/** What a mode adds to a Pod's metadata. @internal */
export interface PodAdditions {
  readonly labels: { [name: string]: string };
  readonly annotations: { [name: string]: string };
}

/** Where an object of this kind has its Pods' template; where none is told, it is at `spec.template`, as most controllers have it. */
const TEMPLATE_OF: { readonly [kind: string]: string[] } = { Pod: [], CronJob: ['spec', 'jobTemplate', 'spec', 'template'] };

/**
 * Adds to the Pod template of an object, by JSON patches: what the object is made of is its own.
 *
 * @returns the Pod's spec
 * @internal
 */
export function addToObject(object: ApiObject, { labels, annotations }: PodAdditions, place: Place): object {
  const path = Object.hasOwn(TEMPLATE_OF, object.kind) ? TEMPLATE_OF[object.kind]! : ['spec', 'template'];
  const template = path.reduce<unknown>(
    (value, key) => (isObject(value) ? (value as { [key: string]: unknown })[key] : undefined),
    object.toJson(),
  );
  if (!isObject(template)) place.fail(object.kind, 'has no template of Pods', 'give a Deployment, another controller of Pods, or a Pod');
  const { metadata, spec } = template as { metadata?: unknown; spec?: unknown };
  const patches: JsonPatch[] = [];
  const at = (...keys: string[]): string =>
    ['', ...path, 'metadata', ...keys].map((key) => key.replace(/~/g, '~0').replace(/\//g, '~1')).join('/');
  if (!isObject(metadata)) patches.push(JsonPatch.add(at(), {}));
  for (const [field, entries] of Object.entries({ labels, annotations })) {
    if (Object.keys(entries).length === 0) continue;
    if (!isObject(metadata) || !isObject((metadata as { [field: string]: unknown })[field])) patches.push(JsonPatch.add(at(field), {}));
    for (const [name, value] of Object.entries(entries)) patches.push(JsonPatch.add(at(field, name), value));
  }
  object.addJsonPatch(...patches);
  return isObject(spec) ? spec : {};
}

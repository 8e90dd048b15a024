import { Model, Resource } from '../lib/model';
import { load, loadAll } from './yaml';

/** Codes that the admission layer reports, not analysis. */
export const OF_ADMISSION: ReadonlySet<string> = new Set(['IST0106', 'IST0133']);

/** The objects of some YAML as a model; those without a namespace keep none, as in Istio's own tests, unless one is given. */
export function modelOf(texts: readonly string[], meshConfig: string | undefined, defaultNamespace: string): Model {
  const settings = { meshConfig: (meshConfig === undefined ? {} : load(meshConfig)) as object, defaultNamespace, parseYaml: load };
  return Model.of(texts.flatMap(loadAll).flatMap(itemsOf), settings);
}

function itemsOf(manifest: unknown): unknown[] {
  const { kind, items } = manifest as { kind?: unknown; items?: unknown };
  return kind === 'List' && Array.isArray(items) ? items : [manifest];
}

/** `Kind namespace/name`, as Istio names objects in messages. */
export function objectOf(resource: Resource): string {
  const kind = resource.kind.slice(resource.kind.indexOf('/') + 1);
  return `${kind} ${resource.namespace === '' ? '' : `${resource.namespace}/`}${resource.name}`;
}

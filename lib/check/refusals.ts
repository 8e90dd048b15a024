import { isObject, type Model, type Resource } from '../model';
import { checkAdmission } from './admission';
import type { Finding } from './finding';
import { isOwnKind } from './groups';
import { checkSchema, knowsSchemaOf, type Reason } from './schema';

/** What the layers that look at one object after the other say of it. */
export interface Refusals {
  readonly schema: readonly (Finding & { readonly reason: Reason })[];
  readonly admission: readonly Finding[];
}

const NOTHING: Refusals = { schema: [], admission: [] };

/** The groups of Kubernetes' own kinds. What has another group and no name may be a tool's file, as kustomization.yaml is. */
const BUILT_IN: ReadonlySet<string> = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apps',
  'autoscaling',
  'batch',
  'extensions',
  'gateway.networking.k8s.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);

/** For what the API server would refuse an object, and istiod's webhook, which it asks only if it has no complaint itself. */
export function refusalsOf(resource: Resource): Refusals {
  if (!isOwnKind(resource.kind) || (resource.name === '' && !isForCluster(resource))) return NOTHING;
  const schema = checkSchema(resource.manifest).map(({ field, reason, message }) => ({
    code: 'schema',
    level: 'error' as const,
    message,
    resource,
    field,
    reason,
  }));
  const admission = checkAdmission(resource).map(({ level, field, message }) => ({
    code: level === 'error' ? 'IST0106' : 'IST0133',
    level,
    message,
    resource,
    field,
  }));
  return schema.length + admission.length === 0 ? NOTHING : { schema, admission };
}

/** Each object that comes more than once, at its later place: `kubectl apply` takes them all in turn, and this one stays. */
export function duplicatesIn(duplicates: Model['duplicates']): Finding[] {
  const code = 'duplicate-object';
  const message = 'This object is given more than once, and what is written here replaces the earlier one; remove one of them.';
  return duplicates.map(({ later }) => ({ code, level: 'warning', message, resource: later, field: [] }));
}

/** Objects whose names the API server makes up: nothing can refer to them, and `kubectl apply` refuses them. */
export function generatedNamesIn(unnamed: readonly Resource[]): Finding[] {
  const code = 'generated-name';
  const message = 'kubectl apply takes no generateName, and no other object can refer to this one; give it a name.';
  return unnamed
    .filter(
      ({ kind, manifest: { metadata } }) =>
        isOwnKind(kind) && isObject(metadata) && typeof metadata.generateName === 'string' && metadata.generateName !== '',
    )
    .map((resource) => ({ code, level: 'warning', message, resource, field: ['metadata', 'generateName'] }));
}

function isForCluster({ apiVersion, kind }: Resource): boolean {
  const [group, name] = kind.split('/') as [string, string];
  // A kubeconfig says v1, too.
  return knowsSchemaOf(apiVersion, name) || (BUILT_IN.has(group) && kind !== '/Config');
}

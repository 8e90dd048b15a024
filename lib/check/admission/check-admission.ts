import type { Resource } from '../../model';
import { checkAnnotations } from './annotations';
import { asWritten } from './as-written';
import { map, message, STRING } from './decode';
import { KINDS } from './kinds';
import type { AdmissionProblem } from './problem';
import { Spot } from './spot';

/** `validFields`, istio 1.30.3 pkg/webhooks/validation/server/server.go */
const TOP_LEVEL: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status']);

/**
 * What istiod's validating webhook finds wrong with an object; nothing where the kind is not Istio's. Objects of kinds that it judges
 * are refused if and only if one of the problems is an error.
 *
 * A spec that can't be read is not judged further, nor is one whose annotations are refused, as by the webhook: `validate`,
 * istio 1.30.3 pkg/webhooks/validation/server/server.go.
 */
export function checkAdmission(resource: Resource): readonly AdmissionProblem[] {
  const kind = KINDS.get(resource.kind);
  if (!kind) return NONE;
  const problems: AdmissionProblem[] = [];
  const root = Spot.root(problems);
  const { manifest } = resource;
  const metadata = METADATA.read(manifest.metadata, root.at('metadata'));
  const spot = root.at('spec');
  const spec = manifest.spec === undefined || manifest.spec === null ? kind.message.zero : kind.message.read(manifest.spec, spot);
  if (problems.length === 0) {
    const context = { name: resource.name, namespace: resource.namespace, ...metadata };
    checkAnnotations(context, kind, spec, root.at('metadata'));
    if (problems.length === 0) kind.check(spec, context, spot, root.at('metadata'));
  }
  for (const key of Object.keys(manifest)) {
    if (!TOP_LEVEL.has(key))
      root.at(key).error(`An object of Istio has no field "${key}" beside its spec: remove it, or move it into the spec.`);
  }
  return problems.map((problem) => ({ ...problem, field: asWritten(problem.field, manifest) }));
}

const NONE: readonly AdmissionProblem[] = Object.freeze([]);

/**
 * What the webhook reads of an object's metadata; the rest is the API server's alone. `IstioKind`, istio 1.30.3
 * pilot/pkg/config/kube/crd
 */
const METADATA = message({ labels: map(STRING), annotations: map(STRING) });

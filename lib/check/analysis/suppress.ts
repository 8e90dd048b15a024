import { at, isObject, Labels, Model, POD_TEMPLATES, Resource, textOf } from '../../model';
import { Finding } from '../finding';

const ANNOTATION = 'galley.istio.io/analyze-suppress';

/** Istio's codes that no set of manifests can show; to suppress them is nothing to remark on. */
const OUT_OF_REACH: ReadonlySet<string> = new Set(
  ['0001', '0126', '0136', '0141', '0142', '0143', '0156', '0168', '0169', '0170', '0172'].map((number) => `IST${number}`),
);

/**
 * Leaves out the findings that their objects' annotation `galley.istio.io/analyze-suppress` names, of whatever layer, and
 * adds one for each suppression that leaves out nothing. The annotation holds codes, or `*` for all, separated by commas
 * and nothing else: after a space a code is another one. Of a workload the annotations of its Pods count for it too.
 * `filterMessages`, istio 1.30.3 pkg/config/analysis/local/istiod_analyze.go
 */
export function suppress(model: Model, findings: readonly Finding[]): readonly Finding[] {
  const used = new Map<Resource, Set<string>>();
  const kept = findings.filter((finding) => {
    const by = suppressionsOf(finding.resource).filter((code) => code === '*' || code === finding.code);
    let own = used.get(finding.resource);
    if (!own && by.length > 0) used.set(finding.resource, (own = new Set<string>()));
    for (const code of by) own!.add(code);
    return by.length === 0;
  });
  return [...kept, ...unused(model, used)];
}

function suppressionsOf(resource: Resource): readonly string[] {
  const template = POD_TEMPLATES.get(resource.kind);
  return [...codesIn(resource.annotations), ...(template ? codesIn(at(resource.manifest, ...template, 'metadata', 'annotations')) : [])];
}

function codesIn(annotations: unknown): readonly string[] {
  const value = isObject(annotations) ? textOf((annotations as Labels)[ANNOTATION]) : '';
  return value === '' ? [] : value.split(',');
}

function* unused(model: Model, used: ReadonlyMap<Resource, ReadonlySet<string>>): Iterable<Finding> {
  for (const kind of [...model.kindsPresent].sort()) {
    for (const resource of model.inOrder(kind)) {
      for (const code of new Set(codesIn(resource.annotations))) {
        if (used.get(resource)?.has(code) || OUT_OF_REACH.has(code)) continue;
        const why = code.trim() === code ? 'there is no such finding here' : 'a space is taken as part of the code';
        yield {
          code: 'unused-suppression',
          level: 'info',
          message: `"${code}" suppresses nothing: ${why}. ${code.trim() === code ? 'Remove it.' : 'Remove the space.'}`,
          resource,
          field: ['metadata', 'annotations', ANNOTATION],
        };
      }
    }
  }
}

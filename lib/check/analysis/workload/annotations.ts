import { Kind, POD_TEMPLATES, Resource } from '../../../model';
import { FieldPath } from '../../../model/read';
import { ANNOTATIONS } from '../annotation-registry';
import { annotationProblem } from '../annotation-value';
import { Analyzer, Report } from '../analyzer';

/** Set by Istio itself. `AlwaysIgnoredAnnotations`, istio 1.30.3 pkg/config/analysis/analyzers/maturity/maturity.go */
const SET_BY_ISTIO: ReadonlySet<string> = new Set(['sidecar.istio.io/status', 'gateway.istio.io/controller-version', 'istio.io/rev']);

/**
 * Annotations of Istio's that it doesn't know, that stand on another kind than they are for, that are deprecated, or
 * whose value it can't use. `K8sAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/annotations/annotations.go
 */
export const annotations: Analyzer = {
  name: 'workload/annotations',
  codes: ['IST0107', 'IST0108', 'IST0125', 'IST0135'],
  kinds: [Kind.NAMESPACE, Kind.SERVICE, ...POD_TEMPLATES.keys()],
  *analyze(context) {
    for (const [kind, name] of [
      [Kind.NAMESPACE, 'Namespace'],
      [Kind.SERVICE, 'Service'],
      [Kind.DEPLOYMENT, 'Deployment'],
    ] as const) {
      for (const resource of context.of(kind)) yield* check(resource, name, resource.annotations, resource.labels, []);
    }
    for (const pod of context.pods.all) yield* check(pod.resource, 'Pod', pod.annotations, pod.labels, pod.path);
  },
};

function* check(resource: Resource, kind: string, given: object, labels: object, path: FieldPath): Iterable<Report> {
  for (const [name, value] of Object.entries(given) as [string, unknown][]) {
    if (!isIstio(name) || SET_BY_ISTIO.has(name) || typeof value !== 'string') continue;
    const field = [...path, 'metadata', 'annotations', name];
    const known = ANNOTATIONS.get(name);
    if (!known) {
      yield {
        code: 'IST0108',
        resource,
        field,
        message: `Istio has no annotation "${name}", so it has no effect. Mend its name, or remove it.`,
      };
      continue;
    }
    if (known.deprecated && !(name === 'sidecar.istio.io/inject' && Object.hasOwn(labels, name))) {
      const instead = name === 'sidecar.istio.io/inject' ? 'Use the label of the same name.' : 'Remove it before an upgrade of Istio does.';
      yield { code: 'IST0135', resource, field, message: `The annotation "${name}" is deprecated. ${instead}` };
    }
    if (known.kinds.includes('Any')) continue;
    if (!known.kinds.includes(kind)) {
      yield {
        code: 'IST0107',
        resource,
        field,
        message: `"${name}" has no effect on a ${kind}, only on ${known.kinds.join(', ')}. Move it there.`,
      };
      continue;
    }
    const problem = annotationProblem(name, value);
    if (problem !== undefined) yield { code: 'IST0125', resource, field, message: `"${value}" is no value for "${name}": ${problem}.` };
  }
}

function isIstio(name: string): boolean {
  return name === 'kubernetes.io/ingress.class' || name.split('/', 1)[0]!.endsWith('istio.io');
}

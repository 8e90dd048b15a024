import { at, isObject, Kind, Labels, listOf, POD_TEMPLATES } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { labelSelectorMatches } from '../label-selector';
import { isInjected, PROXY_CONTAINER } from '../pods';
import { print } from '../print';

/**
 * Proxies with the image `auto`, which only injection makes a real one. By a set without Istio's webhooks, as most are,
 * nobody can tell whether it will; what is labelled for it most likely is.
 * `ImageAutoAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/injection/image-auto.go
 */
export const imageAuto: Analyzer = {
  name: 'injection/image-auto',
  codes: ['IST0146', 'IST0147'],
  kinds: [Kind.DEPLOYMENT, Kind.POD],
  *analyze(context) {
    const webhooks = istioWebhooks(context);
    const outside = webhooks.length === 0;
    for (const resource of context.of(Kind.DEPLOYMENT)) {
      const path = POD_TEMPLATES.get(Kind.DEPLOYMENT)!;
      const field = autoImage(at(resource.manifest, ...path, 'spec'), [...path, 'spec']);
      if (!field) continue;
      const namespace = context.namespaceLabels(resource.namespace);
      const labels = asLabels(at(resource.manifest, ...path, 'metadata', 'labels'));
      const isMatched = webhooks.some(
        (webhook) =>
          labelSelectorMatches(at(webhook, 'namespaceSelector'), namespace) && labelSelectorMatches(at(webhook, 'objectSelector'), labels),
      );
      const annotations = asLabels(at(resource.manifest, ...path, 'metadata', 'annotations'));
      if (isMatched) continue;
      const likelyFine = outside && isInjected(namespace, labels, annotations, at(resource.manifest, ...path, 'spec'));
      yield {
        code: 'IST0146',
        resource,
        field,
        message: likelyFine
          ? 'The image "auto" is only replaced by injection. These Pods are labelled for it; whether Istio\'s webhook is installed, the manifests do not say.'
          : 'The image "auto" is only replaced by injection, and no webhook of the set would inject these Pods. ' +
            `Label the Pods sidecar.istio.io/inject=true, or ${resource.namespace} istio-injection=enabled.`,
        outside,
        likelyFine,
      };
    }
    for (const pod of context.pods.all) {
      const field = autoImage(pod.spec, [...pod.path, 'spec']);
      if (!field) continue;
      if (pod.derived && isInjected(context.namespaceLabels(pod.namespace), pod.labels, pod.annotations, pod.spec)) continue;
      yield {
        code: 'IST0147',
        resource: pod.resource,
        field,
        message: `The image "auto" stays, for nothing injects this Pod, and it can't be pulled. Label ${pod.namespace} or the Pod for injection.`,
        outside,
      };
    }
  },
};

function autoImage(spec: unknown, path: FieldPath): FieldPath | undefined {
  for (const [index, { name, image }] of objectsWithIndex(at(spec, 'containers') as { name?: unknown; image?: unknown }[])) {
    if (name === PROXY_CONTAINER && image === 'auto') return [...path, 'containers', index, 'image'];
  }
  return undefined;
}

function istioWebhooks(context: Context): readonly unknown[] {
  return context
    .of(Kind.MUTATING_WEBHOOK_CONFIGURATION)
    .flatMap(({ manifest }) => [...listOf(manifest.webhooks as unknown[])])
    .filter((webhook) => print(at(webhook, 'name')).endsWith('istio.io'));
}

function asLabels(value: unknown): Labels {
  return isObject(value) ? (value as Labels) : {};
}

import { append, at, isObject, Kind, Labels, POD_TEMPLATES, selects } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { printSelector } from '../pods';

/** Where the labels of a kind stand. Of Sidecars, Telemetries and AuthorizationPolicies Istio's own analyzers tell the same. */
const SELECTORS: readonly (readonly [kind: string, labels: FieldPath])[] = [
  [Kind.PEER_AUTHENTICATION, ['spec', 'selector', 'matchLabels']],
  [Kind.REQUEST_AUTHENTICATION, ['spec', 'selector', 'matchLabels']],
  [Kind.WASM_PLUGIN, ['spec', 'selector', 'matchLabels']],
  [Kind.TRAFFIC_EXTENSION, ['spec', 'selector', 'matchLabels']],
  [Kind.PROXY_CONFIG, ['spec', 'selector', 'matchLabels']],
  [Kind.ENVOY_FILTER, ['spec', 'workloadSelector', 'labels']],
];

/**
 * Settings for workloads by labels that no workload of the namespace has (KIA0004 of Kiali), if the set has any Pods there.
 * `isSelected`, istio 1.30.3 pilot/pkg/model/policyattachment.go
 */
export const selector: Analyzer = {
  name: 'workload/selector',
  codes: ['selects-nothing'],
  kinds: SELECTORS.map(([kind]) => kind),
  *analyze(context) {
    let others: ReadonlyMap<string, readonly Labels[]> | undefined;
    for (const [kind, path] of SELECTORS) {
      for (const resource of context.of(kind)) {
        const { namespace, manifest } = resource;
        const labels = at(manifest, ...path);
        // In the root namespace it is for the whole mesh, of which nobody holds all.
        if (!isObject(labels) || Object.keys(labels).length === 0 || namespace === context.model.rootNamespace) continue;
        if (context.pods.selectedBy(labels, namespace).length > 0) continue;
        // A folder of policies alone says nothing of the workloads.
        if (context.pods.in(namespace).length === 0) continue;
        others ??= otherWorkloads(context);
        if (others.get(namespace)?.some((each) => selects(labels as Labels, each))) continue;
        yield {
          code: 'selects-nothing',
          resource,
          field: path,
          message: `No workload of ${namespace} has the labels ${printSelector(labels)}, so this has no effect. Mend the labels, or move it to the namespace of its workloads.`,
          outside: !context.knows(namespace),
          // Most often the workload is in another folder.
          likelyFine: !context.knows(namespace),
        };
      }
    }
  },
};

const NO_LABELS: Labels = Object.freeze({});

/** Labels of what runs elsewhere than in a Pod of the set, by namespace: on a machine, in a gateway that Istio makes, or not at the moment. */
function otherWorkloads(context: Context): ReadonlyMap<string, readonly Labels[]> {
  const found = new Map<string, Labels[]>();
  const add = (namespace: string, labels: unknown) => {
    append(found, namespace, isObject(labels) ? (labels as Labels) : NO_LABELS);
  };
  for (const [kind, path] of POD_TEMPLATES) {
    for (const { namespace, manifest, spec } of context.of(kind)) {
      if (at(spec, 'replicas') === 0) add(namespace, at(manifest, ...path, 'metadata', 'labels'));
    }
  }
  for (const { namespace, labels, spec } of context.of(Kind.WORKLOAD_ENTRY)) {
    const own = at(spec, 'labels');
    add(namespace, { ...labels, ...(isObject(own) && own) });
  }
  for (const { namespace, spec } of context.of(Kind.WORKLOAD_GROUP)) {
    const [outer, inner] = [at(spec, 'metadata', 'labels'), at(spec, 'template', 'labels')];
    add(namespace, { ...(isObject(outer) && outer), ...(isObject(inner) && inner) });
  }
  for (const { namespace, name, labels, spec } of context.of(Kind.K8S_GATEWAY)) {
    const own = at(spec, 'infrastructure', 'labels');
    add(namespace, { ...labels, ...(isObject(own) && own), 'gateway.networking.k8s.io/gateway-name': name });
  }
  return found;
}

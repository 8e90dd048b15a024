import { at, isObject, Kind, listOf, Resource } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { Pod } from '../pods';

interface Setting {
  readonly kind: string;
  /** Where its labels stand. */
  readonly selector: FieldPath;
  readonly labels: string;
  /** True where one without selector has no effect on waypoints either. */
  readonly isIgnoredWhole: boolean;
  readonly remedy: string;
}

const TARGET = 'Name a Service that has a waypoint, or the waypoint, in targetRefs.';
const TARGET_GATEWAY = 'Name a waypoint in targetRefs.';
const NO_TARGET = 'Select workloads with a sidecar, or remove it.';

/** What only Envoy reads. A Telemetry or ProxyConfig for a whole namespace holds for its waypoints, too. */
const SETTINGS: readonly Setting[] = [
  { kind: Kind.REQUEST_AUTHENTICATION, selector: ['spec', 'selector'], labels: 'matchLabels', isIgnoredWhole: true, remedy: TARGET },
  { kind: Kind.WASM_PLUGIN, selector: ['spec', 'selector'], labels: 'matchLabels', isIgnoredWhole: true, remedy: TARGET },
  { kind: Kind.TRAFFIC_EXTENSION, selector: ['spec', 'selector'], labels: 'matchLabels', isIgnoredWhole: true, remedy: TARGET },
  { kind: Kind.ENVOY_FILTER, selector: ['spec', 'workloadSelector'], labels: 'labels', isIgnoredWhole: true, remedy: TARGET_GATEWAY },
  { kind: Kind.TELEMETRY, selector: ['spec', 'selector'], labels: 'matchLabels', isIgnoredWhole: false, remedy: TARGET },
  { kind: Kind.PROXY_CONFIG, selector: ['spec', 'selector'], labels: 'matchLabels', isIgnoredWhole: false, remedy: NO_TARGET },
];

/**
 * Settings for proxies whose workloads are all in ambient mode and so have none; waypoints take only what names them, or
 * their Services, in targetRefs. Kiali has these as KIA1110 to KIA1112 and KIA1115 to KIA1117.
 * `ShouldAttachPolicy`, istio 1.30.3 pilot/pkg/model/policyattachment.go; `applicableTelemetries`, telemetry.go
 */
export const proxySettings: Analyzer = {
  name: 'ambient/proxy-settings',
  codes: ['selector-in-ambient'],
  kinds: SETTINGS.map(({ kind }) => kind),
  *analyze(context) {
    if (!context.pods.all.some(({ ambient }) => ambient)) return;
    const areCaptured = new Map<readonly Pod[], boolean>();
    const withGateway = namespacesWithGateway(context);
    for (const { kind, selector, labels, isIgnoredWhole, remedy } of SETTINGS) {
      for (const resource of context.of(kind)) {
        const { namespace, manifest, spec } = resource;
        if (namespace === context.model.rootNamespace || hasTarget(spec)) continue;
        const isWhole = !isObject(at(manifest, ...selector));
        if (isWhole && (!isIgnoredWhole || withGateway.has(namespace))) continue;
        const pods = context.pods.selectedBy(at(manifest, ...selector, labels), namespace);
        if (!areCaptured.has(pods)) areCaptured.set(pods, pods.length > 0 && pods.every(({ ambient }) => ambient));
        if (!areCaptured.get(pods)) continue;
        yield {
          code: 'selector-in-ambient',
          resource,
          field: isWhole ? [] : selector,
          message: `${pods[0]!.name}${pods.length > 1 ? ', like all that this is for,' : ''} is in ambient mode and has no proxy, so nothing reads this. ${remedy}`,
          outside: !context.knows(namespace),
        };
      }
    }
  },
};

function hasTarget(spec: unknown): boolean {
  return isObject(at(spec, 'targetRef')) || listOf(at(spec, 'targetRefs') as unknown[]).length > 0;
}

/** Namespaces with Gateways whose Pods Istio makes: what has no selector holds for these. Waypoints are not among them. */
function namespacesWithGateway(context: Context): ReadonlySet<string> {
  const gateways: readonly Resource[] = context.of(Kind.K8S_GATEWAY);
  return new Set(gateways.filter((each) => !context.waypoints.isWaypoint(each)).map(({ namespace }) => namespace));
}

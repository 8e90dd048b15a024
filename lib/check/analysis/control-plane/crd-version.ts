import { Kind, textOf } from '../../../model';
import { Analyzer } from '../analyzer';

type Version = readonly [major: number, minor: number, patch: number];

/** `MinimumCRDVersions`, istio 1.30.3 pkg/config/schema/gatewayapi/minimumversions.go */
const MINIMUM: ReadonlyMap<string, Version> = new Map<string, Version>([
  ['grpcroutes.gateway.networking.k8s.io', [1, 1, 0]],
  ['backendtlspolicies.gateway.networking.k8s.io', [1, 4, 0]],
  ['tlsroutes.gateway.networking.k8s.io', [1, 5, 0]],
]);

/**
 * CRDs of the Gateway API that are too old for istiod, which then passes their objects over.
 * `CRDVersionAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/k8sgateway/crdversion.go
 */
export const crdVersion: Analyzer = {
  name: 'control-plane/crd-version',
  codes: ['IST0176'],
  kinds: [Kind.CUSTOM_RESOURCE_DEFINITION],
  *analyze(context) {
    for (const resource of context.of(Kind.CUSTOM_RESOURCE_DEFINITION)) {
      const minimum = MINIMUM.get(resource.name);
      const annotation = 'gateway.networking.k8s.io/bundle-version';
      const installed = minimum && parse(textOf(resource.annotations[annotation]));
      if (!installed || !isBefore(installed, minimum)) continue;
      yield {
        code: 'IST0176',
        resource,
        field: ['metadata', 'annotations', annotation],
        message: `This CRD is of version ${installed.join('.')}, and istiod passes its objects over before ${minimum.join('.')}. Install newer CRDs of the Gateway API.`,
      };
    }
  },
};

const PART = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)';
const VERSION = new RegExp(`^v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:-${PART}(?:\\.${PART})*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`);

/** A version with or without `v`, its prerelease left out; minor and patch may be missing. */
function parse(text: string): Version | undefined {
  const found = VERSION.exec(text);
  return found ? [Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0)] : undefined;
}

function isBefore(a: Version, b: Version): boolean {
  return a[0] - b[0] < 0 || (a[0] === b[0] && (a[1] - b[1] < 0 || (a[1] === b[1] && a[2] < b[2])));
}

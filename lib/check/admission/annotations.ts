import type { Kind, KindContext } from './kind';
import type { Spot } from './spot';

const DRY_RUN = 'istio.io/dry-run';

/** What istiod writes on objects of its own, or refuses always. istio 1.30.3 pkg/config/constants/constants.go */
const INTERNAL: readonly string[] = [
  'internal.istio.io/webhook-always-reject',
  'internal.istio.io/parent-namespace',
  'internal.istio.io/parents',
];

/** Annotations that no kind, or only some, may have. `validateMetadata`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkAnnotations({ annotations }: KindContext, kind: Kind, spec: unknown, metadata: Spot): void {
  const spot = metadata.at('annotations');
  const dryRun = annotations.get(DRY_RUN);
  if (dryRun !== undefined) {
    if (kind.checkDryRun) kind.checkDryRun(dryRun, spec, spot.at(DRY_RUN));
    else spot.at(DRY_RUN).error('Only AuthorizationPolicies can be tried in a dry run: remove the annotation.');
  }
  for (const name of INTERNAL) {
    if (annotations.has(name)) spot.at(name).error(`The annotation ${name} is istiod's own: remove it.`);
  }
}

import type { Place } from '../../render/place';

/**
 * The release of Istio that every delivery installs: the one that this package knows. A test holds it against
 * `imports/version.json`, which `npm run import` writes.
 *
 * @internal
 */
export const ISTIO_VERSION = '1.30.3';

/** @internal */
export function renderVersion(version: string, place: Place): string {
  if (version !== ISTIO_VERSION)
    place.fail(
      version,
      'is not a release of Istio that this version of cdk8s-istio knows',
      `install ${ISTIO_VERSION}, or take the cdk8s-istio for it`,
    );
  return version;
}

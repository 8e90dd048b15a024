import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { compact } from './compact';
import { Place } from '../../render/place';
import { renderDuration } from '../../render/duration';
import { isKubernetesName } from '../namespace/names';
import { CHART_REPOSITORY, type ChartRelease, chartReleases } from './charts';
import { type ControlPlaneProps, renderControlPlane } from './control-plane';

/** Istio, and how Flux is to install it. */
export interface FluxInstallProps extends ControlPlaneProps {
  /** Namespace of Flux' own objects. @default 'flux-system' */
  readonly fluxNamespace?: string;
  /** How often Flux looks whether all is as it should be. @default Duration.minutes(10) */
  readonly interval?: Duration;
}

const REPOSITORY = 'istio';

/**
 * Istio by Flux: Istio's `HelmRepository`, and a `HelmRelease` for each chart, which waits for those before it.
 *
 * Fields: `HelmReleaseSpec` in api/v2 of helm-controller, `HelmRepositorySpec` in api/v1 of source-controller.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/
 */
export class FluxInstall extends Construct {
  public constructor(scope: Construct, id: string, props: FluxInstallProps = {}) {
    super(scope, id);
    const place = Place.of(this);
    const { fluxNamespace = 'flux-system', interval = Duration.minutes(10), ...common } = place.struct(props, 'FluxInstallProps');
    if (!isKubernetesName(fluxNamespace))
      place.at('fluxNamespace').fail(fluxNamespace, 'is not a namespace', 'use up to 63 lower-case letters, digits and dashes');
    const every = renderDuration(interval, place.at('interval'));
    const plane = renderControlPlane(common, this);
    new ApiObject(this, 'repository.istio', {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmRepository',
      metadata: { name: REPOSITORY, namespace: fluxNamespace },
      spec: { interval: every, url: CHART_REPOSITORY },
    });
    for (const release of chartReleases(plane, this)) {
      new ApiObject(this, release.name, {
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        metadata: { name: release.name, namespace: fluxNamespace },
        spec: releaseSpec(release, plane.version, every),
      });
    }
  }
}

function releaseSpec({ name, chart, namespace, values, after }: ChartRelease, version: string, interval: string): object {
  return compact({
    interval,
    releaseName: name, // Flux would put the namespace in front
    targetNamespace: namespace,
    dependsOn: after.length === 0 ? undefined : after.map((other) => ({ name: other })),
    install: { createNamespace: true, remediation: { retries: 3 } },
    chart: { spec: { chart, version, sourceRef: { kind: 'HelmRepository', name: REPOSITORY } } },
    values: Object.keys(values).length === 0 ? undefined : values,
  });
}

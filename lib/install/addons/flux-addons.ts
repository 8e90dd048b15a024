import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { renderDuration } from '../../render/duration';
import { Place } from '../../render/place';
import { isKubernetesName } from '../namespace/names';
import { SAMPLES, SAMPLES_FOLDER, SAMPLES_REPOSITORY, SAMPLES_TAG } from './samples';

/** How Flux is to install the addons. */
export interface FluxAddonsProps {
  /** Namespace of Flux' own objects. @default 'flux-system' */
  readonly fluxNamespace?: string;
  /** How often Flux looks whether all is as it should be. @default Duration.minutes(10) */
  readonly interval?: Duration;
}

const NAME = 'istio-addons';

/**
 * Grafana, Kiali, Prometheus and Jaeger by Flux: a `GitRepository` and a `Kustomization` for Istio's `samples/addons` of
 * release 1.30.3. They are made to look around, not for production: nothing is kept, nobody logs in. Their namespace,
 * `istio-system`, must be there, as it is after `FluxInstall`; Flux tries again until it is.
 *
 * Fields: `GitRepositorySpec` in api/v1 of source-controller, `KustomizationSpec` in api/v1 of kustomize-controller.
 *
 * @see https://github.com/istio/istio/tree/1.30.3/samples/addons
 */
export class FluxAddons extends Construct {
  public constructor(scope: Construct, id: string, props: FluxAddonsProps = {}) {
    super(scope, id);
    const place = Place.of(this);
    const { fluxNamespace = 'flux-system', interval = Duration.minutes(10), ...rest } = place.struct(props, 'FluxAddonsProps');
    place.refuseUnknown(rest, 'FluxAddonsProps');
    if (!isKubernetesName(fluxNamespace))
      place.at('fluxNamespace').fail(fluxNamespace, 'is not a namespace', 'use up to 63 lower-case letters, digits and dashes');
    const every = renderDuration(interval, place.at('interval'));
    new ApiObject(this, 'source', {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: NAME, namespace: fluxNamespace },
      spec: { interval: every, url: SAMPLES_REPOSITORY, ref: { tag: SAMPLES_TAG }, ignore: IGNORE },
    });
    new ApiObject(this, 'Default', {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: NAME, namespace: fluxNamespace },
      spec: { interval: every, path: `./${SAMPLES_FOLDER}`, prune: true, sourceRef: { kind: 'GitRepository', name: NAME } },
    });
  }
}

/**
 * Leaves out all but the samples: where there is no kustomization.yaml, Flux takes every manifest below the path. As in
 * .gitignore, what lies in an ignored folder cannot be asked for, so each folder on the way is.
 */
const IGNORE = [
  '/*',
  ...SAMPLES_FOLDER.split('/').flatMap((_, depth, folders) => {
    const folder = `/${folders.slice(0, depth + 1).join('/')}`;
    return [`!${folder}`, `${folder}/*`];
  }),
  ...SAMPLES.map((file) => `!/${SAMPLES_FOLDER}/${file}`),
  '',
].join('\n');

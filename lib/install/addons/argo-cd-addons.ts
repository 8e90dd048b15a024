import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Place } from '../../render/place';
import { renderString } from '../../render/values';
import { isKubernetesName } from '../namespace/names';
import { SAMPLES, SAMPLES_FOLDER, SAMPLES_NAMESPACE, SAMPLES_REPOSITORY, SAMPLES_TAG } from './samples';

/** Where Argo CD is to install the addons. */
export interface ArgoCdAddonsProps {
  /** Argo CD's own namespace. @default 'argocd' */
  readonly argoCdNamespace?: string;
  /** Project of the Application. @default 'default' */
  readonly project?: string;
  /** API server of the cluster, as Argo CD knows it. @default 'https://kubernetes.default.svc', the cluster that it runs in */
  readonly server?: string;
}

/**
 * Grafana, Kiali, Prometheus and Jaeger by Argo CD: an `Application` for Istio's `samples/addons` of release 1.30.3, in a
 * sync wave behind those of `ArgoCdInstall`. They are made to look around, not for production: nothing is kept, nobody logs in.
 *
 * Fields: `ApplicationSourceDirectory` in pkg/apis/application/v1alpha1/types.go of argo-cd.
 *
 * @see https://github.com/istio/istio/tree/1.30.3/samples/addons
 */
export class ArgoCdAddons extends Construct {
  public constructor(scope: Construct, id: string, props: ArgoCdAddonsProps = {}) {
    super(scope, id);
    const place = Place.of(this);
    const {
      argoCdNamespace = 'argocd',
      project = 'default',
      server = 'https://kubernetes.default.svc',
      ...rest
    } = place.struct(props, 'ArgoCdAddonsProps');
    place.refuseUnknown(rest, 'ArgoCdAddonsProps');
    if (!isKubernetesName(argoCdNamespace))
      place.at('argoCdNamespace').fail(argoCdNamespace, 'is not a namespace', 'use up to 63 lower-case letters, digits and dashes');
    if (renderString(project, place.at('project')) === '') place.at('project').fail(project, 'is empty', 'name a project');
    if (!/^https?:\/\/\S+$/.test(renderString(server, place.at('server'))))
      place.at('server').fail(server, 'is not the address of an API server', 'give one such as "https://kubernetes.default.svc"');
    new ApiObject(this, 'Default', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'istio-addons', namespace: argoCdNamespace, annotations: { 'argocd.argoproj.io/sync-wave': BEHIND_GATEWAYS } },
      spec: {
        project,
        source: {
          repoURL: SAMPLES_REPOSITORY,
          targetRevision: SAMPLES_TAG,
          path: SAMPLES_FOLDER,
          directory: { include: `{${SAMPLES.join(',')}}` },
        },
        destination: { server, namespace: SAMPLES_NAMESPACE },
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          retry: { limit: 10, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
          syncOptions: ['CreateNamespace=true'],
        },
      },
    });
  }
}

/** CRDs are in wave 0, istiod in 1, CNI agent and gateways in 2, ztunnel in 3. */
const BEHIND_GATEWAYS = '4';

import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { compact } from './compact';
import { Place } from '../../render/place';
import { renderString } from '../../render/values';
import { isKubernetesName } from '../namespace/names';
import { CHART_REPOSITORY, type ChartRelease, chartReleases } from './charts';
import { type ControlPlaneProps, renderControlPlane } from './control-plane';

/** Istio, and where Argo CD is to install it. */
export interface ArgoCdInstallProps extends ControlPlaneProps {
  /** Argo CD's own namespace. @default 'argocd' */
  readonly argoCdNamespace?: string;
  /** Project of the Applications. @default 'default' */
  readonly project?: string;
  /** API server of the cluster, as Argo CD knows it. @default 'https://kubernetes.default.svc', the cluster that it runs in */
  readonly server?: string;
}

/**
 * Istio by Argo CD: an `Application` for each chart, in sync waves.
 *
 * Argo CD heeds the waves among what one Application of its own brings (an app of apps), and waits only where it is told how healthy an
 * Application is (`resource.customizations.health.argoproj.io_Application` in its ConfigMap `argocd-cm`). Without, they start
 * together and are tried again until they fit.
 *
 * Fields: `ApplicationSpec` in pkg/apis/application/v1alpha1/types.go of argo-cd.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#applications
 */
export class ArgoCdInstall extends Construct {
  public constructor(scope: Construct, id: string, props: ArgoCdInstallProps = {}) {
    super(scope, id);
    const place = Place.of(this);
    const {
      argoCdNamespace = 'argocd',
      project = 'default',
      server = 'https://kubernetes.default.svc',
      ...common
    } = place.struct(props, 'ArgoCdInstallProps');
    if (!isKubernetesName(argoCdNamespace))
      place.at('argoCdNamespace').fail(argoCdNamespace, 'is not a namespace', 'use up to 63 lower-case letters, digits and dashes');
    renderString(project, place.at('project'));
    if (!/^https?:\/\/\S+$/.test(renderString(server, place.at('server'))))
      place.at('server').fail(server, 'is not the address of an API server', 'give one such as "https://kubernetes.default.svc"');
    const plane = renderControlPlane(common, this);
    const releases = chartReleases(plane, this);
    const waves = new Map<string, number>();
    for (const release of releases) {
      const wave = 1 + Math.max(-1, ...release.after.map((name) => waves.get(name)!));
      waves.set(release.name, wave);
      new ApiObject(this, release.name, {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: release.name, namespace: argoCdNamespace, annotations: { 'argocd.argoproj.io/sync-wave': String(wave) } },
        spec: applicationSpec(release, { version: plane.version, project, server }),
      });
    }
  }
}

function applicationSpec(release: ChartRelease, where: { version: string; project: string; server: string }): object {
  const ignored = IGNORED[release.chart];
  return compact({
    project: where.project,
    source: {
      repoURL: CHART_REPOSITORY,
      chart: release.chart,
      targetRevision: where.version,
      helm: { releaseName: release.name, valuesObject: release.values },
    },
    destination: { server: where.server, namespace: release.namespace },
    ignoreDifferences:
      ignored && ignored.map((kind) => ({ group: 'admissionregistration.k8s.io', kind, jqPathExpressions: WRITTEN_BY_ISTIOD })),
    syncPolicy: {
      automated: { selfHeal: true },
      retry: { limit: 10, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
      syncOptions: ['CreateNamespace=true', ...(ignored ? ['RespectIgnoreDifferences=true'] : [])],
    },
  });
}

/**
 * What istiod writes into its webhooks once it runs (`pkg/webhooks/validation/controller` and `pkg/webhooks/webhookpatch.go` of istio
 * 1.30.3): Argo CD would take it back again and again.
 */
const WRITTEN_BY_ISTIOD = ['.webhooks[]?.clientConfig.caBundle', '.webhooks[]?.failurePolicy'];
const IGNORED: { readonly [chart in ChartRelease['chart']]?: string[] } = {
  base: ['ValidatingWebhookConfiguration'],
  istiod: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'],
};

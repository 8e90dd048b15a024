import { ApiObject, JsonPatch } from 'cdk8s';
import type { ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { Capability, Deployment, LabelSelector } from 'cdk8s-plus-27';
import type { ContainerProps, IServiceAccount, PodSelectorConfig } from 'cdk8s-plus-27';

/** What is to be said of a Deployment of one container. @internal */
export interface PlainDeploymentProps {
  readonly metadata: ApiObjectMetadata;
  readonly podAnnotations?: { readonly [key: string]: string };
  /** Labels of the Pods; they are what the Deployment selects by. */
  readonly podLabels: { [key: string]: string };
  readonly serviceAccount?: IServiceAccount;
  readonly container: ContainerProps;
  readonly podSecurity?: boolean;
}

/**
 * What cdk8s-plus writes unasked and cannot be told to leave out. The sample leaves all of it to
 * Kubernetes, whose defaults are the same, but for two: cdk8s-plus mounts no token of the service
 * account, and keeps containers from being root and from writing, which some of the images must.
 */
const UNASKED = [
  '/spec/minReadySeconds',
  '/spec/progressDeadlineSeconds',
  '/spec/strategy',
  // Pods are selected by the sample's labels; a label with a hash of the construct path would make
  // every move of a construct a rollout.
  '/spec/template/metadata/labels/cdk8s.io~1metadata.addr',
  '/spec/template/spec/automountServiceAccountToken',
  '/spec/template/spec/dnsPolicy',
  '/spec/template/spec/hostNetwork',
  '/spec/template/spec/restartPolicy',
  '/spec/template/spec/securityContext',
  // Patched before cdk8s-plus gives the field its final spelling, `setHostnameAsFQDN`.
  '/spec/template/spec/setHostnameAsFqdn',
  '/spec/template/spec/terminationGracePeriodSeconds',
];
const CONTAINER_SECURITY = '/spec/template/spec/containers/0/securityContext';

/** A Deployment as one would write it by hand: one replica, and nothing that was not asked for. @internal */
export class PlainDeployment extends Deployment {
  public constructor(scope: Construct, id: string, props: PlainDeploymentProps) {
    super(scope, id, {
      metadata: props.metadata,
      replicas: 1,
      select: false,
      podMetadata: { labels: { ...props.podLabels }, annotations: { ...props.podAnnotations } },
      serviceAccount: props.serviceAccount,
      containers: [
        {
          ...props.container,
          resources: {},
          // The sample writes "all"; cdk8s-plus knows only "ALL". Runtimes take both.
          securityContext: { ensureNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: ['all' as Capability] } },
        },
      ],
    });
    this.select(LabelSelector.of({ labels: props.podLabels }));
    const patches = [
      ...UNASKED,
      ...(props.podSecurity ? [`${CONTAINER_SECURITY}/privileged`, `${CONTAINER_SECURITY}/readOnlyRootFilesystem`] : [CONTAINER_SECURITY]),
    ];
    ApiObject.of(this).addJsonPatch(...patches.map((path) => JsonPatch.remove(path)));
  }

  /** By the sample's labels, so that what cdk8s-plus builds on a Deployment (policies, Services) finds its Pods. */
  public override toPodSelectorConfig(): PodSelectorConfig {
    return { ...super.toPodSelectorConfig(), labelSelector: LabelSelector.of({ labels: this.matchLabels }) };
  }
}

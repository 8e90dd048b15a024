import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Place } from '../../render/place';
import { listOf, oneOf, renderBoolean } from '../../render/values';
import { ClusterObject } from '../cluster-object';
import { NodeAddressType } from './node-address-type';

/** How metrics-server talks to the kubelets of the nodes. */
export interface MetricsServerProps {
  /**
   * Does not verify the kubelets' certificates, so that whoever sits between can feed it numbers. Needed where the
   * kubelets sign their own, as kubeadm, kind and minikube have it; else leave it.
   *
   * @default false
   */
  readonly kubeletInsecureTls?: boolean;
  /**
   * Which of a node's addresses to call, the first that it has; none twice.
   *
   * @default - InternalIP, ExternalIP, Hostname, as in the project's own manifests
   */
  readonly kubeletPreferredAddressTypes?: NodeAddressType[];
}

/** Of 2026-07-13, for Kubernetes 1.34 and newer (the compatibility matrix in its README). */
const VERSION = 'v0.9.0';
const NAMESPACE = 'kube-system';
const NAME = 'metrics-server';
const LABELS = { 'k8s-app': NAME };
const RBAC = 'rbac.authorization.k8s.io';

const DEFAULT_ADDRESS_TYPES = [NodeAddressType.INTERNAL_IP, NodeAddressType.EXTERNAL_IP, NodeAddressType.HOSTNAME];
const renderAddressTypes = listOf(oneOf(Object.values(NodeAddressType)));

/**
 * metrics-server 0.9.0 in `kube-system`: it asks the kubelets how busy Pods and nodes are, and serves the API
 * `metrics.k8s.io` that `kubectl top` and HorizontalPodAutoscalers read. At most one in a cluster; many clusters come
 * with one.
 *
 * Its objects and its settings are those of the project's release (`manifests/` of metrics-server 0.9.0), its Pods meet
 * the Pod security level `restricted`. The API server does not verify its certificate, which it signs itself at each start.
 *
 * @see https://github.com/kubernetes-sigs/metrics-server
 */
export class MetricsServer extends Construct {
  /** The release that this package installs. */
  public static readonly VERSION = VERSION;

  public constructor(scope: Construct, id: string, props: MetricsServerProps = {}) {
    super(scope, id);
    const place = Place.of(this);
    const {
      kubeletInsecureTls = false,
      kubeletPreferredAddressTypes = DEFAULT_ADDRESS_TYPES,
      ...rest
    } = place.struct(props, 'MetricsServerProps');
    place.refuseUnknown(rest, 'MetricsServerProps');
    const insecure = renderBoolean(kubeletInsecureTls, place.at('kubeletInsecureTls'));
    const addresses = renderPreference(kubeletPreferredAddressTypes, place.at('kubeletPreferredAddressTypes'));
    this.addAccount();
    this.addService();
    this.addDeployment([
      '--cert-dir=/tmp',
      `--secure-port=${PORT}`,
      `--kubelet-preferred-address-types=${addresses.join(',')}`,
      '--kubelet-use-node-status-port',
      '--metric-resolution=15s',
      ...(insecure ? ['--kubelet-insecure-tls'] : []),
    ]);
    this.addApi();
  }

  /** Whom it runs as: it may see Pods and nodes, read the kubelets' metrics, and ask who is asking. */
  private addAccount(): void {
    new ApiObject(this, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: METADATA });
    this.addClusterRole('aggregated-reader', 'system:aggregated-metrics-reader', {
      // Whoever may view, edit or administrate a namespace sees its metrics as well.
      labels: Object.fromEntries(['view', 'edit', 'admin'].map((role) => [`rbac.authorization.k8s.io/aggregate-to-${role}`, 'true'])),
      rules: [{ apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] }],
    });
    this.addClusterRole('role', 'system:metrics-server', {
      rules: [
        { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
        { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
      ],
    });
    new ApiObject(this, 'auth-reader', {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'metrics-server-auth-reader', namespace: NAMESPACE, labels: LABELS },
      roleRef: { apiGroup: RBAC, kind: 'Role', name: 'extension-apiserver-authentication-reader' },
      subjects: SUBJECTS,
    });
    this.bind('auth-delegator', 'metrics-server:system:auth-delegator', 'system:auth-delegator');
    this.bind('binding', 'system:metrics-server', 'system:metrics-server');
  }

  private addClusterRole(id: string, name: string, { labels = {}, rules }: { labels?: Record<string, string>; rules: object[] }): void {
    new ClusterObject(this, id, {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRole',
      metadata: { name, labels: { ...LABELS, ...labels } },
      rules,
    });
  }

  private bind(id: string, name: string, role: string): void {
    new ClusterObject(this, id, {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name, labels: LABELS },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
      subjects: SUBJECTS,
    });
  }

  private addService(): void {
    new ApiObject(this, 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: METADATA,
      spec: {
        selector: LABELS,
        ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 'https', appProtocol: 'https' }],
      },
    });
  }

  private addDeployment(args: string[]): void {
    new ApiObject(this, 'deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: METADATA,
      spec: {
        selector: { matchLabels: LABELS },
        // The new one answers before the old one goes.
        strategy: { rollingUpdate: { maxUnavailable: 0 } },
        template: {
          metadata: { labels: LABELS },
          spec: {
            serviceAccountName: NAME,
            priorityClassName: 'system-cluster-critical',
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            containers: [container(args)],
            volumes: [{ name: 'tmp-dir', emptyDir: {} }],
          },
        },
      },
    });
  }

  private addApi(): void {
    new ClusterObject(this, 'api', {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1beta1.metrics.k8s.io', labels: LABELS },
      spec: {
        group: 'metrics.k8s.io',
        version: 'v1beta1',
        service: { name: NAME, namespace: NAMESPACE },
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true,
      },
    });
  }
}

const METADATA = { name: NAME, namespace: NAMESPACE, labels: LABELS };
const SUBJECTS = [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }];
const PORT = 10250;

function container(args: string[]): object {
  const probe = (path: string): object => ({ httpGet: { path, port: 'https', scheme: 'HTTPS' }, periodSeconds: 10, failureThreshold: 3 });
  return {
    name: NAME,
    image: `registry.k8s.io/metrics-server/metrics-server:${VERSION}`,
    imagePullPolicy: 'IfNotPresent',
    args,
    ports: [{ name: 'https', containerPort: PORT, protocol: 'TCP' }],
    livenessProbe: probe('/livez'),
    readinessProbe: { ...probe('/readyz'), initialDelaySeconds: 20 },
    resources: { requests: { cpu: '100m', memory: '200Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: [{ name: 'tmp-dir', mountPath: '/tmp' }],
  };
}

function renderPreference(types: NodeAddressType[], place: Place): string[] {
  const rendered = renderAddressTypes(types, place);
  if (rendered.length === 0) place.fail(types, 'leaves no address to call', 'give at least one');
  const twice = rendered.findIndex((type, index) => rendered.indexOf(type) !== index);
  if (twice >= 0) place.at(twice).fail(rendered[twice], 'is there already', 'remove one of the two');
  return rendered;
}

import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Place } from '../../render/place';
import { renderBoolean } from '../../render/values';
import { ClusterObject } from '../cluster-object';
import { type RbacSubject, renderSubjects } from './rbac-subject';

/** Who may read metrics. */
export interface MetricsReaderProps {
  /** Who may; at least one, none twice. */
  readonly subjects: RbacSubject[];
  /** Name of the ClusterRole and of its binding; one of each in a cluster. @default 'view-metrics' */
  readonly name?: string;
  /**
   * Lets `system:anonymous` and `system:unauthenticated` stand among the subjects: whoever reaches the API server
   * then sees the names of all Pods and nodes, and how busy they are, without logging in.
   *
   * @default false
   */
  readonly allowReadingWithoutCredentials?: boolean;
}

const NAME = 'view-metrics';
const LONGEST = 253;

/**
 * Lets somebody read how much CPU and memory Pods and nodes use: `kubectl top`, and dashboards.
 *
 * Needs a server of the API `metrics.k8s.io`, such as `MetricsServer`. `InvalidConfigError` is thrown for nobody, for
 * somebody twice, and for those without credentials.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/
 */
export class MetricsReader extends Construct {
  public constructor(scope: Construct, id: string, props: MetricsReaderProps) {
    super(scope, id);
    const place = Place.of(this);
    const { subjects, name = NAME, allowReadingWithoutCredentials = false, ...rest } = place.struct(props, 'MetricsReaderProps');
    place.refuseUnknown(rest, 'MetricsReaderProps');
    // Names of roles may hold whatever fits into a path (ValidateRBACName in pkg/apis/rbac/validation of Kubernetes 1.35).
    if (typeof name !== 'string' || name === '' || name === '.' || name === '..' || /[/%]/.test(name) || name.length > LONGEST)
      place.at('name').fail(name, 'is not a name of a role', 'use letters, digits, "-", "." and ":"');
    const allow = renderBoolean(allowReadingWithoutCredentials, place.at('allowReadingWithoutCredentials'));
    const rendered = renderSubjects(subjects, place.at('subjects'), { name: 'allowReadingWithoutCredentials', value: allow });
    new ClusterObject(this, 'role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name },
      rules: [{ apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] }],
    });
    const binding: ApiObject = new ClusterObject(this, 'binding', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: rendered,
    });
    this.node.defaultChild = binding;
  }
}

import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Place } from '../../render/place';
import { renderDnsLabel } from '../../render/names';
import { type RbacSubject, renderSubjects } from '../metrics/rbac-subject';

/** Who may, and where. */
export interface PortForwardAccessProps {
  /** Who may; at least one, none twice, and nobody without credentials. */
  readonly subjects: RbacSubject[];
  /** Namespace of the addons. @default 'istio-system' */
  readonly namespace?: string;
}

/**
 * Lets somebody reach the Pods of one namespace from their own machine: `kubectl port-forward` and `istioctl dashboard`.
 * Nothing is exposed; whoever has no account in the cluster gets nowhere.
 *
 * Kubernetes knows no right to a single Service here: it is a right to every port of every Pod of the namespace, in
 * `istio-system` also to istiod's and the gateway's own pages. Addons in a namespace of their own are better off.
 *
 * @see https://kubernetes.io/docs/tasks/access-application-cluster/port-forward-access-application-cluster/
 */
export class PortForwardAccess extends Construct {
  public constructor(scope: Construct, id: string, props: PortForwardAccessProps) {
    super(scope, id);
    const place = Place.of(this);
    const { subjects, namespace = 'istio-system', ...rest } = place.struct(props, 'PortForwardAccessProps');
    place.refuseUnknown(rest, 'PortForwardAccessProps');
    const rendered = renderSubjects(subjects, place.at('subjects'));
    const home = renderDnsLabel(namespace, place.at('namespace'), 'namespace');
    const role = new ApiObject(this, 'role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { namespace: home },
      // kubectl looks up the Service and its Pods before it connects.
      rules: [
        { apiGroups: [''], resources: ['services', 'pods'], verbs: ['get', 'list'] },
        { apiGroups: [''], resources: ['pods/portforward'], verbs: ['create'] },
      ],
    });
    new ApiObject(this, 'Default', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: role.name, namespace: home },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.name },
      subjects: rendered,
    });
  }
}

import { isObject, Kind, Model, Resource, selects, textOf, Workload } from '../../model';
import { Cluster } from '../cluster/clusters';
import { blame, ofNamespace, SelectingSpec, Unmodelled } from './unmodelled';

interface PeerAuthenticationSpec extends SelectingSpec {
  readonly mtls?: { readonly mode?: string };
  readonly portLevelMtls?: Readonly<Record<string, { readonly mode?: string } | null>>;
}

/**
 * A destination that takes mutual TLS only where a client sends plain text, or the other way round.
 * `ComposePeerAuthentication`, istio 1.30.3 pilot/pkg/security/authn/policy_applier.go
 */
export function onPeerAuthentication(model: Model, workload: Workload, cluster: Cluster): Unmodelled | undefined {
  const { tls } = cluster.policy ?? {};
  if (tls !== 'DISABLE' && tls !== 'ISTIO_MUTUAL') return undefined;
  const port = cluster.service?.ports.find((each) => each.port === cluster.name.port);
  const target = typeof port?.targetPort === 'string' ? workload.namedPorts.get(port.targetPort) : port?.targetPort;
  const effective = effectiveMode(model, workload, target ?? port?.port ?? 0);
  if (effective?.mode === 'STRICT' && tls === 'DISABLE')
    return blame(effective.resource, 'the destination takes mutual TLS only, and the client sends plain text');
  if (effective?.mode === 'DISABLE' && tls === 'ISTIO_MUTUAL')
    return blame(effective.resource, 'the destination takes plain text only, and a DestinationRule sends mutual TLS');
  return undefined;
}

interface Effective {
  readonly mode: string;
  readonly resource: Resource;
}

/** The mode of a workload's port: the oldest policy that selects it, else its namespace's, else the mesh's; UNSET inherits. */
function effectiveMode(model: Model, { namespace, labels }: Workload, port: number): Effective | undefined {
  const policies = ofNamespace<PeerAuthenticationSpec>(model, Kind.PEER_AUTHENTICATION, namespace);
  const ofMesh = ofNamespace<PeerAuthenticationSpec>(model, Kind.PEER_AUTHENTICATION, model.rootNamespace);
  const isGeneral = ({ spec }: Resource<PeerAuthenticationSpec>): boolean => Object.keys(spec.selector?.matchLabels ?? {}).length === 0;
  const own = policies.find((each) => !isGeneral(each) && selects(each.spec.selector?.matchLabels, labels));
  const levels = [own, policies.find(isGeneral), ofMesh.find(isGeneral)];
  const ofPort = own && isObject(own.spec.portLevelMtls) ? modeIn(own.spec.portLevelMtls[String(port)]) : '';
  if (own && ofPort !== '') return { mode: ofPort, resource: own };
  for (const resource of levels) {
    const mode = modeIn(resource?.spec.mtls);
    if (resource && mode !== '') return { mode, resource };
  }
  return undefined;
}

function modeIn(mtls: { readonly mode?: string } | null | undefined): string {
  const mode = textOf(mtls?.mode);
  return mode === 'UNSET' ? '' : mode;
}

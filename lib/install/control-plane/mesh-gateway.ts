import { renderLabels } from '../../render/labels';
import { compact } from './compact';
import { renderPort } from '../../render/number';
import type { Place } from '../../render/place';
import { listOf, mapOf, oneOf, renderString } from '../../render/values';
import { isKubernetesName } from '../namespace/names';
import { type ComponentOptions, renderComponent, type RenderedComponent, renderScaling } from './component';
import type { Profile } from './profile';
import { Scaling } from './scaling';

/** Who can reach a gateway's Service. */
export enum GatewayServiceType {
  /** Whoever the cloud's load balancer lets in. */
  LOAD_BALANCER = 'LoadBalancer',
  /** Whoever reaches a node. */
  NODE_PORT = 'NodePort',
  /** The cluster. */
  CLUSTER_IP = 'ClusterIP',
}

/** A port of a gateway's Service. */
export interface GatewayPort {
  /** Name, each once; its first word tells the protocol: `http2`, `https`, `tcp-mysql`. */
  readonly name: string;
  /** Port of the Service, 1 to 65535. */
  readonly port: number;
  /**
   * Port that the proxy listens at, from 1024 up, for it does not run as root. A Gateway's server names this one or the
   * Service's.
   *
   * @default - 8080 for 80, 8443 for 443, else `port`
   */
  readonly targetPort?: number;
}

/** A gateway that comes with the control plane. */
export interface MeshGatewayOptions extends ComponentOptions {
  /** Name of its Deployment and Service. @default 'istio-ingressgateway', or 'istio-egressgateway' */
  readonly name?: string;
  /** Namespace. @default - the control plane's */
  readonly namespace?: string;
  /**
   * Labels of its Pods, by which Gateways select it.
   *
   * @default `{ app: <name>, istio: 'ingressgateway' }`, or `egressgateway`; those that are given are added, or replace these
   */
  readonly labels?: { [label: string]: string };
  /** Ports of its Service; that of an ingress gateway has the health check, 15021, before them. @default - 80 and 443 */
  readonly ports?: GatewayPort[];
  /** @default - a load balancer for ingress, the cluster for egress */
  readonly serviceType?: GatewayServiceType;
  /** Annotations of its Service, by which clouds are told about load balancers. @default - none */
  readonly serviceAnnotations?: { [name: string]: string };
  /** How many Pods. @default - one to five by their CPU; one in the profile demo */
  readonly scaling?: Scaling;
}

/** A gateway as deliveries write it. @internal */
export interface RenderedGateway extends RenderedComponent {
  readonly kind: 'ingress' | 'egress';
  readonly name: string;
  readonly namespace: string;
  readonly labels: { [label: string]: string };
  readonly ports: { name: string; port: number; targetPort: number; protocol: 'TCP' }[];
  readonly serviceType: GatewayServiceType;
  readonly serviceAnnotations?: { [name: string]: string };
}

type Port = RenderedGateway['ports'][number];

const STATUS_PORT: Port = { name: 'status-port', port: 15021, targetPort: 15021, protocol: 'TCP' };
const WEB_PORTS: GatewayPort[] = [
  { name: 'http2', port: 80 },
  { name: 'https', port: 443 },
];

/** A gateway that the control plane is installed with: its proxies, not the routes, which are said by a `Gateway`. */
export class MeshGateway {
  /** For requests into the mesh. */
  public static ingress(options: MeshGatewayOptions = {}): MeshGateway {
    return new MeshGateway('ingress', options);
  }

  /** For requests out of the mesh. */
  public static egress(options: MeshGatewayOptions = {}): MeshGateway {
    return new MeshGateway('egress', options);
  }

  private constructor(
    private readonly kind: 'ingress' | 'egress',
    private readonly options: MeshGatewayOptions,
  ) {}

  /** @internal */
  public _render(place: Place, profile: Profile, home: string): RenderedGateway {
    const { kind } = this;
    const {
      name = `istio-${kind}gateway`,
      namespace = home,
      labels = {},
      ports = WEB_PORTS,
      ...more
    } = place.struct(this.options, 'MeshGatewayOptions');
    const { serviceType = kind === 'ingress' ? GatewayServiceType.LOAD_BALANCER : GatewayServiceType.CLUSTER_IP, ...other } = more;
    const { serviceAnnotations, scaling, ...shared } = other;
    if (!isKubernetesName(name))
      place.at('name').fail(name, 'is not a name for a Service', 'use up to 63 lower-case letters, digits and dashes');
    if (!isKubernetesName(namespace))
      place.at('namespace').fail(namespace, 'is not a namespace', 'use up to 63 lower-case letters, digits and dashes');
    return {
      kind,
      name,
      namespace,
      labels: { app: name, istio: `${kind}gateway`, ...renderLabels(labels, place.at('labels')) },
      ports: [...(kind === 'ingress' ? [STATUS_PORT] : []), ...renderPorts(ports, place.at('ports'), kind)],
      serviceType: oneOf(Object.values(GatewayServiceType))(serviceType, place.at('serviceType')),
      ...renderComponent(shared, place, 'gateway', profile),
      ...compact({
        serviceAnnotations: place.field('serviceAnnotations', serviceAnnotations, mapOf(renderString)),
        scaling: place.field('scaling', scaling, renderScaling),
      }),
    };
  }
}

function renderPorts(ports: GatewayPort[], place: Place, kind: 'ingress' | 'egress'): Port[] {
  const rendered = listOf(renderGatewayPort)(ports, place);
  if (rendered.length === 0) place.fail(ports, 'has no port', 'give at least one, or leave it out for 80 and 443');
  const all = kind === 'ingress' ? [STATUS_PORT, ...rendered] : rendered;
  rendered.forEach(({ name, port }, index) => {
    const before = all.slice(0, all.length - rendered.length + index);
    if (before.some((other) => other.port === port))
      place.at(index).at('port').fail(port, 'is a port of this gateway already', 'remove one of the two');
    if (before.some((other) => other.name === name))
      place.at(index).at('name').fail(name, 'names a port of this gateway already', 'rename it');
  });
  return rendered;
}

const PRIVILEGED = 1024;
const UNPRIVILEGED: { readonly [port: number]: number } = { 80: 8080, 443: 8443 };

/** `validateGateways` in operator/pkg/apis/validation of istio 1.30.3 refuses a target port that only root can open. */
function renderGatewayPort(gatewayPort: GatewayPort, place: Place): Port {
  const { name, port, targetPort, ...rest } = place.struct(gatewayPort, 'GatewayPort');
  place.refuseUnknown(rest, 'GatewayPort');
  if (!isKubernetesName(name)) place.at('name').fail(name, 'is not a name of a port', 'use lower-case letters, digits and dashes');
  renderPort(port, place.at('port'));
  const target = targetPort === undefined ? (UNPRIVILEGED[port] ?? port) : renderPort(targetPort, place.at('targetPort'));
  if (target < PRIVILEGED)
    place.at('targetPort').fail(target, 'is a port that only root can open', 'give a targetPort from 1024 up, e.g. 8080');
  return { name, port, targetPort: target, protocol: 'TCP' };
}

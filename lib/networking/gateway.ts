import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { renderLabels } from '../render/labels';
import type { Manifest } from '../render/manifest';
import { checkMetadata } from '../render/metadata';
import { renderDnsLabel, splitName } from '../render/names';
import { Place } from '../render/place';
import { listOf, madeBy } from '../render/values';
import type { GatewaySpec, GatewaySpecServers } from '../../imports/networking.istio.io';
import { IGateway, MESH } from './gateway-ref';
import { Server } from './server';

/** What a Gateway is made of. Servers may be added later, too. */
export interface GatewayProps {
  /** Name, namespace, labels, annotations. The name must be a DNS label. @default - named by its place in the app */
  readonly metadata?: ApiObjectMetadata;
  /**
   * Labels of the Pods that act as this gateway, in any namespace: `{ istio: 'ingressgateway' }` for
   * the profiles of `istioctl`, `{ istio: 'ingress' }` for the Helm chart as Istio's guide installs it.
   *
   * @default - Istio's: every gateway of the mesh
   */
  readonly selector?: { [key: string]: string };
  /** What it listens for; at least one at synth. @default - none, added later */
  readonly servers?: Server[];
}

/**
 * The servers at the edge of the mesh. Which requests go where is said by the VirtualServices that
 * name it.
 *
 * `InvalidConfigError` is thrown at once for what is wrong in itself; a Gateway without servers fails
 * at synth.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/
 */
export class Gateway extends ApiObject implements IGateway {
  private readonly spec: Manifest<GatewaySpec>;
  private readonly place: Place = Place.of(this).at('spec');

  public constructor(scope: Construct, id: string, props: GatewayProps = {}) {
    const spec: Manifest<GatewaySpec> = {};
    super(scope, id, { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: props?.metadata, spec });
    this.spec = spec;
    const { place } = this;
    const { metadata, selector, servers = [] } = place.struct(props, 'GatewayProps');
    place.refuseUnknown(props, 'GatewayProps', FIELDS);
    checkMetadata(this, metadata);
    this.checkName();
    if (selector !== undefined) spec.selector = renderLabels(selector, place.at('selector'));
    listOf((server: Server) => this.addServer(server))(servers, place.at('servers'));
    this.node.addValidation({ validate: () => this.problems() });
  }

  public get gatewayName(): string {
    return this.name;
  }

  public get gatewayNamespace(): string | undefined {
    return this.metadata.namespace;
  }

  /**
   * Adds a server. Refused if a server has a port of that name already, or serves the same host at the
   * same address and port, of which Istio would ignore one.
   */
  public addServer(server: Server): Server {
    const servers = (this.spec.servers ??= []);
    const place = this.place.at('servers').at(servers.length);
    const rendered = renderServer(server, place);
    const host = duplicateHost(servers, rendered);
    if (host !== undefined)
      place.at('hosts').fail(host, `is served at port ${rendered.port.number} already`, 'put all that concerns it into one server');
    if (servers.some((known) => known.port.name === rendered.port.name))
      place.at('port').at('name').fail(rendered.port.name, 'names a port of this Gateway already', 'give the port another name');
    servers.push(rendered);
    return server;
  }

  private checkName(): void {
    const place = Place.of(this).at('metadata').at('name');
    renderDnsLabel(this.name, place, "Gateway's name");
    if (this.name === MESH && this.metadata.namespace === undefined) {
      place.fail(this.name, 'is the word that routes use for all sidecars', 'rename it, or give it a namespace');
    }
  }

  private problems(): string[] {
    return this.spec.servers?.length ? [] : [this.place.at('servers').problem(undefined, 'has no server', 'add one with addServer')];
  }
}

const FIELDS = new Set<keyof GatewayProps>(['metadata', 'selector', 'servers']);
const renderServer = madeBy<Manifest<GatewaySpecServers>>('Server', 'http({ port: { number: 80 }, hosts: ["*"] })');

/**
 * A host that another server has at the same address and port. Of TLS servers the namespaces in front of
 * the hosts do not count, for Envoy tells them apart by the SNI (`GetSNIHostsForServer` in pilot/pkg/model).
 */
function duplicateHost(servers: Manifest<GatewaySpecServers>[], server: Manifest<GatewaySpecServers>): string | undefined {
  const rivals = servers.filter((other) => other.port.number === server.port.number && (other.bind ?? '') === (server.bind ?? ''));
  if (rivals.length === 0) return undefined;
  const taken = new Set(rivals.flatMap((other) => other.hosts.map((host) => servedName(host, other))));
  return server.hosts.find((host) => taken.has(servedName(host, server)));
}

function servedName(host: string, { port }: Manifest<GatewaySpecServers>): string {
  const { namespace, base } = splitName(host);
  return namespace === '*' || port.protocol === 'HTTPS' || port.protocol === 'TLS' ? base : host;
}

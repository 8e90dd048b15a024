import { append, at, Kind, objectsIn, Resource, stringsIn, textOf } from '../../../model';
import { FieldPath } from '../../../model/read';
import { namesIn } from '../certificate';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { gatewayKey, splitKey } from '../gateway-name';
import { isHttpServer, PlacedServer, tlsServersByListener } from '../tls-servers';

/** A certificate as it is shown for some hosts on a port, for requests that are then routed one by one. */
export interface ShownCertificate {
  readonly resource: Resource;
  /** Of the hosts. */
  readonly field: FieldPath;
  /** In small letters and without the namespaces that may use them. */
  readonly hosts: readonly string[];
  /** Where it comes from: two that are equal are one certificate. */
  readonly certificate: string;
  /** What it is for; undefined where its Secret is not in the set. */
  readonly names: readonly string[] | undefined;
}

/** All certificates of each port: of Istio's Gateways with equal selectors, and of each Gateway of the Gateway API. */
export function* certificatesByPort(context: Context): Iterable<readonly ShownCertificate[]> {
  for (const servers of tlsServersByListener(context).values()) yield servers.flatMap((each) => ofServer(context, each) ?? []);
  for (const gateway of context.of(Kind.K8S_GATEWAY)) yield* ofListeners(context, gateway);
}

/** IST0138 asks for the same fields. */
function ofServer(context: Context, { resource, server, field }: PlacedServer): ShownCertificate | undefined {
  const { credentialName, serverCertificate, privateKey } = (server.tls ?? {}) as Readonly<Record<string, unknown>>;
  const secret = textOf(credentialName);
  // Browsers don't speak the TLS of the mesh.
  if (!isHttpServer(server) || server.tls?.mode === 'ISTIO_MUTUAL' || (secret === '' && textOf(serverCertificate) === '')) return undefined;
  const pod = context.pods.selectedBy(resource.spec.selector)[0];
  return {
    resource,
    field: [...field, 'hosts'],
    hosts: stringsIn(server.hosts).map((host) => host.slice(host.indexOf('/') + 1).toLowerCase()),
    certificate: secret === '' ? `files ${textOf(serverCertificate)} ${textOf(privateKey)}` : `Secret ${secret}`,
    names: secret === '' ? undefined : namesOf(context, gatewayKey(secret, (pod ?? resource).namespace)),
  };
}

interface Listener {
  readonly hostname?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly tls?: { readonly mode?: string; readonly certificateRefs?: readonly { readonly name?: string; readonly namespace?: string }[] };
}

/** Istio makes a Gateway of its own of each listener. `GatewayCollection`, istio 1.30.3 pilot/pkg/config/kube/gateway/gateway_collection.go */
function ofListeners(context: Context, gateway: Resource): Iterable<readonly ShownCertificate[]> {
  const byPort = new Map<unknown, ShownCertificate[]>();
  // Of other classes nobody knows how they are carried out.
  if (at(gateway.spec, 'gatewayClassName') !== 'istio') return [];
  for (const [index, { hostname, port, protocol, tls }] of objectsWithIndex(at(gateway.spec, 'listeners') as Listener[])) {
    const [reference] = objectsIn(tls?.certificateRefs);
    if (protocol !== 'HTTPS' || tls?.mode === 'Passthrough' || !reference) continue;
    const secret = `${textOf(reference.namespace) || gateway.namespace}/${textOf(reference.name)}`;
    append(byPort, port, {
      resource: gateway,
      field: ['spec', 'listeners', index, 'hostname'],
      hosts: [textOf(hostname).toLowerCase() || '*'],
      certificate: `Secret ${secret}`,
      names: namesOf(context, secret),
    });
  }
  return byPort.values();
}

function namesOf(context: Context, secret: string): readonly string[] | undefined {
  const { namespace, name } = splitKey(secret);
  const found = context.get(Kind.SECRET, namespace, name);
  return found && namesIn(found);
}

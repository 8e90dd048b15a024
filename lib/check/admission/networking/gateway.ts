import { isHttp, isTls, parseProtocol } from '../../../model';
import { list, map, message, optional, type Read, STRING, UINT32 } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { DNS_LABEL_RULE, isDnsLabel } from '../value/dns-label';
import { checkServerHost } from '../value/host-in-namespace';
import { isIpAddress } from '../value/ip-address';
import { checkPort, unknownProtocol } from '../value/port';
import { checkUnixAddress, isUnixAddress } from '../value/unix-address';
import { checkServerTls, isPassthrough, SERVER_TLS_SETTINGS, type ServerTlsSettings } from './server-tls-settings';

const PORT = message({ number: UINT32, protocol: STRING, name: STRING, targetPort: UINT32 });

const SERVER = message({
  port: optional(PORT),
  bind: STRING,
  hosts: list(STRING),
  tls: optional(SERVER_TLS_SETTINGS),
  defaultEndpoint: STRING,
  name: STRING,
});

/** networking/v1alpha3 `Gateway` */
export const GATEWAY = message({ servers: list(SERVER), selector: map(STRING) });

type Server = Read<typeof SERVER>;

/**
 * The annotation by which istiod marks what it makes of Gateway API gateways. `InternalGatewaySemantics`, istio 1.30.3
 * pkg/config/constants
 */
const GATEWAY_SEMANTICS = 'internal.istio.io/gateway-semantics';

/** `ValidateGateway`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkGateway({ servers }: Read<typeof GATEWAY>, { name, annotations }: KindContext, spec: Spot, metadata: Spot): void {
  const ofGatewayApi = annotations.get(GATEWAY_SEMANTICS) === 'gateway';
  if (!isDnsLabel(name) && !ofGatewayApi) {
    metadata.at('name').error(`${JSON.stringify(name)} is not a name for a Gateway: ${DNS_LABEL_RULE}.`);
  }
  if (servers.length === 0) spec.at('servers').error('The Gateway has no server: give it at least one.');
  const portNames = new Set<string>();
  for (const [index, server] of servers.entries()) {
    const spot = spec.at('servers').at(index);
    checkServer(server, ofGatewayApi, spot);
    if (!server.port) continue;
    const { name: portName } = server.port;
    if (portNames.has(portName))
      spot
        .at('port')
        .at('name')
        .error(`Another server's port is named ${JSON.stringify(portName)} too: rename one.`);
    portNames.add(portName);
    if (server.tls?.httpsRedirect && !isHttp(parseProtocol(server.port.protocol))) {
      spot.at('tls').at('httpsRedirect').warn('Only HTTP can be redirected to HTTPS: set this on an HTTP server.');
    }
  }
}

/** `validateServer` */
function checkServer(server: Server, ofGatewayApi: boolean, spot: Spot): void {
  if (server.hosts.length === 0) spot.at('hosts').error('The server has no host: give at least one, such as "*".');
  for (const [index, host] of server.hosts.entries()) checkServerHost(host, ofGatewayApi, spot.at('hosts').at(index));
  const isPortFine = checkServerPort(server, spot.at('port'));
  checkBind(server, spot);
  checkServerTls(server.tls, spot.at('tls'));
  if (isPortFine) checkTlsFits(server.port?.protocol ?? '', server.tls, spot.at('tls'));
}

/** True if nothing is wrong with it. `validateServerPort` */
function checkServerPort({ port, bind }: Server, spot: Spot): boolean {
  if (!port) {
    spot.error('The port is missing: give its number, protocol and name.');
    return false;
  }
  const isKnown = parseProtocol(port.protocol) !== 'UnsupportedProtocol';
  if (!isKnown) spot.at('protocol').error(unknownProtocol(port.protocol));
  const isNumberFine = port.number === 0 ? isUnixAddress(bind) : port.number <= 65535;
  if (!isNumberFine) checkPort(port.number, spot.at('number'));
  if (port.targetPort > 0) spot.at('targetPort').error('targetPort has no effect in a Gateway: remove it.');
  if (port.name === '') spot.at('name').error('The name of the port is missing: give it.');
  return isKnown && isNumberFine && port.targetPort === 0 && port.name !== '';
}

/** `validateServerBind` */
function checkBind({ port, bind }: Server, spot: Spot): void {
  if (isUnixAddress(bind)) {
    checkUnixAddress(bind, spot.at('bind'));
    if (port && port.number !== 0) spot.at('port').at('number').error('A Unix domain socket has no port: use the number 0.');
  } else if (bind !== '' && !isIpAddress(bind)) {
    spot.at('bind').error(`${JSON.stringify(bind)} is not an IP address: give one, or unix:// and a path.`);
  }
}

function checkTlsFits(protocolName: string, tls: ServerTlsSettings | undefined, spot: Spot): void {
  const protocol = parseProtocol(protocolName);
  if (isTls(protocol)) {
    if (!tls) spot.error(`A server for ${protocolName} needs TLS settings: give tls a mode.`);
  } else if (tls && !isHttp(protocol)) {
    spot.error(`A server for ${protocolName} has no TLS: remove tls, or use the protocol TLS or HTTPS.`);
  } else if (tls && (!isPassthrough(tls) || tls.caCertificates !== '' || tls.privateKey !== '' || tls.serverCertificate !== '')) {
    spot.error(`A server for ${protocolName} can only redirect to HTTPS: keep httpsRedirect alone, or use the protocol HTTPS.`);
  }
}

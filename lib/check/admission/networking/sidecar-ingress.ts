import { isHttp, isTls, parseProtocol } from '../../../model';
import { message, optional, type Read, STRING } from '../decode';
import type { Spot } from '../spot';
import { checkPort } from '../value/port';
import { checkUnixAddress, isUnixAddress } from '../value/unix-address';
import { checkServerTls, SERVER_TLS_SETTINGS, type ServerTlsSettings } from './server-tls-settings';
import { CAPTURE_MODE, checkBindAddress, checkSidecarPort, SIDECAR_PORT } from './sidecar-port';
import { checkConnectionPool, CONNECTION_POOL_SETTINGS } from './traffic-policy';

/** networking/v1alpha3 `IstioIngressListener` */
export const INGRESS_LISTENER = message({
  port: optional(SIDECAR_PORT),
  bind: STRING,
  captureMode: CAPTURE_MODE,
  defaultEndpoint: STRING,
  tls: optional(SERVER_TLS_SETTINGS),
  connectionPool: optional(CONNECTION_POOL_SETTINGS),
});

/** `ValidateSidecar`, its ingress, istio 1.30.3 pkg/config/validation/validation.go */
export function checkIngress(listeners: readonly Read<typeof INGRESS_LISTENER>[], ingress: Spot): void {
  const numbers = new Set<number>();
  for (const [index, { port, bind, defaultEndpoint, tls, connectionPool }] of listeners.entries()) {
    const spot = ingress.at(index);
    if (!port) {
      spot.at('port').error('The port is missing: give its number and protocol.');
      continue;
    }
    checkSidecarPort(port, spot.at('port'));
    checkPort(port.number, spot.at('port').at('number'));
    checkBindAddress(bind, spot.at('bind'));
    if (numbers.has(port.number))
      spot.at('port').at('number').error(`Another ingress listener has the port ${port.number} too: remove one.`);
    numbers.add(port.number);
    if (defaultEndpoint !== '') checkDefaultEndpoint(defaultEndpoint, spot.at('defaultEndpoint'));
    if (tls) checkIngressTls(tls, port.protocol, spot.at('tls'));
    checkConnectionPool(connectionPool, spot.at('connectionPool'));
    if (connectionPool?.http && !isHttp(parseProtocol(port.protocol))) {
      spot
        .at('connectionPool')
        .at('http')
        .warn('These settings are for HTTP, which the port does not carry: use tcp, or the protocol HTTP.');
    }
  }
}

const ENDPOINT_HOSTS: ReadonlySet<string> = new Set(['', '127.0.0.1', '0.0.0.0', '::1', '::']);

function checkDefaultEndpoint(endpoint: string, spot: Spot): void {
  if (isUnixAddress(endpoint)) {
    checkUnixAddress(endpoint, spot);
    return;
  }
  const { host, port } = splitHostPort(endpoint) ?? {};
  const number = port !== undefined && /^[-+]?\d+$/.test(port) ? Number(port) : undefined;
  if (host === undefined || number === undefined || !ENDPOINT_HOSTS.has(host)) {
    spot.error(
      `${JSON.stringify(endpoint)} is not where the workload listens: use 127.0.0.1:PORT, 0.0.0.0:PORT, [::1]:PORT, [::]:PORT or unix:///PATH.`,
    );
  } else checkPort(number, spot);
}

/** `SplitHostPort`, Go 1.25 src/net/ipsock.go */
function splitHostPort(text: string): { readonly host: string; readonly port: string } | undefined {
  const [, bracketed, plain, port] = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(text) ?? [];
  return port === undefined ? undefined : { host: bracketed ?? plain ?? '', port };
}

const UNSUPPORTED = ['subjectAltNames', 'httpsRedirect', 'credentialName', 'credentialNames', 'tlsCertificates'] as const;

function checkIngressTls(tls: ServerTlsSettings, protocol: string, spot: Spot): void {
  for (const field of UNSUPPORTED) {
    const value = tls[field];
    if (typeof value === 'boolean' ? value : value.length > 0) spot.at(field).error(`A Sidecar has no ${field}: remove it.`);
  }
  if (tls.mode === 'ISTIO_MUTUAL' || tls.mode === 'AUTO_PASSTHROUGH') {
    spot.at('mode').error(`A Sidecar cannot use ${tls.mode}: use SIMPLE, MUTUAL or OPTIONAL_MUTUAL.`);
  }
  if (!isTls(parseProtocol(protocol))) spot.error(`A port for ${protocol || 'no protocol'} has no TLS: use the protocol HTTPS or TLS.`);
  checkServerTls(tls, spot);
}

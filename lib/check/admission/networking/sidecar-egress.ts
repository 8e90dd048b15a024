import { list, message, optional, type Read, STRING } from '../decode';
import type { Spot } from '../spot';
import { checkEgressHost } from '../value/host-in-namespace';
import { checkPort } from '../value/port';
import { checkUnixAddress, isUnixAddress } from '../value/unix-address';
import { CAPTURE_MODE, checkBindAddress, checkSidecarPort, SIDECAR_PORT } from './sidecar-port';

/** networking/v1alpha3 `IstioEgressListener` */
export const EGRESS_LISTENER = message({ port: optional(SIDECAR_PORT), bind: STRING, captureMode: CAPTURE_MODE, hosts: list(STRING) });

type EgressListener = Read<typeof EGRESS_LISTENER>;

/** `ValidateSidecar`, its egress, istio 1.30.3 pkg/config/validation/validation.go */
export function checkEgress(listeners: readonly EgressListener[], namespace: string, egress: Spot): void {
  const numbers = new Set<number>();
  const sockets = new Set<string>();
  for (const [index, { port, bind, captureMode, hosts }] of listeners.entries()) {
    const spot = egress.at(index);
    if (port) {
      checkSidecarPort(port, spot.at('port'));
      if (port.number === 0) checkSocket(bind, captureMode, sockets, spot);
      else checkNumber(port.number, bind, numbers, spot);
    } else if (index < listeners.length - 1) {
      spot.error('A listener without port takes what the others leave: move it to the end, and have one only.');
    }
    if (hosts.length === 0) spot.at('hosts').error('The listener has no host: give at least one, such as "*/*".');
    for (const [number, host] of hosts.entries()) checkEgressHost(host, spot.at('hosts').at(number));
    checkDuplicates(hosts, namespace, spot.at('hosts'));
  }
}

function checkNumber(number: number, bind: string, numbers: Set<number>, spot: Spot): void {
  const at = spot.at('port').at('number');
  checkPort(number, at);
  checkBindAddress(bind, spot.at('bind'));
  if (numbers.has(number)) at.error(`Another egress listener has the port ${number} too: remove one.`);
  numbers.add(number);
}

function checkSocket(bind: string, captureMode: string, sockets: Set<string>, spot: Spot): void {
  if (isUnixAddress(bind)) checkUnixAddress(bind, spot.at('bind'));
  else spot.at('bind').error('A listener without port number listens on a socket: bind it to unix:// and a path, or give the number.');
  if (captureMode !== 'DEFAULT' && captureMode !== 'NONE') {
    spot.at('captureMode').error('Traffic to a socket is not captured: use NONE, or leave captureMode out.');
  }
  if (sockets.has(bind)) spot.at('bind').error(`Another egress listener is bound to ${JSON.stringify(bind)} too: remove one.`);
  sockets.add(bind);
}

/** Hosts that another one of the listener covers; a host before `namespace/*` counts as covering, too. */
function checkDuplicates(hosts: readonly string[], namespace: string, spot: Spot): void {
  const namesOf = new Map<string, Set<string>>();
  for (const [index, host] of hosts.entries()) {
    const slash = host.indexOf('/');
    if (slash < 0) continue;
    const owner = host.slice(0, slash) === '.' ? namespace : host.slice(0, slash);
    const name = host.slice(slash + 1);
    const names = namesOf.get(owner) ?? new Set<string>();
    namesOf.set(owner, names);
    if (name === '*' ? names.size > 0 : names.has(name) || names.has('*')) {
      spot.at(index).warn(`The host ${JSON.stringify(host)} overlaps with another one of the listener: remove one of them.`);
    }
    names.add(name);
  }
  if (namesOf.get('*')?.has('*') && namesOf.size > 1) spot.warn('"*/*" stands for all hosts: remove the others, or "*/*".');
}

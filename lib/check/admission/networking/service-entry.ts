import { isHttp, isTcp, isTls, isWildcard, parseProtocol } from '../../../model';
import { enumeration, list, message, optional, type Read, STRING, UINT32 } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { fqdnProblem, isPartialWildcard, wildcardDomainProblem } from '../value/domain-name';
import { checkExportTo } from '../value/export-to';
import { isSubnet } from '../value/ip-address';
import { checkPort, checkPortName, checkProtocol } from '../value/port';
import { checkLabelsSelector, LABELS_SELECTOR } from '../value/selector';
import { checkDnsEndpoint, checkStaticEndpoint, WORKLOAD_ENTRY } from './workload-entry';

const SERVICE_PORT = message({ number: UINT32, protocol: STRING, name: STRING, targetPort: UINT32 });

/** networking/v1alpha3 `ServiceEntry` */
export const SERVICE_ENTRY = message({
  hosts: list(STRING),
  addresses: list(STRING),
  ports: list(SERVICE_PORT),
  location: enumeration('MESH_EXTERNAL', 'MESH_INTERNAL'),
  resolution: enumeration('NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'),
  endpoints: list(WORKLOAD_ENTRY),
  workloadSelector: optional(LABELS_SELECTOR),
  exportTo: list(STRING),
  subjectAltNames: list(STRING),
});

type ServiceEntry = Read<typeof SERVICE_ENTRY>;

/** `ValidateServiceEntry`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkServiceEntry(entry: ServiceEntry, context: KindContext, spot: Spot): void {
  const { workloadSelector, hosts, endpoints, resolution } = entry;
  if (!checkLabelsSelector(workloadSelector, spot.at('workloadSelector'))) return;
  if (workloadSelector && endpoints.length > 0) spot.at('endpoints').error('endpoints and workloadSelector exclude each other: keep one.');
  checkHosts(entry, spot.at('hosts'));
  checkAddresses(entry, spot.at('addresses'));
  checkPorts(entry, context, spot.at('ports'));
  RESOLUTIONS.get(resolution)?.(entry, context, spot);
  if (!RESOLUTIONS.has(resolution)) spot.at('resolution').error(`Istio knows no resolution ${resolution}: use one by its name.`);
  if (resolution !== 'NONE' && hosts.length > 1) checkHostsCanBeTold(entry, spot.at('ports'));
  checkExportTo(entry.exportTo, spot.at('exportTo'), { namespace: context.namespace, noneIsAllowed: true });
}

function checkHosts({ hosts, resolution }: ServiceEntry, spot: Spot): void {
  if (hosts.length === 0) spot.error('The ServiceEntry has no host: give at least one.');
  for (const [index, host] of hosts.entries()) {
    const problem = host === '*' ? 'is every host: name one, or a domain as "*.example.com"' : wildcardDomainProblem(host);
    if (problem) spot.at(index).error(`The host ${JSON.stringify(host)} ${problem}.`);
    if (resolution !== 'DYNAMIC_DNS' && isPartialWildcard(host)) {
      spot.at(index).warn(`The host ${JSON.stringify(host)} has a wildcard for a part of a label: use "*." and a domain.`);
    }
  }
}

function checkAddresses({ addresses, resolution }: ServiceEntry, spot: Spot): void {
  for (const [index, address] of addresses.entries()) {
    if (!isSubnet(address))
      spot.at(index).error(`${JSON.stringify(address)} is not an IP address or a block of them, such as "10.0.0.0/8".`);
  }
  if (addresses.some((address) => address.includes('/')) && resolution !== 'NONE' && resolution !== 'STATIC') {
    spot.error(`With the resolution ${resolution} an address cannot be a block: name single addresses, or use NONE or STATIC.`);
  }
}

/** Switches the allocation of addresses off. `ShouldV2AutoAllocateIPFromConfig`, istio 1.30.3 pilot/pkg/networking/serviceentry */
const AUTOALLOCATE = 'networking.istio.io/enable-autoallocate-ip';

function checkPorts({ ports, addresses, resolution }: ServiceEntry, { labels }: KindContext, spot: Spot): void {
  const getsAddress = resolution !== 'NONE' && labels.get(AUTOALLOCATE)?.toLowerCase() !== 'false';
  const names = new Set<string>();
  const numbers = new Set<number>();
  for (const [index, { number, protocol, name, targetPort }] of ports.entries()) {
    const at = spot.at(index);
    if (names.has(name)) at.at('name').error(`Another port is named ${JSON.stringify(name)} too: rename one.`);
    if (numbers.has(number)) at.at('number').error(`The port ${number} is defined twice: remove one.`);
    names.add(name);
    numbers.add(number);
    if (targetPort !== 0) checkPort(targetPort, at.at('targetPort'));
    if (addresses.length === 0 && !getsAddress && (protocol === '' || protocol === 'TCP')) {
      at.warn('Without addresses, given or allocated, all TCP traffic to the port is taken for this service: give addresses.');
    }
    checkPortName(name, at.at('name'));
    checkProtocol(protocol, at.at('protocol'));
    checkPort(number, at.at('number'));
  }
}

/** What each way to find the endpoints asks for. */
const RESOLUTIONS: ReadonlyMap<string, (entry: ServiceEntry, context: KindContext, spot: Spot) => void> = new Map([
  ['NONE', checkNone],
  ['STATIC', checkStatic],
  ['DNS', checkDns],
  ['DNS_ROUND_ROBIN', checkDns],
  ['DYNAMIC_DNS', checkDynamicDns],
]);

function checkNone({ endpoints, workloadSelector }: ServiceEntry, _context: KindContext, spot: Spot): void {
  if (endpoints.length > 0)
    spot.at('endpoints').error('With the resolution NONE the dialled address is used: remove endpoints, or use STATIC.');
  if (workloadSelector) spot.at('workloadSelector').warn('With the resolution NONE no workload is selected: use STATIC, or remove it.');
}

function checkStatic({ endpoints, ports }: ServiceEntry, _context: KindContext, spot: Spot): void {
  const names = new Set(ports.map(({ name }) => name));
  for (const [index, endpoint] of endpoints.entries()) checkStaticEndpoint(endpoint, names, spot.at('endpoints').at(index));
}

function checkDns({ resolution, hosts, endpoints, addresses, ports }: ServiceEntry, _context: KindContext, spot: Spot): void {
  const unknown = endpoints.length === 0 ? hosts.findIndex((host) => fqdnProblem(host) !== undefined) : -1;
  if (unknown >= 0) {
    const problem = `${JSON.stringify(hosts[unknown])} cannot be looked up in DNS`;
    spot.at('hosts').at(unknown).error(`Without endpoints, hosts are looked up, and ${problem}: name it in full, or give endpoints.`);
  }
  if (resolution === 'DNS_ROUND_ROBIN' && endpoints.length > 1) {
    spot.at('endpoints').error('DNS_ROUND_ROBIN looks up one name: give at most one endpoint, or use DNS.');
  }
  const names = new Set(ports.map(({ name }) => name));
  for (const [index, endpoint] of endpoints.entries()) checkDnsEndpoint(endpoint, names, spot.at('endpoints').at(index));
  if (addresses.length > 0 && hosts.length > 1 && ports.some(({ protocol }) => isTcp(parseProtocol(protocol)))) {
    spot.at('hosts').warn('Behind the same addresses, hosts cannot be told from each other on a TCP port: use a ServiceEntry for each.');
  }
}

/** By which a waypoint is chosen. */
const USE_WAYPOINT = 'istio.io/use-waypoint';

function checkDynamicDns({ hosts, addresses, endpoints, ports, location }: ServiceEntry, { labels }: KindContext, spot: Spot): void {
  for (const [index, host] of hosts.entries()) {
    if (!isWildcard(host))
      spot.at('hosts').at(index).error('DYNAMIC_DNS is for wildcards such as "*.example.com": use DNS for single hosts.');
  }
  for (const field of ['addresses', 'endpoints'] as const) {
    if ({ addresses, endpoints }[field].length > 0) spot.at(field).error(`DYNAMIC_DNS looks up what is dialled: remove ${field}.`);
  }
  for (const [index, { protocol }] of ports.entries()) {
    if (!['HTTP', 'TLS', 'GRPC', 'HTTP2'].includes(parseProtocol(protocol))) {
      spot.at('ports').at(index).at('protocol').error('DYNAMIC_DNS must see the name that is dialled: use HTTP, HTTP2, GRPC or TLS.');
    }
  }
  const waypoint = labels.get(USE_WAYPOINT) ?? '';
  if (location === 'MESH_INTERNAL' && waypoint !== '' && waypoint.toLowerCase() !== 'none') {
    spot
      .at('location')
      .error(`A waypoint does not take DYNAMIC_DNS inside the mesh: use MESH_EXTERNAL, or drop the label ${USE_WAYPOINT}.`);
  }
}

/** Several hosts are told from each other by their names in HTTP or TLS only. */
function checkHostsCanBeTold({ ports }: ServiceEntry, spot: Spot): void {
  const index = ports.findIndex(({ protocol }) => {
    const parsed = parseProtocol(protocol);
    return !isHttp(parsed) && !isTls(parsed);
  });
  if (index >= 0)
    spot.at(index).error('On this port several hosts cannot be told from each other: use HTTP or TLS, or a ServiceEntry for each.');
}

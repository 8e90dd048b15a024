import { map, message, type Read, STRING, UINT32 } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { fqdnProblem } from '../value/domain-name';
import { isIpAddress } from '../value/ip-address';
import { checkLabels } from '../value/labels';
import { checkPort, checkPortName } from '../value/port';
import { checkUnixAddress, isUnixAddress } from '../value/unix-address';

/** networking/v1alpha3 `WorkloadEntry` */
export const WORKLOAD_ENTRY = message({
  address: STRING,
  ports: map(UINT32),
  labels: map(STRING),
  network: STRING,
  locality: STRING,
  weight: UINT32,
  serviceAccount: STRING,
});

type WorkloadEntry = Read<typeof WORKLOAD_ENTRY>;

/** `ValidateWorkloadEntry`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkWorkloadEntry(entry: WorkloadEntry, _context: KindContext, spot: Spot): void {
  checkWorkload(entry, spot, (address) => {
    const problem = isIpAddress(address) ? undefined : fqdnProblem(address);
    return problem && `The address ${JSON.stringify(address)} ${problem}; give an IP address or a host name.`;
  });
}

/** An endpoint of a ServiceEntry with the resolution STATIC. */
export function checkStaticEndpoint(endpoint: WorkloadEntry, servicePorts: ReadonlySet<string>, spot: Spot): void {
  const isJudged = checkWorkload(endpoint, spot, (address) =>
    isIpAddress(address)
      ? undefined
      : `${JSON.stringify(address)} is not an IP address, which STATIC needs: give one, or use the resolution DNS.`,
  );
  if (!isJudged) return;
  checkPortsAreDefined(endpoint.ports, servicePorts, spot.at('ports'));
  if (isUnixAddress(endpoint.address) && servicePorts.size !== 1) {
    spot.at('address').error(`A Unix domain socket serves one port, and the ServiceEntry has ${servicePorts.size}: leave one.`);
  }
}

/** An endpoint of a ServiceEntry whose hosts or endpoints are looked up in DNS. `ValidateServiceEntry` */
export function checkDnsEndpoint(endpoint: WorkloadEntry, servicePorts: ReadonlySet<string>, spot: Spot): void {
  const { address } = endpoint;
  const problem = isIpAddress(address) ? undefined : fqdnProblem(address);
  if (problem) spot.at('address').error(`The address ${JSON.stringify(address)} ${problem}; give an IP address or a host name.`);
  checkLabels(endpoint.labels, spot.at('labels'));
  checkPorts(endpoint.ports, spot.at('ports'));
  checkPortsAreDefined(endpoint.ports, servicePorts, spot.at('ports'));
}

/** False where there is neither address nor network, at which istiod stops. `validateWorkloadEntry` */
function checkWorkload(entry: WorkloadEntry, spot: Spot, addressProblem: (address: string) => string | undefined): boolean {
  const { address, network, ports } = entry;
  const at = spot.at('address');
  if (address === '' && network === '') {
    at.error('The address is missing: give an address, or the network whose gateway leads to the workload.');
    return false;
  }
  if (address === '') at.warn(`Without an address the workload is reached by the gateway of the network ${JSON.stringify(network)} only.`);
  else if (isUnixAddress(address)) {
    checkUnixAddress(address, at);
    if (ports.size > 0) spot.at('ports').error('A Unix domain socket has no ports: remove them.');
  } else {
    const problem = addressProblem(address);
    if (problem) at.error(problem);
  }
  checkPorts(ports, spot.at('ports'));
  checkLabels(entry.labels, spot.at('labels'));
  return true;
}

function checkPorts(ports: ReadonlyMap<string, number>, spot: Spot): void {
  for (const [name, port] of ports) {
    checkPortName(name, spot.at(name));
    checkPort(port, spot.at(name));
  }
}

function checkPortsAreDefined(ports: ReadonlyMap<string, number>, servicePorts: ReadonlySet<string>, spot: Spot): void {
  for (const name of ports.keys()) {
    if (!servicePorts.has(name))
      spot.at(name).error(`The ServiceEntry has no port named ${JSON.stringify(name)}: define it there, or rename it.`);
  }
}

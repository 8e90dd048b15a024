import { list, map, message, optional, type Read, STRING, UINT32, INT32 } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { probeHeaderProblem } from '../value/header-name';
import { checkLabels } from '../value/labels';
import { checkPort } from '../value/port';
import { WORKLOAD_ENTRY } from './workload-entry';

const HTTP_GET = message({
  path: STRING,
  port: UINT32,
  host: STRING,
  scheme: STRING,
  httpHeaders: list(message({ name: STRING, value: STRING })),
});

const READINESS_PROBE = message(
  {
    initialDelaySeconds: INT32,
    timeoutSeconds: INT32,
    periodSeconds: INT32,
    successThreshold: INT32,
    failureThreshold: INT32,
    httpGet: optional(HTTP_GET),
    tcpSocket: optional(message({ host: STRING, port: UINT32 })),
    exec: optional(message({ command: list(STRING) })),
    grpc: optional(message({ port: UINT32, service: STRING })),
  },
  { oneOf: [['httpGet', 'tcpSocket', 'exec', 'grpc']] },
);

/** networking/v1alpha3 `WorkloadGroup` */
export const WORKLOAD_GROUP = message({
  metadata: optional(message({ labels: map(STRING), annotations: map(STRING) })),
  template: optional(WORKLOAD_ENTRY),
  probe: optional(READINESS_PROBE),
});

/** What is in the template istiod does not look at. `ValidateWorkloadGroup`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkWorkloadGroup({ metadata, template, probe }: Read<typeof WORKLOAD_GROUP>, _context: KindContext, spot: Spot): void {
  if (!template) spot.at('template').error('The template of the workloads is missing: give it, at least as {}.');
  if (metadata) checkLabels(metadata.labels, spot.at('metadata').at('labels'));
  if (probe) checkProbe(probe, spot.at('probe'));
}

const NUMBERS = ['periodSeconds', 'initialDelaySeconds', 'timeoutSeconds', 'successThreshold', 'failureThreshold'] as const;

/** `validateReadinessProbe` */
function checkProbe(probe: Read<typeof READINESS_PROBE>, spot: Spot): void {
  for (const field of NUMBERS) {
    if (probe[field] < 0) spot.at(field).error(`${probe[field]} is negative: use 0 or more.`);
  }
  const { httpGet, tcpSocket, exec, grpc } = probe;
  if (httpGet) checkHttpGet(httpGet, spot.at('httpGet'));
  else if (tcpSocket) checkPort(tcpSocket.port, spot.at('tcpSocket').at('port'));
  else if (exec) {
    if (exec.command.length === 0) spot.at('exec').at('command').error('The command is missing: give it.');
  } else if (grpc) spot.at('grpc').error('istiod refuses probes by gRPC: use httpGet, tcpSocket or exec.');
  else spot.error('The probe says not what to ask: give it httpGet, tcpSocket or exec.');
}

function checkHttpGet({ port, scheme, httpHeaders }: Read<typeof HTTP_GET>, spot: Spot): void {
  checkPort(port, spot.at('port'));
  if (!['', 'HTTP', 'HTTPS'].includes(scheme)) {
    spot.at('scheme').error(`${JSON.stringify(scheme)} is not a scheme of probes: use "HTTP" or "HTTPS".`);
  }
  for (const [index, { name }] of httpHeaders.entries()) {
    const problem = probeHeaderProblem(name);
    if (problem)
      spot
        .at('httpHeaders')
        .at(index)
        .at('name')
        .error(`The header's name ${JSON.stringify(name)} ${problem}.`);
  }
}

import { isIpAddress } from '../../model';
import { proxyConfigProblem } from './proxy-config-annotation';

/** What is wrong with the value of an annotation of Istio's; undefined of a good one, and of one that Istio doesn't check. */
export function annotationProblem(name: string, value: string): string | undefined {
  return CHECKS.get(name)?.(value);
}

type Check = (value: string) => string | undefined;

const interceptionMode: Check = (value) =>
  ['REDIRECT', 'TPROXY', 'NONE'].includes(value) ? undefined : 'it must be REDIRECT, TPROXY or NONE';

const port: Check = (value) => {
  const text = value.trim();
  return /^\d+$/.test(text) && Number(text) <= 65535 ? undefined : `"${text}" is no port from 0 to 65535`;
};

const ports: Check = (value) => (value.trim() === '' ? undefined : first(value.trim().split(','), port));

const uint32: Check = (value) =>
  /^\d+$/.test(value) && Number(value) <= 4294967295 ? undefined : 'it must be a whole number of 0 or more';

const boolean: Check = (value) =>
  /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value) ? undefined : 'it must be true or false';

/** `netip.ParsePrefix` of Go */
const cidr: Check = (value) => {
  const slash = value.lastIndexOf('/');
  const [address, bits] = [value.slice(0, slash), value.slice(slash + 1)];
  const isRange =
    slash > 0 && isIpAddress(address) && /^(?:0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= (address.includes(':') ? 128 : 32);
  return isRange ? undefined : `"${value}" is no range of addresses like 10.0.0.0/8`;
};

const cidrs: Check = (value) => (value === '' ? undefined : first(value.split(','), cidr));

const orAll =
  (check: Check): Check =>
  (value) =>
    value === '*' ? undefined : check(value);

/** `ValidateInterfaceNames`, istio 1.30.3 pkg/util/net/ip.go */
const interfaces: Check = (value) =>
  value === ''
    ? undefined
    : first(value.split(','), (each) =>
        /^[a-zA-Z][a-zA-Z0-9_.-]{0,14}$/.test(each.trim()) ? undefined : `"${each.trim()}" is no name of a network interface`,
      );

/** `ParseQuantity`, Kubernetes 1.35 staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go */
const quantity: Check = (value) =>
  /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/.test(value) ? undefined : 'it must be a quantity like 100m or 128Mi';

function first(parts: readonly string[], check: Check): string | undefined {
  for (const part of parts) {
    const problem = check(part);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** `AnnotationValidation`, istio 1.30.3 pkg/kube/inject/validate.go */
const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['sidecar.istio.io/interceptionMode', interceptionMode],
  ['status.sidecar.istio.io/port', port],
  ['readiness.status.sidecar.istio.io/initialDelaySeconds', uint32],
  ['readiness.status.sidecar.istio.io/periodSeconds', uint32],
  ['readiness.status.sidecar.istio.io/failureThreshold', uint32],
  ['traffic.sidecar.istio.io/includeOutboundIPRanges', orAll(cidrs)],
  ['traffic.sidecar.istio.io/excludeOutboundIPRanges', cidrs],
  ['traffic.sidecar.istio.io/includeInboundPorts', orAll(ports)],
  ['traffic.sidecar.istio.io/excludeInboundPorts', ports],
  ['traffic.sidecar.istio.io/excludeOutboundPorts', ports],
  ['traffic.sidecar.istio.io/excludeInterfaces', interfaces],
  ['traffic.sidecar.istio.io/kubevirtInterfaces', interfaces],
  ['istio.io/reroute-virtual-interfaces', interfaces],
  ['prometheus.istio.io/merge-metrics', boolean],
  ['proxy.istio.io/config', proxyConfigProblem],
  ['sidecar.istio.io/proxyCPU', quantity],
  ['sidecar.istio.io/proxyMemory', quantity],
  ['sidecar.istio.io/proxyCPULimit', quantity],
  ['sidecar.istio.io/proxyMemoryLimit', quantity],
]);

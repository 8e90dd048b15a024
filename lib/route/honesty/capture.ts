import { isHttp, isObject, Kind, ProxyConfigSpec, textOf, UNSPECIFIED_ADDRESS } from '../../model';
import { dialledPort } from '../connect';
import { containsAddress, parseCidr } from '../listener/cidr';
import { ProxyState } from '../proxy-state';
import { RouteRequest } from '../request';
import { acting, blame, MESH_CONFIG, podAnnotation, Unmodelled } from './unmodelled';

const DNS_CAPTURE = 'ISTIO_META_DNS_CAPTURE';
const AUTO_ALLOCATE = 'networking.istio.io/enable-autoallocate-ip';

/**
 * What a client's Pods keep from their sidecar, or have it do besides: calls that Envoy never sees, and names that the
 * sidecar resolves by itself.
 * Annotations of traffic: istio 1.30.3 tools/istio-iptables/pkg/capture/run.go (`Run`, `handleOutboundPortsInclude`)
 */
export class Capture {
  private readonly excludedPorts: ReadonlySet<number>;
  private readonly includedPorts: ReadonlySet<number>;
  private readonly excludedRanges: readonly string[];
  /** Undefined: all. */
  private readonly includedRanges: readonly string[] | undefined;
  private readonly dns: Unmodelled | undefined;
  private allocatedPorts?: ReadonlySet<number>;

  public constructor(private readonly state: ProxyState) {
    const read = (name: string): readonly string[] => listIn(this.annotation(`traffic.sidecar.istio.io/${name}`));
    this.excludedPorts = new Set(read('excludeOutboundPorts').map(Number));
    this.includedPorts = new Set(read('includeOutboundPorts').map(Number));
    this.excludedRanges = read('excludeOutboundIPRanges');
    const included = this.annotation('traffic.sidecar.istio.io/includeOutboundIPRanges');
    this.includedRanges = included === undefined || listIn(included).includes('*') ? undefined : listIn(included);
    this.dns = this.findDnsCapture();
  }

  /** Why a request's way can't be told. */
  public against(request: RouteRequest): Unmodelled | undefined {
    const { workload } = this.state.proxy;
    const port = dialledPort(request);
    if (workload && this.excludedPorts.has(port)) return blame(workload.resource, `it keeps port ${port} from its sidecar`);
    if (workload && !this.includedPorts.has(port)) {
      const address = this.state.address(request.host);
      if (isWithin(this.excludedRanges, address) || (this.includedRanges && !isWithin(this.includedRanges, address)))
        return blame(workload.resource, `it keeps address ${address} from its sidecar`);
    }
    if (this.dns && (this.allocatedPorts ??= this.findAllocatedPorts()).has(port)) return this.dns;
    return undefined;
  }

  private annotation(name: string): string | undefined {
    return this.state.proxy.workload && podAnnotation(this.state.proxy.workload, name);
  }

  /**
   * With DNS capture the sidecar gives ServiceEntries without address one of its own, and listens there.
   * `nodeUsesAutoallocatedIPs`, istio 1.30.3 pilot/pkg/model/service.go
   */
  private findDnsCapture(): Unmodelled | undefined {
    const { proxy, push } = this.state;
    const reason = 'by DNS capture it listens at addresses that istiod allocates';
    if (proxy.type !== 'sidecar') return undefined;
    const metadata = push.model.meshConfig.defaultConfig?.proxyMetadata;
    const written = this.annotation('proxy.istio.io/config');
    if (written !== undefined && new RegExp(`${DNS_CAPTURE}["']?\\s*:`).test(written)) return blame(proxy.workload!.resource, reason);
    for (const resource of acting<ProxyConfigSpec>(push.model, Kind.PROXY_CONFIG, proxy.namespace, proxy.labels)) {
      if (isOn(resource.spec.environmentVariables)) return blame(resource, reason);
    }
    return isOn(metadata) ? { object: MESH_CONFIG, reason } : undefined;
  }

  /** Ports where a ServiceEntry would listen at an allocated address: not HTTP, whose listeners are at every address. `shouldV2AutoAllocateIPFromPieces` */
  private findAllocatedPorts(): ReadonlySet<number> {
    const ports = new Set<number>();
    for (const service of this.state.scope.services.all) {
      if (service.registry !== 'External' || service.address !== UNSPECIFIED_ADDRESS || service.resolution === 'Passthrough') continue;
      if (textOf(service.resource.labels[AUTO_ALLOCATE]).toLowerCase() === 'false') continue;
      for (const { port, protocol } of service.ports) if (!isHttp(protocol)) ports.add(port);
    }
    return ports;
  }
}

function isOn(variables: unknown): boolean {
  return isObject(variables) && Object.hasOwn(variables, DNS_CAPTURE) && String(variables[DNS_CAPTURE]).toLowerCase() === 'true';
}

function listIn(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function isWithin(ranges: readonly string[], address: string): boolean {
  return ranges.some((text) => {
    const range = parseCidr(text);
    return range !== undefined && containsAddress(range, address);
  });
}

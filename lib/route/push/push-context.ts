import { GatewaySpec, Kind, Model, Resource, selects, SidecarSpec } from '../../model';
import { Proxy } from '../proxy';
import { DestinationRuleIndex } from './destination-rule-index';
import { ServiceIndex } from './service-index';
import { SidecarScope } from './sidecar-scope';
import { MutualTls } from './mutual-tls';
import { readVirtualServices } from './virtual-service';
import { VirtualServiceIndex } from './virtual-service-index';

/**
 * The mesh as istiod holds it ready for proxies: indexes made once for a model.
 * `PushContext`, istio 1.30.3 pilot/pkg/model/push_context.go
 */
export class PushContext {
  public readonly services: ServiceIndex;
  public readonly virtualServices: VirtualServiceIndex;
  public readonly destinationRules: DestinationRuleIndex;
  public readonly mutualTls: MutualTls;
  private readonly sidecars: readonly Resource<SidecarSpec>[];
  private readonly scopes = new Map<string, SidecarScope>();

  public constructor(public readonly model: Model) {
    this.services = new ServiceIndex(model.services, model.meshConfig);
    this.virtualServices = new VirtualServiceIndex(readVirtualServices(model));
    this.destinationRules = new DestinationRuleIndex(model);
    this.mutualTls = new MutualTls(model);
    const sidecars = model.inOrder<SidecarSpec>(Kind.SIDECAR);
    this.sidecars = [...sidecars.filter((each) => each.spec.workloadSelector), ...sidecars.filter((each) => !each.spec.workloadSelector)];
  }

  /** What a proxy knows of the mesh. `getSidecarScope` */
  public scopeOf(proxy: Proxy): SidecarScope {
    const sidecar = proxy.type === 'sidecar' ? this.sidecarFor(proxy) : undefined;
    const key = `${proxy.type} ${proxy.namespace} ${sidecar ? `${sidecar.namespace}/${sidecar.name}` : ''}`;
    let scope = this.scopes.get(key);
    if (!scope) {
      scope =
        proxy.type === 'router'
          ? SidecarScope.ofGateway(proxy.namespace, this.services)
          : SidecarScope.ofSidecar(this.model, proxy.namespace, sidecar, this.services, this.virtualServices);
      this.scopes.set(key, scope);
    }
    return scope;
  }

  /** The Gateways whose selector fits the proxy, oldest first; one without selector fits every gateway. `mergeGateways` */
  public gatewaysFor(proxy: Proxy): readonly Resource<GatewaySpec>[] {
    return this.model.inOrder<GatewaySpec>(Kind.GATEWAY).filter((gateway) => selects(gateway.spec.selector, proxy.labels));
  }

  /** The namespace's Sidecar that selects the workload, else its general one, else the root namespace's general one. */
  private sidecarFor(proxy: Proxy): Resource<SidecarSpec> | undefined {
    const own = this.sidecars.find(
      (sidecar) => sidecar.namespace === proxy.namespace && selects(sidecar.spec.workloadSelector?.labels, proxy.labels),
    );
    return own ?? this.sidecars.find((sidecar) => sidecar.namespace === this.model.rootNamespace && !sidecar.spec.workloadSelector);
  }
}

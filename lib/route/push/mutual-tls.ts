import { Kind, Labels, Model, Port, Service, ServiceEntrySpec } from '../../model';

interface PeerAuthenticationSpec {
  readonly selector?: { readonly matchLabels?: Labels };
  readonly mtls?: { readonly mode?: string };
}

/**
 * Whether a proxy finds out by itself if the other side takes mutual TLS.
 * `BestEffortInferServiceMTLSMode`, istio 1.30.3 pilot/pkg/model/push_context.go; `buildUpstreamTLSSettings`:
 * pilot/pkg/networking/core/cluster_tls.go
 */
export class MutualTls {
  private readonly modes = new Map<string, string>();

  public constructor(private readonly model: Model) {
    for (const { namespace, spec } of model.inOrder<PeerAuthenticationSpec>(Kind.PEER_AUTHENTICATION)) {
      // A selector without labels is none: `initAuthenticationPolicies`, istio 1.30.3 pilot/pkg/model/authentication.go
      const isForSome = Object.keys(spec.selector?.matchLabels ?? {}).length > 0;
      if (!isForSome && !this.modes.has(namespace)) this.modes.set(namespace, spec.mtls?.mode ?? 'UNSET');
    }
  }

  /** Not for services outside the mesh; for headless ones only if every endpoint is known to take it. */
  public isAutomatic(service: Service, port: Port, passesThrough: boolean): boolean {
    if (this.model.meshConfig.enableAutoMtls === false || isExternal(service)) return false;
    if (service.resolution === 'Passthrough' || passesThrough) {
      const endpoints = this.model.endpointsOf(service, port);
      if (endpoints.length === 0 || !endpoints.every(({ takesMutualTls }) => takesMutualTls)) return false;
    }
    return this.modeOf(service.namespace) !== 'DISABLE';
  }

  private modeOf(namespace: string): string | undefined {
    const own = this.modes.get(namespace);
    return own === undefined || own === 'UNSET' ? this.modes.get(this.model.rootNamespace) : own;
  }
}

/** A ServiceEntry is outside unless it says otherwise. */
export function isExternal(service: Service): boolean {
  if (service.registry === 'Kubernetes') return service.externalName !== undefined;
  return (service.resource.spec as ServiceEntrySpec).location !== 'MESH_INTERNAL';
}

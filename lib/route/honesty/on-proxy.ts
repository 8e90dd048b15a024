import { Kind, Labels, listOf, Model, Workload } from '../../model';
import { ProxyState } from '../proxy-state';
import { onGatewayApi, onIngress } from './gateway-api';
import { acting, blame, MESH_CONFIG, podAnnotation, SelectingSpec, Unmodelled, usesHostNetwork } from './unmodelled';

export interface AuthorizationSpec extends SelectingSpec {
  readonly action?: string;
}

interface EnvoyFilterSpec extends SelectingSpec {
  readonly configPatches?: readonly { readonly match?: { readonly context?: string } }[];
}

/** What makes all answers of a proxy doubtful. */
export function onProxy({ proxy, push }: ProxyState): Unmodelled | undefined {
  const { model } = push;
  const { namespace, labels } = proxy;
  const contexts = proxy.type === 'router' ? ['GATEWAY', 'ANY'] : ['SIDECAR_OUTBOUND', 'ANY'];
  const filter = envoyFilterOn(model, namespace, labels, contexts);
  if (filter) return filter;
  for (const kind of [Kind.WASM_PLUGIN, Kind.TRAFFIC_EXTENSION]) {
    for (const resource of acting(model, kind, namespace, labels)) return blame(resource, 'its code runs in this proxy');
  }
  if (proxy.type === 'sidecar') return proxy.workload && (withoutSidecar(model, proxy.workload) ?? notRedirected(model, proxy.workload));
  for (const resource of acting<AuthorizationSpec>(model, Kind.AUTHORIZATION_POLICY, namespace, labels)) {
    if (resource.spec.action !== 'AUDIT') return blame(resource, 'it decides who may pass this gateway');
  }
  return onGatewayApi(model, namespace, labels) ?? onIngress(model, labels);
}

/** An EnvoyFilter on Pods that changes what they do in one of the contexts. */
export function envoyFilterOn(model: Model, namespace: string, labels: Labels, contexts: readonly string[]): Unmodelled | undefined {
  for (const resource of acting<EnvoyFilterSpec>(model, Kind.ENVOY_FILTER, namespace, labels)) {
    const patches = listOf(resource.spec.configPatches);
    if (patches.some((patch) => contexts.includes(patch.match?.context ?? 'ANY')))
      return blame(resource, "it changes the proxy's configuration");
  }
  return undefined;
}

/** A client that has no sidecar: what it sends no Envoy sees. `injectRequired`, istio 1.30.3 pkg/kube/inject/inject.go */
function withoutSidecar(model: Model, workload: Workload): Unmodelled | undefined {
  const { resource, labels } = workload;
  if (workload.entry) return undefined;
  if (usesHostNetwork(workload)) return blame(resource, 'it has no sidecar, for its Pods use the network of their node');
  const inject = labels['sidecar.istio.io/inject'] ?? podAnnotation(workload, 'sidecar.istio.io/inject');
  if (inject === 'false') return blame(resource, 'it has no sidecar');
  const namespace = model.get(Kind.NAMESPACE, '', workload.namespace);
  if (namespace?.labels['istio-injection'] === 'disabled' && inject !== 'true') return blame(namespace, 'its Pods have no sidecar');
  const mode = labels['istio.io/dataplane-mode'] ?? namespace?.labels['istio.io/dataplane-mode'];
  return mode === 'ambient' && inject !== 'true'
    ? blame(namespace ?? resource, 'it is in the ambient mesh, where ztunnel and waypoints route')
    : undefined;
}

/** A client whose calls nobody redirects to the sidecar. */
function notRedirected(model: Model, workload: Workload): Unmodelled | undefined {
  const reason = 'interceptionMode NONE leaves calls to the sidecar to the client';
  const own = podAnnotation(workload, 'sidecar.istio.io/interceptionMode');
  if (own !== undefined) return own === 'NONE' ? blame(workload.resource, reason) : undefined;
  return model.meshConfig.defaultConfig?.interceptionMode === 'NONE' ? { object: MESH_CONFIG, reason } : undefined;
}

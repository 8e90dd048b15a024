import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type { GatewaySpec } from '../../../imports/networking.istio.io';
import { Destination } from '../../networking/destination';
import type { Gateway } from '../../networking/gateway';
import { HttpRoute } from '../../networking/http-route';
import { VirtualService } from '../../networking/virtual-service';
import type { Manifest } from '../../render/manifest';
import { isIpAddress, renderDnsLabel, renderFqdnOrIp } from '../../render/names';
import { Place } from '../../render/place';
import { listOf, madeBy } from '../../render/values';
import type { Addon } from './addon';
import type { AddonCallers, RenderedCallers } from './addon-callers';
import { servingProblem, shutServerProblem } from './served-hosts';

/** What is exposed, where, and to whom. */
export interface AddonAccessProps {
  /** Name, namespace, labels and annotations of the VirtualService. @default - named by its place in the app */
  readonly metadata?: ApiObjectMetadata;
  /** What is exposed. */
  readonly addon: Addon;
  /** DNS names that it is exposed under, without wildcards; at least one. */
  readonly hosts: string[];
  /**
   * Where. Its servers must cover the hosts with HTTPS that they open, must not serve them without TLS, and must not pass
   * on TCP or unopened TLS, which the policy would shut as well; that is looked at when the app is synthesised. Needs a
   * `selector`.
   */
  readonly gateway: Gateway;
  /** To whom. */
  readonly callers: AddonCallers;
  /**
   * The mesh's root namespace, from which a policy reaches the gateway's Pods wherever they are.
   *
   * @default 'istio-system'
   */
  readonly rootNamespace?: string;
}

const renderAddon = madeBy<{ service: Addon['service']; port: number }>('Addon', 'grafana()');
const renderCallers = madeBy<RenderedCallers>('AddonCallers', 'fromAddresses(["203.0.113.0/24"])');

/**
 * Lets some people open Grafana, Kiali, Prometheus or the traces through a gateway of the mesh: routes for its hosts, and a policy
 * that turns the others away. There is no way to let in everybody; for yourself alone, `kubectl port-forward` needs none of it.
 *
 * Where other Gateways have the same Pods pass on TCP or unopened TLS, the policy shuts those, too: `istioctl validate` and
 * istiod warn of it. Inside the cluster it changes nothing: there every Pod reaches the addons, unless a NetworkPolicy says otherwise.
 *
 * `InvalidConfigError` is thrown for what is wrong in itself; a host that the gateway does not serve safely fails at synth.
 *
 * @see https://istio.io/latest/docs/tasks/observability/gateways/
 */
export class AddonAccess extends Construct {
  public constructor(scope: Construct, id: string, props: AddonAccessProps) {
    super(scope, id);
    const place = Place.of(this);
    const { metadata, addon, hosts, gateway, callers, rootNamespace = 'istio-system', ...rest } = place.struct(props, 'AddonAccessProps');
    place.refuseUnknown(rest, 'AddonAccessProps');
    const { service, port } = renderAddon(addon, place.at('addon'));
    const names = renderHosts(hosts, place.at('hosts'));
    const spec = gatewaySpec(gateway, place.at('gateway'));
    const { clientCertificate, policy } = renderCallers(callers, place.at('callers'));

    // First, so that there is no moment in which the routes are open.
    const authorization = policy(names.flatMap((host) => [host, `${host}:*`]));
    if (authorization)
      new ApiObject(this, 'policy', {
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        metadata: {
          ...(metadata?.name !== undefined && { name: metadata.name }),
          namespace: renderDnsLabel(rootNamespace, place.at('rootNamespace'), 'namespace'),
        },
        spec: { selector: { matchLabels: spec().selector }, ...authorization },
      });
    const routes = new VirtualService(this, 'Default', {
      metadata,
      hosts: names,
      gateways: [gateway],
      http: [HttpRoute.to([Destination.of(service).port(port)])],
    });

    this.node.addValidation({
      validate: () => {
        const shut = authorization && shutServerProblem(spec());
        return shut ? [place.at('gateway').problem(gateway.gatewayName, shut.problem, shut.remedy)] : [];
      },
    });
    this.node.addValidation({
      validate: () =>
        names.flatMap((host, index) => {
          const { namespace } = routes.metadata;
          const wanted = { host, namespace, gatewayNamespace: gateway.gatewayNamespace, clientCertificate };
          const found = servingProblem(spec(), wanted);
          return found ? [place.at('hosts').at(index).problem(host, found.problem, found.remedy)] : [];
        }),
    });
  }
}

/** Reads the Gateway's manifest as it is when asked. */
function gatewaySpec(gateway: Gateway, place: Place): () => Manifest<GatewaySpec> {
  if (gateway?.kind !== 'Gateway' || typeof gateway.toJson !== 'function')
    place.fail(gateway, 'is not a Gateway construct', 'give one, for its servers must be known; a GatewayRef does not tell them');
  const spec = (): Manifest<GatewaySpec> => (gateway.toJson() as { spec: Manifest<GatewaySpec> }).spec;
  if (Object.keys(spec().selector ?? {}).length === 0)
    place.at('selector').fail(undefined, 'is missing, so that a policy cannot tell its Pods', 'give the Gateway one');
  return spec;
}

function renderHosts(hosts: string[], place: Place): string[] {
  const rendered = listOf(renderHost)(hosts, place);
  if (rendered.length === 0) place.fail(hosts, 'has no host', 'give at least one');
  return rendered;
}

/**
 * A host that means one name and only that, here as in the policy: Istio completes short names of a VirtualService, and
 * writes addresses of version 6 otherwise than clients do.
 */
function renderHost(host: string, place: Place): string {
  if (isIpAddress(host)) place.fail(host, 'is an address', 'give a DNS name');
  renderFqdnOrIp(host, place);
  if (!host.includes('.')) place.fail(host, 'is a short name', 'give a DNS name with a dot, e.g. "grafana.example.com"');
  if (host !== host.toLowerCase() || host.endsWith('.'))
    place.fail(host, 'is not as browsers send it', 'write it in lower case, without a dot at the end');
  return host;
}

import type { Place } from '../render/place';
import { renderDnsLabel, splitName } from '../render/names';

/** A gateway that routes can be bound to: a `Gateway` construct, or a `GatewayRef` to one that lives elsewhere. */
export interface IGateway {
  /** Name of the Gateway. */
  readonly gatewayName: string;
  /** Its namespace. @default - that of the rule which uses it */
  readonly gatewayNamespace?: string;
}

/** Istio's reserved name for the sidecars of the mesh. @internal */
export const MESH = 'mesh';

/** A Gateway that is not a construct of this app. */
export class GatewayRef implements IGateway {
  /** Every sidecar of the mesh, Istio's reserved word `mesh`: the default where no gateway is named. */
  public static readonly MESH = new GatewayRef(MESH);

  /**
   * A Gateway by `namespace/name`, or by `name` alone if it lives in the rule's own namespace.
   * Refused when used: other slashes, names that are not DNS labels, also Istio's old form `name.namespace`.
   */
  public static named(name: string): GatewayRef {
    const { namespace, base } = splitName(name);
    return new GatewayRef(base, namespace);
  }

  private constructor(
    public readonly gatewayName: string,
    public readonly gatewayNamespace?: string,
  ) {}
}

/** A gateway as a rule names it: `name` in the rule's own namespace, else `namespace/name`. @internal */
export function renderGatewayName(gateway: IGateway, place: Place): string {
  if (typeof gateway?.gatewayName !== 'string') {
    place.fail(gateway, 'is not a gateway', "give a Gateway, GatewayRef.named('namespace/name') or GatewayRef.MESH");
  }
  const { gatewayName, gatewayNamespace: namespace } = gateway;
  const [base, home] = gatewayName.split('.');
  if (home !== undefined && namespace === undefined)
    place.fail(gatewayName, 'is the old form of the name of a Gateway elsewhere', `write "${home}/${base}"`);
  const name = renderDnsLabel(gatewayName, place, "Gateway's name");
  if (namespace === undefined) return name;
  renderDnsLabel(namespace, place, 'namespace');
  // A Gateway that is called `mesh` must not be taken for the sidecars.
  return namespace === place.namespace && name !== MESH ? name : `${namespace}/${name}`;
}

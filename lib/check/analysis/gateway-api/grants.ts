import { at, Kind, objectsIn, Resource, textOf } from '../../../model';
import { Analyzer, Report } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { GATEWAY_API, isGateway, isService, Reference, RouteSpec, ROUTES } from '../gateway-api-routes';

interface GrantSpec {
  readonly from?: readonly Reference[];
  readonly to?: readonly Reference[];
}

interface GatewaySpec {
  readonly listeners?: readonly { readonly tls?: { readonly mode?: string; readonly certificateRefs?: readonly Reference[] } }[];
}

/**
 * References of the Gateway API to another namespace, which has no ReferenceGrant for them: Services behind routes of
 * gateways, and certificates. `buildDestination`, `buildTLS`: istio 1.30.3 pilot/pkg/config/kube/gateway/conversion.go;
 * `ReferenceGrants`, …/gatewaycommon/references.go
 */
export const grants: Analyzer = {
  name: 'gateway-api/grants',
  codes: ['reference-not-granted'],
  kinds: [...ROUTES, Kind.K8S_GATEWAY],
  *analyze(context) {
    const granted = new Grants(context);
    for (const kind of ROUTES) {
      for (const resource of context.of<RouteSpec>(kind)) {
        // A route for calls within the mesh needs no grant.
        if (!objectsIn(resource.spec.parentRefs).some(isGateway)) continue;
        for (const [rule, { backendRefs }] of objectsWithIndex(resource.spec.rules)) {
          for (const [index, backend] of objectsWithIndex(backendRefs)) {
            if (!isService(backend) || !context.get(Kind.SERVICE, textOf(backend.namespace), textOf(backend.name))) continue;
            if (granted.allow(resource, 'Service', backend)) continue;
            yield toReport(context, resource, 'Service', backend, ['spec', 'rules', rule, 'backendRefs', index], 'nothing is sent to it');
          }
        }
      }
    }
    for (const resource of context.of<GatewaySpec>(Kind.K8S_GATEWAY)) {
      for (const [listener, { tls }] of objectsWithIndex(resource.spec.listeners)) {
        if (at(tls, 'mode') === 'Passthrough') continue;
        for (const [index, certificate] of objectsWithIndex(at(tls, 'certificateRefs') as Reference[])) {
          if ((certificate.kind ?? 'Secret') !== 'Secret' || granted.allow(resource, 'Secret', certificate)) continue;
          const field = ['spec', 'listeners', listener, 'tls', 'certificateRefs', index];
          yield toReport(context, resource, 'Secret', certificate, field, 'the listener goes without this certificate');
        }
      }
    }
  },
};

function toReport(
  context: Context,
  resource: Resource,
  kind: string,
  { name, namespace }: Reference,
  field: readonly (string | number)[],
  effect: string,
): Report {
  const own = resource.kind.slice(resource.kind.indexOf('/') + 1);
  return {
    code: 'reference-not-granted',
    resource,
    field: [...field, 'namespace'],
    message: `No ReferenceGrant in ${textOf(namespace)} lets ${own}s of ${resource.namespace} use the ${kind} "${textOf(name)}", so ${effect}. Add one, or use one of ${resource.namespace}.`,
    outside: !context.knows(textOf(namespace)),
  };
}

/** What ReferenceGrants let others use: all of a kind, or one by name. */
class Grants {
  private readonly granted = new Set<string>();

  public constructor(context: Context) {
    for (const { namespace, spec } of context.of<GrantSpec>(Kind.REFERENCE_GRANT)) {
      for (const from of objectsIn(spec.from)) {
        if (from.group !== GATEWAY_API) continue;
        for (const to of objectsIn(spec.to)) {
          if (textOf(to.group) === '') this.granted.add(keyOf(from.kind, from.namespace, to.kind, namespace, to.name));
        }
      }
    }
  }

  /** True of what is in the same namespace, too. */
  public allow(from: Resource, kind: string, { name, namespace }: Reference): boolean {
    if (textOf(namespace) === '' || namespace === from.namespace) return true;
    const own = from.kind.slice(from.kind.indexOf('/') + 1);
    return [undefined, name].some((each) => this.granted.has(keyOf(own, from.namespace, kind, namespace, each)));
  }
}

function keyOf(...parts: readonly unknown[]): string {
  return JSON.stringify(parts.map((part) => part ?? null));
}

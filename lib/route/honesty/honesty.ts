import { Decision, NotModelledDecision, RouteDecision } from '../decision';
import { ProxyState } from '../proxy-state';
import { RouteRequest } from '../request';
import { Capture } from './capture';
import { onDestination, onTunnel } from './on-destination';
import { onProxy } from './on-proxy';
import { onToken } from './token';
import { Unmodelled } from './unmodelled';

/**
 * What the engine leaves out it says: instead of an answer that might be wrong there is the object to blame, and the
 * answer that would hold without it.
 */
export class Honesty {
  private readonly ofProxy: Unmodelled | undefined;
  private readonly capture: Capture | undefined;
  private readonly ofDestinations = new WeakMap<RouteDecision['destinations'], { readonly unmodelled: Unmodelled | undefined }>();

  public constructor(private readonly state: ProxyState) {
    this.ofProxy = onProxy(state);
    this.capture = state.proxy.type === 'sidecar' ? new Capture(state) : undefined;
  }

  /** The decision, or that it can't be told and why. */
  public judge(request: RouteRequest, decision: Decision): Decision {
    if (decision.outcome === 'notModelled') return decision;
    const unmodelled =
      this.ofProxy ??
      this.capture?.against(request) ??
      onToken(this.state, request) ??
      (decision.outcome === 'route' ? this.onDestinations(decision) : undefined);
    if (!unmodelled) return decision;
    return { outcome: 'notModelled', ...unmodelled, otherwise: decision } satisfies NotModelledDecision;
  }

  /** A route's destinations are the same object for all its requests, mostly. */
  private onDestinations(decision: RouteDecision): Unmodelled | undefined {
    const { destinations } = decision;
    // What has no route configuration is no HTTP.
    const isTcp = decision.routeConfig === undefined;
    const known = this.ofDestinations.get(destinations);
    if (known) return known.unmodelled;
    const unmodelled = first(destinations, ({ host, port, subset }) => {
      const cluster = this.state.clusters.get({ host, port, subset: subset ?? '' });
      return onDestination(this.state, cluster) ?? (isTcp ? onTunnel(cluster) : undefined);
    });
    this.ofDestinations.set(destinations, { unmodelled });
    return unmodelled;
  }
}

function first<T, R>(list: readonly T[], find: (each: T) => R | undefined): R | undefined {
  for (const each of list) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

import { HttpMatchRequest, HttpRewrite } from '../../model';
import { HttpRule, VirtualService } from '../push/virtual-service';
import { ClusterName } from '../cluster/clusters';
import { Fault, HashPolicy, RuleDecision } from '../decision';
import { Cors } from './cors';
import { toFault } from './fault';
import type { Forwarding } from './forwarding';
import { RouteAction, RouteContext, toRouteAction } from './route-action';
import { compileRouteMatch, isCatchAll, RouteMatch } from './route-match';
import { toRetries } from './retry';

/** What a route does, in one piece: with thousands of routes it is the looking around in memory that takes the time. */
export interface RouteEffect {
  /** Undefined: Envoy would find none, so it refuses the configuration. */
  readonly action: RouteAction | undefined;
  readonly fault: Fault | undefined;
  readonly cors: Cors | undefined;
  readonly rewrite: HttpRewrite | undefined;
  /** What decisions by it say of it. */
  readonly named: Omit<RuleDecision, 'outcome'>;
  /** Where it sends requests, as far as it is the same for all of them; found by the first. */
  forwarding: Forwarding | undefined;
}

/** One route of a virtual host, as Envoy goes through them. Compiled when a request first comes by. */
export class HttpRouteEntry {
  private compiledMatch?: RouteMatch;
  private compiledEffect?: RouteEffect;

  /** A route that a match of a rule makes; a rule without matches makes one. */
  public static ofRule(
    virtualService: VirtualService,
    rule: HttpRule,
    match: HttpMatchRequest | undefined,
    context: RouteContext,
  ): HttpRouteEntry {
    return new HttpRouteEntry(nameOf(rule, match), match, context, virtualService, rule);
  }

  /** The route of a service that no VirtualService claims. `buildSidecarVirtualHostForService`, istio 1.30.3 pilot/pkg/networking/core/route/route.go */
  public static toService(cluster: ClusterName, hash: HashPolicy | undefined, context: RouteContext): HttpRouteEntry {
    const action: RouteAction = {
      kind: 'forward',
      clusters: [{ cluster, share: 100, request: undefined, response: undefined, hostRewrite: undefined }],
      isWeighted: false,
      isUniform: true,
      request: undefined,
      response: undefined,
      hostRewrite: undefined,
      timeout: undefined,
      retries: toRetries(context.defaultRetries),
      mirrors: [],
      hash: hash ? [hash] : [],
    };
    return new HttpRouteEntry('default', undefined, action, undefined, undefined);
  }

  private constructor(
    /** How decisions name it. */
    public readonly name: string,
    /** The match as it was written; a rule without matches has none. */
    public readonly matchRequest: HttpMatchRequest | undefined,
    /** What its action is made from, or the action. */
    private readonly origin: RouteContext | RouteAction,
    public readonly virtualService: VirtualService | undefined,
    public readonly rule: HttpRule | undefined,
  ) {}

  public get isCatchAll(): boolean {
    return isCatchAll(this.matchRequest);
  }

  public get match(): RouteMatch {
    return (this.compiledMatch ??= compileRouteMatch(this.matchRequest));
  }

  public get action(): RouteAction | undefined {
    return this.effect.action;
  }

  /** What it does with requests that fit. */
  public get effect(): RouteEffect {
    return (this.compiledEffect ??= this.compile());
  }

  private compile(): RouteEffect {
    const { fault, corsPolicy, rewrite } = this.rule?.spec ?? {};
    const compiled = toFault(fault);
    const { name, virtualService } = this;
    return {
      action: 'kind' in this.origin ? this.origin : toRouteAction(this.rule!.spec, this.origin),
      fault: compiled,
      cors: corsPolicy && new Cors(corsPolicy),
      rewrite,
      named: virtualService ? { virtualService: virtualService.key, route: name, ...(compiled && { fault: compiled }) } : {},
      forwarding: undefined,
    };
  }
}

/** `<rule>[.<match>]` */
function nameOf(rule: HttpRule, match: HttpMatchRequest | undefined): string {
  return match?.name ? `${rule.name}.${match.name}` : rule.name;
}

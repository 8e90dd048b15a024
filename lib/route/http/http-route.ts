import { HttpMatchRequest } from '../../model';
import { HttpRule, VirtualService } from '../push/virtual-service';
import { ClusterName } from '../cluster/clusters';
import { Fault, HashPolicy } from '../decision';
import { Cors } from './cors';
import { toFault } from './fault';
import { RouteAction, RouteContext, toRouteAction } from './route-action';
import { compileRouteMatch, isCatchAll, RouteMatch } from './route-match';
import { toRetries } from './retry';

/** One route of a virtual host, as Envoy goes through them. Compiled when a request first comes by. */
export class HttpRouteEntry {
  private compiledMatch?: RouteMatch;
  private compiledAction?: { readonly action: RouteAction | undefined };
  private compiledCors?: Cors;
  private compiledFault?: { readonly fault: Fault | undefined };

  /** A route that a match of a rule makes; a rule without matches makes one. */
  public static ofRule(
    virtualService: VirtualService,
    rule: HttpRule,
    match: HttpMatchRequest | undefined,
    context: RouteContext,
  ): HttpRouteEntry {
    return new HttpRouteEntry(nameOf(rule, match), match, () => toRouteAction(rule.spec, context), virtualService, rule);
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
    return new HttpRouteEntry('default', undefined, () => action, undefined, undefined);
  }

  private constructor(
    /** How decisions name it. */
    public readonly name: string,
    /** The match that it was made of; undefined: none. */
    public readonly matchRequest: HttpMatchRequest | undefined,
    private readonly makeAction: () => RouteAction | undefined,
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
    return (this.compiledAction ??= { action: this.makeAction() }).action;
  }

  public get fault(): Fault | undefined {
    return (this.compiledFault ??= { fault: toFault(this.rule?.spec.fault) }).fault;
  }

  public get cors(): Cors | undefined {
    const policy = this.rule?.spec.corsPolicy;
    return policy && (this.compiledCors ??= new Cors(policy));
  }
}

/** `<rule>[.<match>]` */
function nameOf(rule: HttpRule, match: HttpMatchRequest | undefined): string {
  return match?.name ? `${rule.name}.${match.name}` : rule.name;
}

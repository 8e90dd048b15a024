import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { BookinfoRef } from '../bookinfo-ref';
import type { IBookinfo } from '../ibookinfo';
import { PAGES } from '../pages';
import { refuse } from '../refuse';
import { addHttpRoute, GATEWAY_API } from './http-route';
import { BookinfoGatewayApiScenario } from './scenario';

/** Which of the sample's rules to create in terms of the Gateway API. */
export interface BookinfoGatewayApiProps {
  /** The rules, by Istio's name for them. */
  readonly scenario: BookinfoGatewayApiScenario;
}

/** Versions that requests to a service go to, with their shares where there are several. */
type Shares = { readonly [version: string]: number };
type Routes = { readonly [service in keyof IBookinfo]?: Shares };

const V1: Shares = { v1: 100 };

const ROUTES: { readonly [scenario in BookinfoGatewayApiScenario]: Routes | 'gateway' } = {
  [BookinfoGatewayApiScenario.BOOKINFO_GATEWAY]: 'gateway',
  [BookinfoGatewayApiScenario.ROUTE_ALL_V1]: { reviews: V1, productpage: V1, ratings: V1, details: V1 },
  [BookinfoGatewayApiScenario.ROUTE_REVIEWS_V1]: { reviews: V1 },
  [BookinfoGatewayApiScenario.ROUTE_REVIEWS_V3]: { reviews: { v3: 100 } },
  [BookinfoGatewayApiScenario.ROUTE_REVIEWS_50_V3]: { reviews: { v1: 50, v3: 50 } },
  [BookinfoGatewayApiScenario.ROUTE_REVIEWS_90_10]: { reviews: { v1: 90, v2: 10 } },
};

/**
 * The sample's rules as the Kubernetes Gateway API has them, in the namespace of the services. The
 * routes lead to the Services of single versions, see `BookinfoVersionServices`.
 *
 * @see https://gateway-api.sigs.k8s.io/
 */
export class BookinfoGatewayApi extends Construct {
  private readonly bookinfo: IBookinfo = BookinfoRef.of();

  public constructor(scope: Construct, id: string, props: BookinfoGatewayApiProps) {
    super(scope, id);
    const { scenario } = props;
    if (!Object.hasOwn(ROUTES, scenario)) {
      refuse(this.node.path, 'scenario', scenario, 'is not a scenario of the Gateway API', `use one of ${Object.keys(ROUTES).join(', ')}`);
    }
    const routes = ROUTES[scenario];
    if (routes === 'gateway') this.addGateway();
    else this.addRoutes(routes);
  }

  private addGateway(): void {
    const gateway = new ApiObject(this, 'gateway', {
      apiVersion: GATEWAY_API,
      kind: 'Gateway',
      metadata: { name: 'bookinfo-gateway' },
      spec: {
        gatewayClassName: 'istio',
        listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } }],
      },
    });
    const { name, ports } = this.bookinfo.productpage;
    addHttpRoute(this, 'bookinfo', {
      parentRefs: [{ name: gateway.name }],
      rules: [
        {
          matches: PAGES.map(({ path, type }) => ({ path: { type: type === 'exact' ? 'Exact' : 'PathPrefix', value: path } })),
          backendRefs: [{ name, port: ports[0]!.port }],
        },
      ],
    });
  }

  private addRoutes(routes: Routes): void {
    for (const [key, shares] of Object.entries(routes)) {
      const { name, ports } = this.bookinfo[key as keyof IBookinfo];
      const port = ports[0]!.port;
      const versions = Object.entries(shares);
      addHttpRoute(this, name, {
        parentRefs: [{ group: '', kind: 'Service', name, port }],
        rules: [
          {
            backendRefs: versions.map(([version, weight]) => ({
              name: `${name}-${version}`,
              port,
              weight: versions.length > 1 ? weight : undefined,
            })),
          },
        ],
      });
    }
  }
}

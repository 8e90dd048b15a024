import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClientTlsSettings } from '../../networking/client-tls-settings';
import { FaultAbort } from '../../networking/http-fault';
import { LoadBalancer } from '../../networking/load-balancer';
import { Bookinfo } from '../bookinfo';
import type { IBookinfo } from '../ibookinfo';
import { BookinfoGateway } from './bookinfo-gateway';
import { addSubsets, BookinfoSubsets } from './bookinfo-subsets';
import { addCertManagerGateway } from './cert-manager-gateway';
import { addEgressToGoogleApis } from './egress-google-apis';
import { BookinfoScenario } from './scenario';
import { addServiceRoutes } from './service-routes';
import type { Rule, ServiceRoutes } from './service-routes';

type Scenario = (scope: Construct, bookinfo: IBookinfo) => void;

const V1: readonly Rule[] = [{ to: 'v1' }];
const RED_STARS: readonly Rule[] = [{ to: 'v3' }];

/** What each scenario creates. @internal */
export const SCENARIOS: { readonly [scenario in BookinfoScenario]: Scenario } = {
  [BookinfoScenario.VIRTUAL_SERVICE_ALL_V1]: routes({ productpage: V1, reviews: V1, ratings: V1, details: V1 }),
  [BookinfoScenario.VIRTUAL_SERVICE_DETAILS_V2]: routes({ details: [{ to: 'v2' }] }),

  [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_V3]: routes({ reviews: RED_STARS }),
  [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_50_V3]: routes({ reviews: [{ to: { v1: 50, v3: 50 } }] }),
  [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_80_20]: routes({ reviews: [{ to: { v1: 80, v2: 20 } }] }),
  [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_90_10]: routes({ reviews: [{ to: { v1: 90, v2: 10 } }] }),
  [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_V2_V3]: routes({ reviews: [{ to: { v2: 50, v3: 50 } }] }),
  [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_TEST_V2]: routes({ reviews: [{ user: 'jason', to: 'v2' }, { to: 'v1' }] }),
  [BookinfoScenario.VIRTUAL_SERVICE_REVIEWS_JASON_V2_V3]: routes({ reviews: [{ user: 'jason', to: 'v2' }, { to: 'v3' }] }),

  [BookinfoScenario.VIRTUAL_SERVICE_RATINGS_DB]: routes({ reviews: RED_STARS, ratings: [{ to: 'v2' }] }),
  [BookinfoScenario.VIRTUAL_SERVICE_RATINGS_MYSQL]: routes({ reviews: RED_STARS, ratings: [{ to: 'v2-mysql' }] }),
  [BookinfoScenario.VIRTUAL_SERVICE_RATINGS_MYSQL_VM]: routes({ reviews: RED_STARS, ratings: [{ to: 'v2-mysql-vm' }] }),

  [BookinfoScenario.VIRTUAL_SERVICE_RATINGS_TEST_ABORT]: routes({
    ratings: [{ user: 'jason', fault: { abort: FaultAbort.http(500) }, to: 'v1' }, { to: 'v1' }],
  }),
  [BookinfoScenario.VIRTUAL_SERVICE_RATINGS_TEST_DELAY]: routes({
    ratings: [{ user: 'jason', fault: { delay: { fixedDelay: Duration.seconds(7) } }, to: 'v1' }, { to: 'v1' }],
  }),
  [BookinfoScenario.FAULT_INJECTION_DETAILS_V1]: (scope, bookinfo) => {
    if (!(bookinfo instanceof Bookinfo)) addSubsets(scope, bookinfo, 'details', { versions: ['v1'] });
    addServiceRoutes(scope, bookinfo, { details: [{ fault: { abort: FaultAbort.http(555) }, to: 'v1' }, { to: 'v1' }] });
  },

  [BookinfoScenario.DESTINATION_RULE_ALL]: (scope, bookinfo) => new BookinfoSubsets(scope, 'subsets', { bookinfo }),
  [BookinfoScenario.DESTINATION_RULE_ALL_MTLS]: (scope, bookinfo) =>
    new BookinfoSubsets(scope, 'subsets', { bookinfo, trafficPolicy: { tls: ClientTlsSettings.istioMutual() } }),
  [BookinfoScenario.DESTINATION_RULE_REVIEWS]: (scope, bookinfo) =>
    addSubsets(scope, bookinfo, 'reviews', { trafficPolicy: { loadBalancer: LoadBalancer.random() } }),

  [BookinfoScenario.BOOKINFO_GATEWAY]: (scope, { productpage }) => new BookinfoGateway(scope, 'gateway', { productpage }),
  [BookinfoScenario.CERTMANAGER_GATEWAY]: (scope) => addCertManagerGateway(scope),
  [BookinfoScenario.EGRESS_RULE_GOOGLE_APIS]: (scope) => addEgressToGoogleApis(scope),
};

function routes(serviceRoutes: ServiceRoutes): Scenario {
  return (scope, bookinfo) => addServiceRoutes(scope, bookinfo, serviceRoutes);
}

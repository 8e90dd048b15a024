export { Bookinfo, type BookinfoProps } from './bookinfo';
export { BookinfoRef, type BookinfoRefProps } from './bookinfo-ref';
export { type IBookinfo, type IBookinfoService } from './ibookinfo';
export { BookinfoServiceName } from './service-name';

export { BookinfoIngress, type BookinfoIngressProps } from './platform/bookinfo-ingress';
export { BookinfoPlatform, type BookinfoPlatformProps } from './platform/bookinfo-platform';
export { BookinfoService, type BookinfoServiceProps } from './platform/bookinfo-service';
export { BookinfoVersionServices, type BookinfoVersionServicesProps } from './platform/bookinfo-version-services';
export { BookinfoWorkload, type BookinfoWorkloadProps } from './platform/bookinfo-workload';
export { type BookinfoVersions, BookinfoWorkloads, type BookinfoWorkloadsProps } from './platform/bookinfo-workloads';
export { type BookinfoImageProps, type BookinfoPodProps } from './platform/pod-props';
export { BookinfoVariant } from './platform/variant';

export { BookinfoGateway, type BookinfoGatewayProps, type BookinfoGatewayTargetProps } from './networking/bookinfo-gateway';
export { BookinfoRouting, type BookinfoRoutingProps } from './networking/bookinfo-routing';
export { BookinfoSubsets, type BookinfoSubsetsProps, type BookinfoTrafficProps } from './networking/bookinfo-subsets';
export { BookinfoScenario } from './networking/scenario';

export { BookinfoGatewayApi, type BookinfoGatewayApiProps } from './gateway-api/bookinfo-gateway-api';
export { BookinfoGatewayApiScenario } from './gateway-api/scenario';

export { BookinfoRateLimit, type BookinfoRateLimitProps } from './policy/bookinfo-rate-limit';

/** The sample's rules in terms of the Gateway API, by the names that Istio's files in `gateway-api` have. */
export enum BookinfoGatewayApiScenario {
  /** The way in: a Gateway of its own, and the routes from it to productpage. */
  BOOKINFO_GATEWAY = 'bookinfo-gateway',
  /** Every service answers from its v1. */
  ROUTE_ALL_V1 = 'route-all-v1',
  /** Half of the requests see reviews v1, half v3. */
  ROUTE_REVIEWS_50_V3 = 'route-reviews-50-v3',
  /** 90 % of the requests see reviews v1, 10 % v2. */
  ROUTE_REVIEWS_90_10 = 'route-reviews-90-10',
  /** All requests see reviews v1. */
  ROUTE_REVIEWS_V1 = 'route-reviews-v1',
  /** All requests see reviews v3. */
  ROUTE_REVIEWS_V3 = 'route-reviews-v3',
}

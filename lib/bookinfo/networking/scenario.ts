/** The sample's rules for the mesh, by the names that Istio's files in `networking` have. */
export enum BookinfoScenario {
  /** The way in: a Gateway, and the routes from it to productpage. `Bookinfo` has it. */
  BOOKINFO_GATEWAY = 'bookinfo-gateway',
  /** A Gateway and routes in `istio-system` by which cert-manager answers ACME's HTTP challenges. */
  CERTMANAGER_GATEWAY = 'certmanager-gateway',
  /** The subsets of all four services. `Bookinfo` has them. */
  DESTINATION_RULE_ALL = 'destination-rule-all',
  /** The same, with Istio's mutual TLS between all proxies. */
  DESTINATION_RULE_ALL_MTLS = 'destination-rule-all-mtls',
  /** The subsets of reviews, with requests spread at random. */
  DESTINATION_RULE_REVIEWS = 'destination-rule-reviews',
  /** details v2 may ask www.googleapis.com; the mesh does the encryption. */
  EGRESS_RULE_GOOGLE_APIS = 'egress-rule-google-apis',
  /** details answers every request with the status 555. */
  FAULT_INJECTION_DETAILS_V1 = 'fault-injection-details-v1',
  /** Every service answers from its v1. */
  VIRTUAL_SERVICE_ALL_V1 = 'virtual-service-all-v1',
  /** details answers from v2. */
  VIRTUAL_SERVICE_DETAILS_V2 = 'virtual-service-details-v2',
  /** Red stars, from MongoDB: reviews v3, ratings v2. */
  VIRTUAL_SERVICE_RATINGS_DB = 'virtual-service-ratings-db',
  /** Red stars, from MySQL: reviews v3, ratings v2-mysql. */
  VIRTUAL_SERVICE_RATINGS_MYSQL = 'virtual-service-ratings-mysql',
  /** Red stars, from MySQL on a virtual machine: reviews v3, ratings v2-mysql-vm. */
  VIRTUAL_SERVICE_RATINGS_MYSQL_VM = 'virtual-service-ratings-mysql-vm',
  /** The user jason gets an error 500 from ratings. */
  VIRTUAL_SERVICE_RATINGS_TEST_ABORT = 'virtual-service-ratings-test-abort',
  /** The user jason waits 7 seconds for ratings. */
  VIRTUAL_SERVICE_RATINGS_TEST_DELAY = 'virtual-service-ratings-test-delay',
  /** Half of the requests see reviews v1, half v3. */
  VIRTUAL_SERVICE_REVIEWS_50_V3 = 'virtual-service-reviews-50-v3',
  /** 80 % of the requests see reviews v1, 20 % v2. */
  VIRTUAL_SERVICE_REVIEWS_80_20 = 'virtual-service-reviews-80-20',
  /** 90 % of the requests see reviews v1, 10 % v2. */
  VIRTUAL_SERVICE_REVIEWS_90_10 = 'virtual-service-reviews-90-10',
  /** The user jason sees reviews v2, all others v3. */
  VIRTUAL_SERVICE_REVIEWS_JASON_V2_V3 = 'virtual-service-reviews-jason-v2-v3',
  /** The user jason sees reviews v2, all others v1. */
  VIRTUAL_SERVICE_REVIEWS_TEST_V2 = 'virtual-service-reviews-test-v2',
  /** Half of the requests see reviews v2, half v3. */
  VIRTUAL_SERVICE_REVIEWS_V2_V3 = 'virtual-service-reviews-v2-v3',
  /** All requests see reviews v3. */
  VIRTUAL_SERVICE_REVIEWS_V3 = 'virtual-service-reviews-v3',
}

/** What the sample brings for a cluster beside the mesh's rules, by the names that Istio's files in `platform/kube` have. */
export enum BookinfoVariant {
  /** The four services. */
  BOOKINFO = 'bookinfo',
  /** MongoDB, the database of ratings v2. */
  BOOKINFO_DB = 'bookinfo-db',
  /** The service details with its v1, without an account of its own. */
  BOOKINFO_DETAILS = 'bookinfo-details',
  /** The same with addresses of both IP families. */
  BOOKINFO_DETAILS_DUALSTACK = 'bookinfo-details-dualstack',
  /** details v2, which asks a public book service. */
  BOOKINFO_DETAILS_V2 = 'bookinfo-details-v2',
  /** The four services with addresses of both IP families. */
  BOOKINFO_DUALSTACK = 'bookinfo-dualstack',
  /** The way in by an Ingress. */
  BOOKINFO_INGRESS = 'bookinfo-ingress',
  /** MySQL, the database of ratings v2-mysql, with the Secret of its password. */
  BOOKINFO_MYSQL = 'bookinfo-mysql',
  /** The four services where Pod security admission is on. */
  BOOKINFO_PSA = 'bookinfo-psa',
  /** The service ratings with its v1, without an account of its own. */
  BOOKINFO_RATINGS = 'bookinfo-ratings',
  /** The Service ratings alone. */
  BOOKINFO_RATINGS_DISCOVERY = 'bookinfo-ratings-discovery',
  /** The same with addresses of both IP families. */
  BOOKINFO_RATINGS_DISCOVERY_DUALSTACK = 'bookinfo-ratings-discovery-dualstack',
  /** The service ratings with its v1 and addresses of both IP families, without an account of its own. */
  BOOKINFO_RATINGS_DUALSTACK = 'bookinfo-ratings-dualstack',
  /** ratings v2, which asks MongoDB, with its account. */
  BOOKINFO_RATINGS_V2 = 'bookinfo-ratings-v2',
  /** ratings v2-mysql, which asks MySQL in the same namespace. */
  BOOKINFO_RATINGS_V2_MYSQL = 'bookinfo-ratings-v2-mysql',
  /** ratings v2-mysql-vm, which asks MySQL on a virtual machine that the mesh knows as `mysqldb.vm`. */
  BOOKINFO_RATINGS_V2_MYSQL_VM = 'bookinfo-ratings-v2-mysql-vm',
  /** reviews v2, without an account of its own. */
  BOOKINFO_REVIEWS_V2 = 'bookinfo-reviews-v2',
  /** A Service for each version, for the Gateway API. */
  BOOKINFO_VERSIONS = 'bookinfo-versions',
  /** The Service productpage on a port of every node. */
  PRODUCTPAGE_NODEPORT = 'productpage-nodeport',
}

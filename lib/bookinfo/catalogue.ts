import { BookinfoServiceName } from './service-name';

/** What sets one version of a service apart from the others. @internal */
export interface VersionDescription {
  /** Name of the image, without registry and tag. */
  readonly image: string;
  readonly args?: string[];
  readonly env?: { readonly [name: string]: string };
  /** Directories that the image writes to, by the name of their volume. */
  readonly scratch?: { readonly [volume: string]: string };
  readonly podAnnotations?: { readonly [key: string]: string };
  /** Runs under an account of its own, not under that of its service. */
  readonly ownAccount?: boolean;
  /** Environment variable that takes the password of the database's administrator. */
  readonly rootPasswordEnv?: string;
}

/** What is to be known of a service of the sample. @internal */
export interface ServiceDescription {
  readonly port: number;
  /** Name of the port; its prefix tells Istio the protocol. */
  readonly portName: string;
  readonly versions: { readonly [version: string]: VersionDescription };
  /** The versions that the plain sample runs. */
  readonly running: string[];
  /** Runs under a service account of its own. */
  readonly account: boolean;
  /** Which IP family comes first where the cluster has both. */
  readonly ipFamilies: ('IPv4' | 'IPv6')[];
  /** Its images want to be root, so that `podSecurity` would keep them from starting. */
  readonly runsAsRoot?: boolean;
}

const IPV4_FIRST: ServiceDescription['ipFamilies'] = ['IPv4', 'IPv6'];
const IPV6_FIRST: ServiceDescription['ipFamilies'] = ['IPv6', 'IPv4'];

/** reviews runs on Open Liberty, which writes its logs and its work area. */
function reviews(version: string): VersionDescription {
  return {
    image: `examples-bookinfo-reviews-${version}`,
    env: { LOG_DIR: '/tmp/logs' },
    scratch: { tmp: '/tmp', 'wlp-output': '/opt/ibm/wlp/output' },
  };
}

/** ratings v2 on MySQL: the same image, told where the database is. */
function ratingsOnMysql(host: string): VersionDescription {
  return {
    image: 'examples-bookinfo-ratings-v2',
    env: { DB_TYPE: 'mysql', MYSQL_DB_HOST: host, MYSQL_DB_PORT: '3306', MYSQL_DB_USER: 'root', MYSQL_DB_PASSWORD: MYSQL_ROOT_PASSWORD },
  };
}

/** No secret: it is printed in the sample, and whoever uses the sample uses it. @internal */
export const MYSQL_ROOT_PASSWORD = 'password';

/** The sample: its services, and their versions. @internal */
export const CATALOGUE: { readonly [name in BookinfoServiceName]: ServiceDescription } = {
  [BookinfoServiceName.DETAILS]: {
    port: 9080,
    portName: 'http',
    versions: {
      v1: { image: 'examples-bookinfo-details-v1' },
      // v2 asks a public book service; left to itself it would encrypt, and the mesh could not see it.
      v2: { image: 'examples-bookinfo-details-v2', env: { DO_NOT_ENCRYPT: 'true' } },
    },
    running: ['v1'],
    account: true,
    ipFamilies: IPV6_FIRST,
  },
  [BookinfoServiceName.RATINGS]: {
    port: 9080,
    portName: 'http',
    versions: {
      v1: { image: 'examples-bookinfo-ratings-v1' },
      v2: { image: 'examples-bookinfo-ratings-v2', env: { MONGO_DB_URL: 'mongodb://mongodb:27017/test' }, ownAccount: true },
      'v2-mysql': ratingsOnMysql('mysqldb'),
      'v2-mysql-vm': ratingsOnMysql('mysqldb.vm.svc.cluster.local'),
    },
    running: ['v1'],
    account: true,
    ipFamilies: IPV6_FIRST,
  },
  [BookinfoServiceName.REVIEWS]: {
    port: 9080,
    portName: 'http',
    versions: { v1: reviews('v1'), v2: reviews('v2'), v3: reviews('v3') },
    running: ['v1', 'v2', 'v3'],
    account: true,
    ipFamilies: IPV4_FIRST,
  },
  [BookinfoServiceName.PRODUCTPAGE]: {
    port: 9080,
    portName: 'http',
    versions: {
      v1: {
        image: 'examples-bookinfo-productpage-v1',
        scratch: { tmp: '/tmp' },
        podAnnotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9080', 'prometheus.io/path': '/metrics' },
      },
    },
    running: ['v1'],
    account: true,
    ipFamilies: IPV4_FIRST,
  },
  [BookinfoServiceName.MONGODB]: {
    port: 27017,
    portName: 'mongo',
    versions: { v1: { image: 'examples-bookinfo-mongodb', args: ['--ipv6', '--bind_ip_all'], scratch: { 'data-db': '/data/db' } } },
    running: ['v1'],
    account: false,
    ipFamilies: IPV4_FIRST,
    runsAsRoot: true,
  },
  [BookinfoServiceName.MYSQLDB]: {
    port: 3306,
    portName: 'tcp',
    versions: {
      v1: {
        image: 'examples-bookinfo-mysqldb',
        // The client in ratings v2 does not speak MySQL 8's newer default.
        args: ['--default-authentication-plugin', 'mysql_native_password'],
        scratch: { 'var-lib-mysql': '/var/lib/mysql' },
        rootPasswordEnv: 'MYSQL_ROOT_PASSWORD',
      },
    },
    running: ['v1'],
    account: false,
    ipFamilies: IPV4_FIRST,
    runsAsRoot: true,
  },
};

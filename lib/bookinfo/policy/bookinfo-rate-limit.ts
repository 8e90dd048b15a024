import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { EnvoyFilterSpec } from '../../../imports/networking.istio.io';
import { ServiceRef } from '../../networking/service';
import type { IService } from '../../networking/service';
import type { Manifest } from '../../render/manifest';
import { refuse } from '../refuse';

/** Whose requests are counted, and by whom. */
export interface BookinfoRateLimitProps {
  /**
   * Labels of the Pods that act as the gateway.
   *
   * @default { istio: 'ingressgateway' }
   */
  readonly gatewaySelector?: { [key: string]: string };
  /**
   * Namespace of these Pods.
   *
   * @default 'istio-system'
   */
  readonly gatewayNamespace?: string;
  /**
   * The service that counts: Envoy's rate limit service, speaking gRPC at its first port. Refused
   * without a namespace or without a port.
   *
   * @default - `ratelimit` in the namespace `default`, at port 8081
   */
  readonly rateLimitService?: IService;
}

const RATE_LIMIT_SERVICE = ServiceRef.of({ name: 'ratelimit', namespace: 'default', ports: [{ port: 8081 }] });
const CLUSTER = 'rate_limit_cluster';

/**
 * Limits how often pages are asked for at the gateway: each request is put to a rate limit service,
 * with its path, and refused also when that service is gone. The limits are the service's own
 * configuration, for the domain `productpage-ratelimit`.
 *
 * @see https://istio.io/latest/docs/tasks/policy-enforcement/rate-limit/
 */
export class BookinfoRateLimit extends Construct {
  public constructor(scope: Construct, id: string, props: BookinfoRateLimitProps = {}) {
    super(scope, id);
    const {
      gatewaySelector = { istio: 'ingressgateway' },
      gatewayNamespace = 'istio-system',
      rateLimitService = RATE_LIMIT_SERVICE,
    } = props;
    const { name, metadata, ports } = rateLimitService;
    if (metadata.namespace === undefined) {
      refuse(
        this.node.path,
        'rateLimitService',
        name,
        'has no namespace',
        "give it one, e.g. ServiceRef.of({ name, namespace: 'default', ports })",
      );
    }
    if (ports.length === 0) {
      refuse(this.node.path, 'rateLimitService', name, 'has no port', 'give it the one that speaks gRPC, first');
    }
    const host = `${name}.${metadata.namespace}.svc.cluster.local`;
    const add = (filter: string, configPatches: Manifest<EnvoyFilterSpec>['configPatches']): ApiObject =>
      new ApiObject(this, filter, {
        // EnvoyFilter has no later version.
        apiVersion: 'networking.istio.io/v1alpha3',
        kind: 'EnvoyFilter',
        metadata: { name: filter, namespace: gatewayNamespace },
        spec: { workloadSelector: { labels: gatewaySelector }, configPatches } satisfies Manifest<EnvoyFilterSpec>,
      });
    add('filter-ratelimit', [askBeforeRouting(), addCluster(host, ports[0]!.port)]);
    add('filter-ratelimit-svc', [describeRequests()]);
  }
}

type ConfigPatch = NonNullable<Manifest<EnvoyFilterSpec>['configPatches']>[number];

/** The gateway asks the service before it routes a request. */
function askBeforeRouting(): ConfigPatch {
  return {
    applyTo: 'HTTP_FILTER',
    match: {
      context: 'GATEWAY',
      listener: {
        filterChain: {
          filter: { name: 'envoy.filters.network.http_connection_manager', subFilter: { name: 'envoy.filters.http.router' } },
        },
      },
    },
    patch: {
      operation: 'INSERT_BEFORE',
      value: {
        name: 'envoy.ratelimit',
        typed_config: {
          '@type': 'type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimit',
          domain: 'productpage-ratelimit',
          failure_mode_deny: true,
          rate_limit_service: { grpc_service: { envoy_grpc: { cluster_name: CLUSTER } } },
          timeout: '10s',
        },
      },
    },
  };
}

/** Where the gateway finds the service. */
function addCluster(host: string, port: number): ConfigPatch {
  return {
    applyTo: 'CLUSTER',
    match: { cluster: { service: host } },
    patch: {
      operation: 'ADD',
      value: {
        name: CLUSTER,
        type: 'STRICT_DNS',
        connect_timeout: '10s',
        lb_policy: 'ROUND_ROBIN',
        http2_protocol_options: {},
        load_assignment: {
          cluster_name: CLUSTER,
          endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: host, port_value: port } } } }] }],
        },
      },
    },
  };
}

/** What the gateway tells the service of a request: its path. */
function describeRequests(): ConfigPatch {
  return {
    applyTo: 'VIRTUAL_HOST',
    match: { context: 'GATEWAY', routeConfiguration: { vhost: { name: '', route: { action: 'ANY' } } } },
    patch: {
      operation: 'MERGE',
      value: { rate_limits: [{ actions: [{ request_headers: { header_name: ':path', descriptor_key: 'PATH' } }] }] },
    },
  };
}

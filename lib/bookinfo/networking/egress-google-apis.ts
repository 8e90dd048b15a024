import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ServiceEntrySpec } from '../../../imports/networking.istio.io';
import { ClientTlsSettings } from '../../networking/client-tls-settings';
import { Destination } from '../../networking/destination';
import { DestinationRule } from '../../networking/destination-rule';
import { HttpRoute } from '../../networking/http-route';
import { LoadBalancer } from '../../networking/load-balancer';
import { VirtualService } from '../../networking/virtual-service';
import type { Manifest } from '../../render/manifest';

const HOST = 'www.googleapis.com';
const HTTP = 80;
const HTTPS = 443;

/**
 * Lets the mesh ask Google's API for books: details v2 speaks plain HTTP, which the mesh sees, and its
 * proxy encrypts on the way out.
 *
 * @internal
 */
export function addEgressToGoogleApis(scope: Construct): void {
  new ApiObject(scope, 'entry', {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'googleapis' },
    spec: {
      hosts: [HOST],
      ports: [
        { number: HTTP, name: 'http', protocol: 'HTTP' },
        { number: HTTPS, name: 'https', protocol: 'HTTPS' },
      ],
      resolution: 'DNS',
    } satisfies Manifest<ServiceEntrySpec>,
  });
  new DestinationRule(scope, 'tls', {
    metadata: { name: 'originate-tls-for-googleapis' },
    host: HOST,
    trafficPolicy: {
      loadBalancer: LoadBalancer.roundRobin(),
      portLevelSettings: [{ port: HTTPS, tls: ClientTlsSettings.simple() }],
    },
  });
  new VirtualService(scope, 'routes', {
    metadata: { name: 'rewrite-port-for-googleapis' },
    hosts: [HOST],
    http: [HttpRoute.to([Destination.host(HOST).port(HTTPS)], { match: [{ port: HTTP }] })],
  });
}

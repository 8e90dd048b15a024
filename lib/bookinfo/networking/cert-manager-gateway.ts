import type { Construct } from 'constructs';
import { Destination } from '../../networking/destination';
import { Gateway } from '../../networking/gateway';
import { HttpRoute } from '../../networking/http-route';
import { Server } from '../../networking/server';
import { StringMatch } from '../../networking/string-match';
import { VirtualService } from '../../networking/virtual-service';

/** The way in for ACME's HTTP challenges, beside the gateway's Pods. @internal */
export function addCertManagerGateway(scope: Construct): void {
  const namespace = 'istio-system';
  const gateway = new Gateway(scope, 'gateway', {
    metadata: { name: 'cert-manager-gateway', namespace },
    selector: { istio: 'ingressgateway' },
    servers: [Server.http({ port: { number: 80, name: 'http' }, hosts: ['*'] })],
  });
  new VirtualService(scope, 'routes', {
    metadata: { name: 'cert-manager', namespace },
    hosts: ['*'],
    gateways: [gateway],
    http: [
      HttpRoute.to([Destination.host('cert-manager-resolver').port(8089)], {
        match: [{ uri: StringMatch.prefix('/.well-known/acme-challenge/') }],
      }),
    ],
  });
}

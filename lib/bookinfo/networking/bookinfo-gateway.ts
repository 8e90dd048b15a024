import { Construct } from 'constructs';
import { Destination } from '../../networking/destination';
import { Gateway } from '../../networking/gateway';
import type { IGateway } from '../../networking/gateway-ref';
import { HttpRoute } from '../../networking/http-route';
import { Server } from '../../networking/server';
import type { IService } from '../../networking/service';
import { StringMatch } from '../../networking/string-match';
import { VirtualService } from '../../networking/virtual-service';
import { BookinfoRef } from '../bookinfo-ref';
import { PAGES } from '../pages';
import { refuseUnknown } from '../refuse';

/** Where the world comes in. */
export interface BookinfoGatewayProps {
  /**
   * Labels of the Pods that act as the gateway. Istio's Helm chart, installed as Istio's guide has it,
   * labels them `{ istio: 'ingress' }`.
   *
   * @default { istio: 'ingressgateway' }
   */
  readonly selector?: { [key: string]: string };
  /**
   * Port that requests come to: one of the gateway's Service, e.g. 80, or of its Pods. From 1 to 65535,
   * others are refused.
   *
   * @default 8080
   */
  readonly port?: number;
  /**
   * Hosts that requests may be addressed to: DNS names, `*` for all. At least one.
   *
   * @default ['*']
   */
  readonly hosts?: string[];
}

/** What the gateway leads to. */
export interface BookinfoGatewayTargetProps extends BookinfoGatewayProps {
  /**
   * The service that serves the pages.
   *
   * @default - productpage in the same namespace
   */
  readonly productpage?: IService;
}

/**
 * The way in: a Gateway, and routes from it to the pages that the world may see. It can stand among
 * the gateways of routes of your own.
 */
export class BookinfoGateway extends Construct implements IGateway {
  /** The Gateway `bookinfo-gateway`. */
  public readonly gateway: Gateway;
  /** The VirtualService `bookinfo`. */
  public readonly routes: VirtualService;

  public constructor(scope: Construct, id: string, props: BookinfoGatewayTargetProps = {}) {
    super(scope, id);
    const {
      selector = { istio: 'ingressgateway' },
      port = 8080,
      hosts = ['*'],
      productpage = BookinfoRef.of().productpage,
      ...unknown
    } = props;
    refuseUnknown(this.node.path, unknown, 'BookinfoGateway');
    this.gateway = new Gateway(this, 'gateway', {
      metadata: { name: 'bookinfo-gateway' },
      selector,
      servers: [Server.http({ port: { number: port, name: 'http' }, hosts })],
    });
    this.routes = new VirtualService(this, 'routes', {
      metadata: { name: 'bookinfo' },
      hosts,
      gateways: [this.gateway],
      http: [
        HttpRoute.to([Destination.of(productpage).port(productpage.ports[0]!.port)], {
          match: PAGES.map(({ path, type }) => ({ uri: type === 'exact' ? StringMatch.exact(path) : StringMatch.prefix(path) })),
        }),
      ],
    });
    this.node.defaultChild = this.gateway;
  }

  /** Name of the Gateway. */
  public get gatewayName(): string {
    return this.gateway.gatewayName;
  }

  /** Namespace of the Gateway, if one is known at synth. */
  public get gatewayNamespace(): string | undefined {
    return this.gateway.gatewayNamespace;
  }
}

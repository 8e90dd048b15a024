import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { IService } from '../../networking/service';
import { BookinfoRef } from '../bookinfo-ref';
import { PAGES } from '../pages';

/** What the Ingress leads to. */
export interface BookinfoIngressProps {
  /**
   * The service that serves the pages, in the namespace of the Ingress.
   *
   * @default - productpage
   */
  readonly productpage?: IService;
  /**
   * Class of the Ingress, which says who takes care of it.
   *
   * @default 'istio'
   */
  readonly ingressClass?: string;
}

/** The way in by a Kubernetes Ingress, in place of `BookinfoGateway`. */
export class BookinfoIngress extends Construct {
  public constructor(scope: Construct, id: string, props: BookinfoIngressProps = {}) {
    super(scope, id);
    const { productpage = BookinfoRef.of().productpage, ingressClass = 'istio' } = props;
    // An ApiObject: the Ingress of cdk8s-plus sorts its paths.
    this.node.defaultChild = new ApiObject(this, 'ingress', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'gateway', annotations: { 'kubernetes.io/ingress.class': ingressClass } },
      spec: {
        rules: [
          {
            http: {
              paths: PAGES.map(({ path, type }) => ({
                // Both mean the same to an Ingress, which compares path by element; the sample has it so.
                path: path === '/static' ? '/static/' : path,
                pathType: type === 'exact' ? 'Exact' : 'Prefix',
                backend: { service: { name: productpage.name, port: { number: productpage.ports[0]!.port } } },
              })),
            },
          },
        ],
      },
    });
  }
}

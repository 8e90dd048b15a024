// A Service of another cdk8s-plus than this package knows.
import type { Construct } from 'constructs';
import { Service } from 'cdk8s-plus-32';
import type { IService } from 'cdk8s-istio';

export function addCart(scope: Construct): IService {
  return new Service(scope, 'cart', { metadata: { name: 'cart' }, ports: [{ port: 8080, name: 'http' }] });
}

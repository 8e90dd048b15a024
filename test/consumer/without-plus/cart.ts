// A Service without any cdk8s-plus.
import type { Construct } from 'constructs';
import { type IService, ServiceRef } from 'cdk8s-istio';

export function addCart(_scope: Construct): IService {
  return ServiceRef.of({ name: 'cart', namespace: 'shop', ports: [{ port: 8080, name: 'http' }] });
}

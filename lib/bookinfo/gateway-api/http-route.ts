import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

/** API group and version of the Gateway API. @internal */
export const GATEWAY_API = 'gateway.networking.k8s.io/v1';

/** What an HTTPRoute hangs on: a Gateway, or the Service whose clients it concerns. @internal */
export interface ParentRef {
  /** Empty for Kubernetes' core. @default - that of the Gateway API */
  readonly group?: string;
  /** @default - Gateway */
  readonly kind?: string;
  readonly name: string;
  readonly port?: number;
}

/** A condition on the path of a request. @internal */
export interface PathMatch {
  readonly path: { readonly type: 'Exact' | 'PathPrefix'; readonly value: string };
}

/** A Service that requests go to, with its share of them. @internal */
export interface BackendRef {
  readonly name: string;
  readonly port: number;
  readonly weight?: number;
}

/** The part of an HTTPRoute's spec that the sample uses. @internal */
export interface HttpRouteSpec {
  readonly parentRefs: ParentRef[];
  readonly rules: { readonly matches?: PathMatch[]; readonly backendRefs: BackendRef[] }[];
}

/** @internal */
export function addHttpRoute(scope: Construct, name: string, spec: HttpRouteSpec): ApiObject {
  return new ApiObject(scope, name, { apiVersion: GATEWAY_API, kind: 'HTTPRoute', metadata: { name }, spec });
}

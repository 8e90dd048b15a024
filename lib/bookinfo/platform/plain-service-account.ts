import { ApiObject, JsonPatch } from 'cdk8s';
import { ServiceAccount } from 'cdk8s-plus-27';
import type { ServiceAccountProps } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';

/** A ServiceAccount whose token is mounted, as is Kubernetes' default and not cdk8s-plus's. @internal */
export class PlainServiceAccount extends ServiceAccount {
  public constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    super(scope, id, props);
    ApiObject.of(this).addJsonPatch(JsonPatch.remove('/automountServiceAccountToken'));
  }
}

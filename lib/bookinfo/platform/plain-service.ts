import { ApiObject, JsonPatch } from 'cdk8s';
import { Service, ServiceType } from 'cdk8s-plus-27';
import type { ServiceProps } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';

/** What is to be said of a Service with one port. @internal */
export interface PlainServiceProps {
  readonly name: string;
  readonly labels?: { [key: string]: string };
  readonly port: number;
  readonly portName: string;
  /** Labels of the Pods behind it. */
  readonly selector: { readonly [key: string]: string };
  /** @default ServiceType.CLUSTER_IP */
  readonly type?: ServiceType;
  /** IP families of a dual-stack service, the first of its primary address. @default - one, the cluster's */
  readonly ipFamilies?: string[];
}

/** A Service as one would write it by hand: nothing that was not asked for. @internal */
export class PlainService extends Service {
  public constructor(scope: Construct, id: string, props: PlainServiceProps) {
    const { name, labels, port, portName, selector, type = ServiceType.CLUSTER_IP, ipFamilies } = props;
    const base: ServiceProps = { metadata: { name, labels }, type, ports: [{ port, name: portName }] };
    super(scope, id, base);
    for (const [key, value] of Object.entries(selector)) this.selectLabel(key, value);
    const object = ApiObject.of(this);
    // cdk8s-plus writes an empty list and Kubernetes' default type.
    object.addJsonPatch(JsonPatch.remove('/spec/externalIPs'));
    if (type === ServiceType.CLUSTER_IP) object.addJsonPatch(JsonPatch.remove('/spec/type'));
    // cdk8s-plus-27 has no props for these two.
    if (ipFamilies) {
      object.addJsonPatch(JsonPatch.add('/spec/ipFamilyPolicy', 'RequireDualStack'), JsonPatch.add('/spec/ipFamilies', [...ipFamilies]));
    }
  }
}

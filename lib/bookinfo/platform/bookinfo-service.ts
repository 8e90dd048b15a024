import { Construct } from 'constructs';
import type { Deployment, Service, ServiceAccount, ServiceType } from 'cdk8s-plus-27';
import type { Subset } from '../../networking/subset';
import type { IServiceMetadata, IServicePort } from '../../networking/service';
import { BookinfoWorkload } from './bookinfo-workload';
import { CATALOGUE } from '../catalogue';
import type { IBookinfoService } from '../ibookinfo';
import { PlainService } from './plain-service';
import { PlainServiceAccount } from './plain-service-account';
import type { BookinfoPodProps } from './pod-props';
import { refuse, refuseUnknown } from '../refuse';
import type { BookinfoServiceName } from '../service-name';
import { subsetOf } from '../subset';
import { checkServiceName, describeVersion } from '../version';

/** Which service to run, and how. */
export interface BookinfoServiceProps extends BookinfoPodProps {
  /** The service. */
  readonly service: BookinfoServiceName;
  /**
   * The versions of it to run; none is possible, e.g. to create the Service alone. Refused: a version
   * that the sample does not have, and the same one twice.
   *
   * @default - those that the plain sample runs: three of reviews, else v1
   */
  readonly versions?: string[];
  /**
   * Whether the Pods run under an account of the service's own, e.g. `bookinfo-reviews`.
   *
   * @default true, for the databases false
   */
  readonly serviceAccount?: boolean;
  /**
   * Whether the Service has an address of both IP families, IPv4 and IPv6. The cluster must have both.
   *
   * @default false
   */
  readonly dualStack?: boolean;
  /**
   * How the Service is published.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly type?: ServiceType;
}

/** A service of the sample: its account, its Service, and the Deployment of each version. */
export class BookinfoService extends Construct implements IBookinfoService {
  /** The account that its Pods run under, if it has one of its own. */
  public readonly serviceAccount?: ServiceAccount;
  /** The Service, for what cdk8s-plus does with one. */
  public readonly service: Service;

  private readonly serviceName: BookinfoServiceName;
  private readonly workloads = new Map<string, Deployment>();

  public constructor(scope: Construct, id: string, props: BookinfoServiceProps) {
    super(scope, id);
    const name = checkServiceName(props.service, this.node.path);
    const { account, running, port, portName, ipFamilies } = CATALOGUE[name];
    const {
      service: _,
      versions = running,
      serviceAccount = account,
      dualStack = false,
      type,
      imageRegistry,
      imageTag,
      podSecurity,
      ...unknown
    } = props;
    refuseUnknown(this.node.path, unknown, 'BookinfoService');
    if (!Array.isArray(versions)) refuse(this.node.path, 'versions', versions, 'is not a list', "write it as ['v1']");
    this.serviceName = name;
    if (serviceAccount) {
      this.serviceAccount = new PlainServiceAccount(this, 'account', { metadata: { name: `bookinfo-${name}`, labels: { account: name } } });
    }
    this.service = new PlainService(this, 'service', {
      name,
      labels: { app: name, service: name },
      port,
      portName,
      selector: { app: name },
      type,
      ipFamilies: dualStack ? ipFamilies : undefined,
    });
    this.node.defaultChild = this.service;
    versions.forEach((version, index) => this.addVersion(version, index, { imageRegistry, imageTag, podSecurity }));
  }

  /** Name of the Service, which is its host name in the mesh. */
  public get name(): string {
    return this.service.name;
  }

  /** Where the Service lives. */
  public get metadata(): IServiceMetadata {
    return this.service.metadata;
  }

  /** Ports of the Service. */
  public get ports(): IServicePort[] {
    return this.service.ports;
  }

  /** The versions that run. */
  public get versions(): string[] {
    return [...this.workloads.keys()];
  }

  /**
   * The Deployment of a version.
   *
   * @param version e.g. `v2`; refused when it does not run
   */
  public workload(version: string): Deployment {
    const workload = this.workloads.get(version);
    if (workload) return workload;
    const remedy = this.workloads.size > 0 ? `use one of ${this.versions.join(', ')}` : 'none does';
    return refuse(this.node.path, 'version', version, `is not among the versions of ${this.name} that run`, remedy);
  }

  /**
   * The Pods of one version, as a route takes them; also of a version that does not run yet.
   *
   * @param version e.g. `v2`; refused when the sample has no such version of this service
   */
  public subset(version: string): Subset {
    return subsetOf(this, this.serviceName, version, this.node.path);
  }

  private addVersion(version: string, index: number, pods: BookinfoPodProps): void {
    if (this.workloads.has(version)) {
      refuse(this.node.path, `versions[${index}]`, version, 'is there twice', 'name each version once');
    }
    const { ownAccount } = describeVersion(this.serviceName, version, this.node.path, `versions[${index}]`);
    const workload = new BookinfoWorkload(this, version, {
      service: this.serviceName,
      version,
      serviceAccount: ownAccount ? undefined : this.serviceAccount,
      ...pods,
    });
    this.workloads.set(version, workload.deployment);
  }
}

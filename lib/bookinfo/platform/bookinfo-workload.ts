import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { EnvValue, ImagePullPolicy, Secret, Volume } from 'cdk8s-plus-27';
import type { ContainerProps, Deployment, IServiceAccount } from 'cdk8s-plus-27';
import { CATALOGUE, MYSQL_ROOT_PASSWORD } from '../catalogue';
import type { VersionDescription } from '../catalogue';
import { imageName } from './image';
import { PlainDeployment } from './plain-deployment';
import { PlainServiceAccount } from './plain-service-account';
import type { BookinfoImageProps, BookinfoPodProps } from './pod-props';
import { refuse, refuseUnknown } from '../refuse';
import { BookinfoServiceName } from '../service-name';
import { checkServiceName, describeVersion } from '../version';

/** Which version of which service to run, and how. */
export interface BookinfoWorkloadProps extends BookinfoPodProps {
  /** The service that the version belongs to; it is not created, see `BookinfoService`. */
  readonly service: BookinfoServiceName;
  /**
   * Version of the service: `v1` of each, `v2` of details, `v2` and `v3` of reviews; `v2`, `v2-mysql`
   * and `v2-mysql-vm` of ratings. Others are refused.
   */
  readonly version: string;
  /**
   * Account that the Pods run under.
   *
   * @default - that of the namespace; ratings v2 brings one of its own, `bookinfo-ratings-v2`
   */
  readonly serviceAccount?: IServiceAccount;
}

/**
 * One version of a service of the sample: its Deployment, with the account or Secret that only this
 * version needs.
 */
export class BookinfoWorkload extends Construct {
  /** The Deployment, e.g. `reviews-v2`. */
  public readonly deployment: Deployment;

  public constructor(scope: Construct, id: string, props: BookinfoWorkloadProps) {
    super(scope, id);
    const { service, version, imageRegistry, imageTag, podSecurity, serviceAccount, ...unknown } = props;
    refuseUnknown(this.node.path, unknown, 'BookinfoWorkload');
    checkServiceName(service, this.node.path);
    const described = describeVersion(service, version, this.node.path, 'version');
    if (podSecurity && CATALOGUE[service].runsAsRoot) {
      refuse(this.node.path, 'podSecurity', true, `would keep ${service} from starting: its image runs as root`, 'leave it out here');
    }
    const labels = { app: service, version };
    this.deployment = new PlainDeployment(this, 'deployment', {
      metadata: { name: `${service}-${version}`, labels },
      podLabels: labels,
      podAnnotations: described.podAnnotations,
      serviceAccount: serviceAccount ?? (described.ownAccount ? this.createAccount(`bookinfo-${service}-${version}`) : undefined),
      container: this.describeContainer(service, described, { imageRegistry, imageTag }),
      podSecurity,
    });
    this.node.defaultChild = this.deployment;
  }

  private createAccount(name: string): IServiceAccount {
    return new PlainServiceAccount(this, 'account', { metadata: { name } });
  }

  private describeContainer(service: BookinfoServiceName, version: VersionDescription, images: BookinfoImageProps): ContainerProps {
    const env = Object.entries(version.env ?? {}).map(([name, value]) => [name, EnvValue.fromValue(value)] as const);
    if (version.rootPasswordEnv) env.push([version.rootPasswordEnv, this.createRootPassword()]);
    return {
      name: service,
      image: imageName(this, version.image, images),
      imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
      // Not `portNumber`, which would add a startup probe.
      ports: [{ number: CATALOGUE[service].port }],
      args: version.args,
      envVariables: Object.fromEntries(env),
      volumeMounts: Object.entries(version.scratch ?? {}).map(([name, path]) => ({ path, volume: Volume.fromEmptyDir(this, name, name) })),
    };
  }

  private createRootPassword(): EnvValue {
    // cdk8s-plus writes `stringData`, which the API server never shows again; the sample has `data`.
    const secret = new ApiObject(this, 'credentials', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'mysql-credentials' },
      type: 'Opaque',
      data: { rootpasswd: Buffer.from(MYSQL_ROOT_PASSWORD).toString('base64') },
    });
    return EnvValue.fromSecretValue({ secret: Secret.fromSecretName(this, 'credentials-ref', secret.name), key: 'rootpasswd' });
  }
}

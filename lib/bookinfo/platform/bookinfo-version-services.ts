import { Construct } from 'constructs';
import { CATALOGUE } from '../catalogue';
import { BookinfoServiceName } from '../service-name';
import { describeVersion } from '../version';
import type { BookinfoVersions } from './bookinfo-workloads';
import { PlainService } from './plain-service';

/** Which versions get a Service. */
export interface BookinfoVersionServicesProps {
  /**
   * Versions by service. Refused: a version that the sample does not have.
   *
   * @default - three of reviews, else v1
   */
  readonly versions?: BookinfoVersions;
}

/**
 * A Service for each version, e.g. `reviews-v2`: the Gateway API knows no subsets, its routes go to
 * Services.
 */
export class BookinfoVersionServices extends Construct {
  public constructor(scope: Construct, id: string, props: BookinfoVersionServicesProps = {}) {
    super(scope, id);
    const { reviews, productpage, ratings, details } = props.versions ?? {};
    this.addService(BookinfoServiceName.REVIEWS, reviews);
    this.addService(BookinfoServiceName.PRODUCTPAGE, productpage);
    this.addService(BookinfoServiceName.RATINGS, ratings);
    this.addService(BookinfoServiceName.DETAILS, details);
  }

  private addService(service: BookinfoServiceName, versions: string[] = CATALOGUE[service].running): void {
    const { port, portName } = CATALOGUE[service];
    versions.forEach((version, index) => {
      describeVersion(service, version, this.node.path, `versions.${service}[${index}]`);
      const name = `${service}-${version}`;
      new PlainService(this, name, { name, port, portName, selector: { app: service, version } });
    });
  }
}

import type { IService } from '../networking/service';
import { Subset } from '../networking/subset';
import type { BookinfoServiceName } from './service-name';
import { describeVersion } from './version';

/** The subset of a service that carries a version; its DestinationRule names subsets like versions. @internal */
export function subsetOf(service: IService, name: BookinfoServiceName, version: string, path: string): Subset {
  describeVersion(name, version, path, 'version');
  return Subset._of(version, service, undefined);
}

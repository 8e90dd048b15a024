import { CATALOGUE } from './catalogue';
import type { VersionDescription } from './catalogue';
import { refuse } from './refuse';
import type { BookinfoServiceName } from './service-name';

/** What the sample says of a version of a service; refuses one that it does not have. @internal */
export function describeVersion(service: BookinfoServiceName, version: string, path: string, prop: string): VersionDescription {
  const known = CATALOGUE[service].versions;
  if (!Object.hasOwn(known, version)) {
    refuse(path, prop, version, `is not a version of ${service}`, `use one of ${Object.keys(known).join(', ')}`);
  }
  return known[version]!;
}

/** Refuses a service that the sample does not have: TypeScript does already, JavaScript does not. @internal */
export function checkServiceName(service: BookinfoServiceName, path: string): BookinfoServiceName {
  if (!Object.hasOwn(CATALOGUE, service)) {
    refuse(path, 'service', service, 'is not a service of Bookinfo', `use one of ${Object.keys(CATALOGUE).join(', ')}`);
  }
  return service;
}

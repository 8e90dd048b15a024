import { keyOf, Resource } from '../../model';

/** The others that are for the same as a resource, by name, as a message lists them. */
export function rivalsOf(resources: readonly Resource[], resource: Resource): string {
  return resources
    .filter((each) => each !== resource)
    .map(keyOf)
    .sort()
    .join(', ');
}

import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Place } from './place';

/** Refused by istiod on networking resources, whatever their value (`validateMetadata` in pkg/config/validation of istio 1.30.3). */
const REFUSED_ANNOTATIONS = [
  'istio.io/dry-run',
  'internal.istio.io/webhook-always-reject',
  'internal.istio.io/parent-namespace',
  'internal.istio.io/parents',
];

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const NAMESPACE = new RegExp(`^${LABEL}$`);
const NAME = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const MAX_NAMESPACE = 63;
const MAX_NAME = 253;

/** What the API server and istiod refuse in the metadata of every kind; cdk8s looks at none of it. @internal */
export function checkMetadata(object: ApiObject, metadata: ApiObjectMetadata | undefined): void {
  const place = Place.of(object).at('metadata');
  const { name } = object;
  const { namespace } = object.metadata;
  if (typeof name !== 'string' || name.length > MAX_NAME || !NAME.test(name))
    place.at('name').fail(name, 'is not a name that Kubernetes takes', 'use lower-case letters, digits, "-" and "."');
  if (namespace && (typeof namespace !== 'string' || namespace.length > MAX_NAMESPACE || !NAMESPACE.test(namespace)))
    place.at('namespace').fail(namespace, 'is not a namespace', 'use up to 63 lower-case letters, digits and dashes');
  const refused = metadata?.annotations && REFUSED_ANNOTATIONS.find((annotation) => metadata.annotations?.[annotation] !== undefined);
  if (refused) place.at('annotations').at(refused).fail(metadata?.annotations?.[refused], 'is refused by istiod on this kind', 'remove it');
}

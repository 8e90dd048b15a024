import type { Place } from '../render/place';

const CONFIG_MAP = 'configmap://';

/**
 * The name of a Secret, or of a ConfigMap in the rule's own namespace (`ValidateTLS` in
 * pkg/config/validation/agent, `ParseResourceName` in pilot/pkg/model/credentials of istio 1.30.3).
 *
 * @internal
 */
export function renderCredentialName(name: string, place: Place): string {
  if (typeof name !== 'string' || name === '') place.fail(name, 'is not the name of a Secret', 'name it');
  if (name.startsWith(CONFIG_MAP)) {
    const [namespace, configMap] = name.slice(CONFIG_MAP.length).split('/');
    if (!namespace || !configMap) place.fail(name, 'is not the name of a ConfigMap', `write it as "${CONFIG_MAP}namespace/name"`);
    if (place.namespace !== undefined && namespace !== place.namespace) {
      place.fail(name, 'is not in the namespace of the rule, which Istio demands', `use ${JSON.stringify(place.namespace)}`);
    }
  }
  return name;
}

import { mapOf } from './values';

// pkg/config/labels/instance.go of istio 1.30.3.
const NAME = '(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const DNS_LABEL = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const KEY = new RegExp(`^(?:${DNS_LABEL}(?:\\.${DNS_LABEL})*/)?${NAME}$`);
const VALUE = new RegExp(`^(?:${NAME})?$`);
const MAX_PREFIX = 253;
const MAX_NAME = 63;

/** Labels of a workload, as a subset or a source match names them (`labels.Instance.Validate`). @internal */
export const renderLabels = mapOf((value: string, place, key) => {
  if (!isLabelKey(key)) {
    place.fail(key, 'is not a label key', 'use "name" or "prefix/name" of letters, digits, "-", "_" and "."');
  }
  // The API server bounds the values of Pods' labels too: a longer one selects nothing.
  if (typeof value !== 'string' || value.length > MAX_NAME || !VALUE.test(value)) {
    place.fail(value, 'is not a label value', 'use up to 63 letters, digits, "-", "_" and "."');
  }
  return value;
});

function isLabelKey(key: string): boolean {
  if (!KEY.test(key)) return false;
  const slash = key.indexOf('/');
  return slash <= MAX_PREFIX && key.length - slash - 1 <= MAX_NAME;
}

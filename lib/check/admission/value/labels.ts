import type { Spot } from '../spot';

const LABEL = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const NAME = '(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const KEY = new RegExp(`^(?:(${LABEL}(?:\\.${LABEL})*)/)?(${NAME})$`);
const VALUE = new RegExp(`^(?:${NAME})?$`);
const MAX_PREFIX = 253;
const MAX_NAME = 63;

/** Labels of workloads. `Instance.Validate`, istio 1.30.3 pkg/config/labels/instance.go */
export function checkLabels(labels: ReadonlyMap<string, string>, spot: Spot): void {
  for (const [key, value] of labels) {
    if (!isLabelKey(key)) {
      spot
        .at(key)
        .error(
          `${JSON.stringify(key)} is not a label's name: use up to 63 letters, digits, "-", "_" and ".", after a domain and "/" if need be.`,
        );
    }
    if (!VALUE.test(value)) {
      spot
        .at(key)
        .error(
          `${JSON.stringify(value)} is not a label's value: use letters, digits, "-", "_" and ".", with a letter or digit at both ends.`,
        );
    }
  }
}

/** `validateTagKey` */
function isLabelKey(key: string): boolean {
  const [, prefix = '', name = ''] = KEY.exec(key) ?? [];
  return name !== '' && name.length <= MAX_NAME && prefix.length <= MAX_PREFIX;
}

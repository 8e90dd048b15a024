const LABEL = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const FIRST_LABEL_OF_HOST = new RegExp(`^(?:\\*|(?:\\*|\\*-)?${LABEL})$`);
const MAX_LABEL = 63;

/** What a DNS label is, for messages. */
export const DNS_LABEL_RULE = 'use at most 63 letters, digits and dashes, with a letter or digit at both ends';

/** Istio's DNS label, in which capitals may stand. `IsDNS1123Label`, istio 1.30.3 pkg/config/labels/instance.go */
export function isDnsLabel(text: string): boolean {
  return text.length <= MAX_LABEL && DNS_LABEL.test(text);
}

/** A DNS label, or `*` alone or before one. `IsWildcardDNS1123Label`, istio 1.30.3 pkg/config/labels/instance.go */
export function isWildcardDnsLabel(text: string): boolean {
  return text.length <= MAX_LABEL && FIRST_LABEL_OF_HOST.test(text);
}

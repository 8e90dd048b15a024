import { isIP } from 'node:net';
import type { Place } from './place';

// Istio's own forms, which allow upper case where Kubernetes does not
// (pkg/config/labels/instance.go and pkg/config/validation/agent/validation.go of istio 1.30.3).
const LABEL = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const FIRST_LABEL_OF_HOST = new RegExp(`^(?:\\*|(?:\\*|\\*-)?${LABEL})$`);
const MAX_LABEL = 63;
const MAX_DOMAIN = 255;

/** Whether Istio takes this as a DNS label, e.g. the name of a subset or namespace. @internal */
export function isDnsLabel(name: string): boolean {
  return typeof name === 'string' && name.length <= MAX_LABEL && DNS_LABEL.test(name);
}

/** A DNS label: letters, digits and dashes, at most 63. @internal */
export function renderDnsLabel(name: string, place: Place, what: string): string {
  if (!isDnsLabel(name)) {
    place.fail(name, `is not a valid ${what}`, 'use up to 63 letters, digits and dashes, with a letter or digit at both ends');
  }
  return name;
}

/** Why a domain name is not one that Istio takes, or undefined (`ValidateFQDN`). */
function domainProblem(domain: string): string | undefined {
  if (typeof domain !== 'string' || domain === '') return 'is empty';
  if (domain.length > MAX_DOMAIN) return `is longer than ${MAX_DOMAIN} characters`;
  return labelsProblem(domain);
}

function labelsProblem(domain: string): string | undefined {
  const labels = domain.split('.');
  const last = labels[labels.length - 1]!;
  if (/^[+-]?\d+$/.test(last)) return `ends in the all-numeric label ${JSON.stringify(last)}`;
  // One dot at the end is the mark of an absolute name.
  const checked = last === '' ? labels.slice(0, -1) : labels;
  const bad = checked.find((label) => !isDnsLabel(label));
  return bad === undefined ? undefined : `has the invalid label ${JSON.stringify(bad)}`;
}

/**
 * Why a host is not one that Istio takes, or undefined: a DNS name whose first label may be `*`
 * or start with it (`ValidateWildcardDomain`).
 *
 * @internal
 */
export function hostProblem(host: string): string | undefined {
  if (typeof host !== 'string' || host === '') return 'is empty';
  if (host.length > MAX_DOMAIN) return `is longer than ${MAX_DOMAIN} characters`;
  const dot = host.indexOf('.');
  const first = dot < 0 ? host : host.slice(0, dot);
  if (first.length > MAX_LABEL || !FIRST_LABEL_OF_HOST.test(first)) return `has the invalid label ${JSON.stringify(first)}`;
  return dot < 0 ? undefined : labelsProblem(host.slice(dot + 1));
}

/** A host name, `*` allowed in its first label. @internal */
export function renderHostName(host: string, place: Place): string {
  const problem = hostProblem(host);
  if (problem) place.fail(host, problem, 'give a DNS name such as "reviews" or "*.example.com"');
  return host;
}

/** A DNS name without wildcards, or an IP address. @internal */
export function renderFqdnOrIp(host: string, place: Place): string {
  const problem = isIP(host) ? undefined : domainProblem(host);
  if (problem) place.fail(host, problem, 'give a DNS name without wildcards, or an IP address');
  return host;
}

/** An IP address, without a zone. @internal */
export function isIpAddress(address: string): boolean {
  return isIP(address) !== 0;
}

/** An IP address or a block of them in CIDR notation (`ValidateIPSubnet`). @internal */
export function renderSubnet(subnet: string, place: Place): string {
  const [address, length, ...more] = typeof subnet === 'string' ? subnet.split('/') : [''];
  const version = isIP(address!);
  const ok =
    version !== 0 &&
    more.length === 0 &&
    (length === undefined || (/^(?:0|[1-9]\d{0,2})$/.test(length) && Number(length) <= (version === 4 ? 32 : 128)));
  if (!ok) place.fail(subnet, 'is not an IP address or CIDR block', 'write it as "10.0.0.0/8" or "10.1.2.3"');
  return subnet;
}

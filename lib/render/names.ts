import { isIP, isIPv6 } from 'node:net';
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

/** The parts of `namespace/name`, or of `name` alone. What is not a string passes, to be refused where it is used. @internal */
export function splitName(name: string): { readonly namespace?: string; readonly base: string } {
  const slash = typeof name === 'string' ? name.indexOf('/') : -1;
  return slash < 0 ? { base: name } : { namespace: name.slice(0, slash), base: name.slice(slash + 1) };
}

/** Why a domain name is not one that Istio takes, or undefined (`ValidateFQDN`). */
function domainProblem(domain: string): string | undefined {
  if (typeof domain !== 'string') return 'is not a string';
  if (domain === '') return 'is empty';
  if (domain.length > MAX_DOMAIN) return `is longer than ${MAX_DOMAIN} characters`;
  return labelsProblem(domain);
}

/** What nearly all domains are: lower-case labels, the last with a letter in front. Such a one need not be taken apart. */
const ORDINARY_DOMAIN = /^(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?\.)*[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

function labelsProblem(domain: string): string | undefined {
  if (ORDINARY_DOMAIN.test(domain)) return undefined;
  const labels = domain.split('.');
  const last = labels[labels.length - 1]!;
  if (/^\d+$/.test(last)) return `ends in the all-numeric label ${JSON.stringify(last)}`;
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
  if (typeof host !== 'string') return 'is not a string';
  if (host === '') return 'is empty';
  if (host.length > MAX_DOMAIN) return `is longer than ${MAX_DOMAIN} characters`;
  const dot = host.indexOf('.');
  const first = dot < 0 ? host : host.slice(0, dot);
  if (first.length > MAX_LABEL || !FIRST_LABEL_OF_HOST.test(first)) return `has the invalid label ${JSON.stringify(first)}`;
  return dot < 0 ? undefined : labelsProblem(host.slice(dot + 1));
}

/**
 * Whether a name is of the form of the SNI between gateways in AUTO_PASSTHROUGH mode,
 * `outbound_.80_._.reviews.shop.svc.cluster.local`, which Istio takes only where no sidecar is concerned
 * (`ValidateWildcardDomainForVirtualServiceBoundToGateway`).
 *
 * @internal
 */
export function isAutoPassthroughSni(name: string): boolean {
  return typeof name === 'string' && name.length <= MAX_DOMAIN && /^outbound_[^_]*[0-9][^_]*_[^_]*_[^_]*[a-zA-Z]/.test(name);
}

/** A host name, `*` allowed in its first label. @internal */
export function renderHostName(host: string, place: Place): string {
  const problem = hostProblem(host);
  if (problem) place.fail(host, problem, 'give a DNS name such as "reviews" or "*.example.com"');
  return host;
}

/** A DNS name without wildcards, or an IP address. @internal */
export function renderFqdnOrIp(host: string, place: Place): string {
  const problem = isIpAddress(host) ? undefined : domainProblem(host);
  if (problem) place.fail(host, problem, 'give a DNS name without wildcards, or an IP address');
  return host;
}

/** An IP address; one of version 6 may have a zone, `fe80::1%eth0` (Go's `netip.ParseAddr`). @internal */
export function isIpAddress(address: string): boolean {
  if (typeof address !== 'string') return false;
  const percent = address.indexOf('%');
  return percent < 0 ? isIP(address) !== 0 : isIPv6(address.slice(0, percent)) && percent < address.length - 1;
}

/** An IP address or a block of them in CIDR notation (`ValidateIPSubnet`). @internal */
export function renderSubnet(subnet: string, place: Place): string {
  const valid = typeof subnet === 'string' && subnet.includes('/') ? isCidrBlock(subnet) : isIpAddress(subnet);
  if (!valid) place.fail(subnet, 'is not an IP address or CIDR block', 'write it as "10.0.0.0/8" or "10.1.2.3"');
  return subnet;
}

/** Go's `netip.ParsePrefix`: no zone, no sign or leading zero in the length. */
function isCidrBlock(subnet: string): boolean {
  const [, address = '', length] = /^([^/%]*)\/(0|[1-9]\d{0,2})$/.exec(subnet) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(length) <= (version === 4 ? 32 : 128);
}

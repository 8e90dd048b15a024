import { isDnsLabel, isWildcardDnsLabel } from './dns-label';

/**
 * Names of hosts: each function says what is wrong with one, as a clause to follow its name, or undefined.
 * istio 1.30.3 pkg/config/validation/agent/validation.go
 */

const MAX_DOMAIN = 255;

/** A domain name without wildcard; one dot at the end is the mark of an absolute name. `ValidateFQDN` */
export function fqdnProblem(name: string): string | undefined {
  return lengthProblem(name) ?? labelsProblem(name);
}

/** A domain name whose first label may be `*` or begin with it. `ValidateWildcardDomain` */
export function wildcardDomainProblem(name: string): string | undefined {
  const problem = lengthProblem(name);
  if (problem) return problem;
  const dot = name.indexOf('.');
  const first = dot < 0 ? name : name.slice(0, dot);
  if (!isWildcardDnsLabel(first)) return badLabel(first);
  return dot < 0 ? undefined : labelsProblem(name.slice(dot + 1));
}

/** True where `*` stands anywhere but alone or as the whole first label. `ValidatePartialWildCard` */
export function isPartialWildcard(name: string): boolean {
  return name.includes('*') && name.length !== 1 && !name.startsWith('*.');
}

/**
 * What a gateway may route by SNI: besides domain names those that istiod makes for AUTO_PASSTHROUGH, `outbound_.80_._.a.b.c`.
 * `ValidateWildcardDomainForVirtualServiceBoundToGateway`
 */
export function gatewaySniProblem(name: string): string | undefined {
  if (!name.startsWith('outbound_')) return wildcardDomainProblem(name);
  const problem = lengthProblem(name);
  if (problem) return problem;
  const [, port = '', , host] = name.split('_');
  if (host === undefined || !/[0-9]/.test(port) || !/[a-zA-Z]/.test(host)) {
    return 'begins with "outbound_" but has not the form outbound_.PORT_.SUBSET_.HOST';
  }
  return undefined;
}

function lengthProblem(name: string): string | undefined {
  if (name === '') return 'is empty';
  return name.length > MAX_DOMAIN ? `is longer than ${MAX_DOMAIN} characters` : undefined;
}

/** `ValidateDNS1123Labels` */
function labelsProblem(domain: string): string | undefined {
  const labels = domain.split('.');
  const last = labels[labels.length - 1]!;
  if (isInt64(last)) return `ends in the label "${last}", which is a number`;
  for (const [index, label] of labels.entries()) {
    if (index === labels.length - 1 && label === '') return undefined;
    if (!isDnsLabel(label)) return badLabel(label);
  }
  return undefined;
}

function badLabel(label: string): string {
  return `has the part ${JSON.stringify(label)}, which no DNS name can have: use letters, digits and dashes, with a letter or digit at both ends`;
}

/** What Go's `strconv.Atoi` takes for a number. */
function isInt64(text: string): boolean {
  return /^[-+]?\d+$/.test(text) && BigInt.asIntN(64, BigInt(text.replace('+', ''))) === BigInt(text.replace('+', ''));
}

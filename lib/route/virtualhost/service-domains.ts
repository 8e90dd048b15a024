import { isIpAddress, Service, UNSPECIFIED_ADDRESS } from '../../model';

/** The names under which a service may be called. */
export interface ServiceDomains {
  readonly domains: readonly string[];
  /** Those among them that are short for another. */
  readonly expanded: readonly string[];
}

/**
 * The full name, with and without dot at the end, what DNS makes short of it in the client's namespace, the addresses;
 * of headless services also the names of their Pods.
 * `generateVirtualHostDomains`, `GenerateAltVirtualHosts`: istio 1.30.3 pilot/pkg/networking/core/httproute.go
 */
export function domainsOf(service: Service, proxyDomain: string): ServiceDomains {
  const domains: string[] = [];
  const expanded: string[] = [];
  for (const hostname of [service.hostname, ...service.aliases]) {
    const shorts = shortNamesOf(hostname, proxyDomain);
    domains.push(bracketed(hostname), ...shorts);
    expanded.push(...shorts);
  }
  if (service.resolution === 'Passthrough' && service.registry === 'Kubernetes') domains.push(...domains.map((domain) => `*.${domain}`));
  if (service.address !== UNSPECIFIED_ADDRESS) domains.push(bracketed(service.address));
  return { domains, expanded };
}

/** An IPv6 address as it stands in a Host header. */
function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Other spellings of a host for a client whose DNS domain is `<namespace>.svc.<domain>`, or any other. */
export function shortNamesOf(hostname: string, proxyDomain: string): string[] {
  const absolute = isIpAddress(hostname) ? [] : [`${hostname}.`];
  const svc = proxyDomain.indexOf('.svc.');
  if (svc >= 0) {
    // The part from `.svc.` on has to be the same: other hosts may look like services without being any.
    return hostname.endsWith(svc > 0 ? proxyDomain.slice(svc) : proxyDomain)
      ? [...absolute, ...kubernetesNamesOf(hostname, proxyDomain.slice(0, svc))]
      : absolute;
  }
  return [...absolute, ...foreignNamesOf(hostname, proxyDomain)];
}

/** `generateAltVirtualHostsForKubernetesService` */
function kubernetesNamesOf(hostname: string, clientNamespace: string): string[] {
  const svc = hostname.indexOf('.svc.');
  const dot = hostname.indexOf('.');
  if (svc <= 0 || dot + 1 > svc) return [];
  const qualified = hostname.slice(0, svc);
  const isSameNamespace = hostname.slice(dot + 1, svc) === clientNamespace;
  return [...(isSameNamespace ? [hostname.slice(0, dot)] : []), `${qualified}.svc`, qualified];
}

/** What is left of a host without the end it shares with the client's domain. `getUniqueAndSharedDNSDomain` */
function foreignNamesOf(hostname: string, proxyDomain: string): string[] {
  const host = hostname.split('.').reverse();
  const own = proxyDomain.split('.').reverse();
  let shared = 0;
  while (shared < Math.min(host.length, own.length) && host[shared] === own[shared]) shared++;
  if (shared === 0) return [];
  const unique = host.slice(shared).reverse();
  const name = unique.join('.');
  return unique.length === 2 ? [name, `${name}.${own.slice(0, shared).reverse()[0]!}`] : [name];
}

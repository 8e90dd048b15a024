import { GatewaySpec, isObject, keyOf, Kind, Labels, Resource, selects, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';

/**
 * Gateways of the same proxies that show the same certificate: a browser reuses a connection of one for the hosts of the
 * other, where they are not served. Reported on the Gateway with the wider selector.
 * `CertificateAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/gateway/certificate.go
 */
export const sharedCertificate: Analyzer = {
  name: 'gateway/shared-certificate',
  codes: ['IST0138'],
  kinds: [Kind.GATEWAY],
  *analyze(context) {
    const owners = ownersOf(context);
    for (const resource of context.of<GatewaySpec>(Kind.GATEWAY)) {
      const reported = new Set<Resource>();
      for (const [index, { tls }] of objectsWithIndex(resource.spec.servers)) {
        const certificate = certificateOf(tls);
        if (certificate === undefined) continue;
        for (const other of owners.get(certificate)!) {
          if (other === resource || reported.has(other) || !includes(other.spec.selector, resource.spec.selector)) continue;
          reported.add(other);
          yield {
            code: 'IST0138',
            resource,
            field: ['spec', 'servers', index, 'tls'],
            message: `${keyOf(other)} uses this certificate too: clients that reuse an HTTP/2 connection get 404 for the other's hosts. Put these hosts into one server, or give each its own certificate.`,
          };
        }
      }
    }
  },
};

/** True when all of the wider selector is in the narrower one. */
function includes(narrower: Labels | undefined, wider: Labels | undefined): boolean {
  return selects(isObject(wider) ? wider : {}, isObject(narrower) ? narrower : {});
}

function ownersOf(context: Context): ReadonlyMap<string, ReadonlySet<Resource<GatewaySpec>>> {
  const owners = new Map<string, Set<Resource<GatewaySpec>>>();
  for (const resource of context.of<GatewaySpec>(Kind.GATEWAY)) {
    for (const [, { tls }] of objectsWithIndex(resource.spec.servers)) {
      const certificate = certificateOf(tls);
      if (certificate === undefined) continue;
      let list = owners.get(certificate);
      if (!list) owners.set(certificate, (list = new Set<Resource<GatewaySpec>>()));
      list.add(resource);
    }
  }
  return owners;
}

/** What two servers must have in common to show the same certificate. `haveSameCertificate` */
function certificateOf(tls: unknown): string | undefined {
  if (!isObject(tls)) return undefined;
  const name = textOf(tls.credentialName);
  if (name !== '') return `Secret ${name}`;
  const [certificate, key] = [textOf(tls.serverCertificate), textOf(tls.privateKey)];
  return certificate === '' || key === '' ? undefined : `files ${certificate} ${key}`;
}

import {
  HttpMatchRequest,
  isHttpOrSniffed,
  isTls,
  Kind,
  listOf,
  Port,
  Protocol,
  resolveShortHost,
  stringsIn,
  VirtualServiceSpec,
} from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { MESH } from '../gateway-name';

/**
 * Rules for sidecars of a kind that no port of their services has: rules for HTTP where all is TCP, rules for TCP or TLS
 * where all is HTTP; and matches for a port of the other kind, or of none.
 * `buildSidecarOutboundListener`, istio 1.30.3 pilot/pkg/networking/core/listener.go, makes the listener by the port's
 * protocol alone, and takes only the rules of its kind.
 */
export const portProtocol: Analyzer = {
  name: 'virtual-service/port-protocol',
  codes: ['rule-without-port'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      const { spec, namespace } = resource;
      if (listOf(spec.gateways).length > 0 && stringsIn(spec.gateways).some((name) => name !== MESH)) continue;
      const ports = portsOf(context, spec, namespace);
      if (!ports || ports.length === 0) continue;
      for (const kind of ['http', 'tls', 'tcp'] as const) {
        const fitting = ports.filter(({ protocol }) => takes(kind, protocol));
        for (const [index, { match }] of objectsWithIndex<{ match?: readonly HttpMatchRequest[] }>(spec[kind])) {
          const field: FieldPath = ['spec', kind, index];
          if (fitting.length === 0) {
            yield {
              code: 'rule-without-port',
              resource,
              field,
              message: `No port of ${stringsIn(spec.hosts).join(', ')} is for ${kind}: ${describe(ports)}. Name or appProtocol of the Service's port says what it carries.`,
            };
            continue;
          }
          for (const [place, { port }] of objectsWithIndex(match)) {
            if (typeof port !== 'number' || port === 0 || fitting.some((each) => each.port === port)) continue;
            yield {
              code: 'rule-without-port',
              resource,
              field: [...field, 'match', place, 'port'],
              message: `${stringsIn(spec.hosts).join(', ')} has no port ${port} for ${kind}: ${describe(ports)}. Give a port that fits, or leave it out.`,
            };
          }
        }
      }
    }
  },
};

/** The ports of all hosts; undefined where some host is a wildcard, or no service of the set. */
function portsOf(context: Context, spec: VirtualServiceSpec, namespace: string): readonly Port[] | undefined {
  const ports: Port[] = [];
  for (const host of stringsIn(spec.hosts)) {
    const services = context.model.servicesOf(resolveShortHost(host, namespace, context.model.domain));
    if (services.length === 0) return undefined;
    for (const service of services) ports.push(...service.ports);
  }
  return ports;
}

function takes(kind: 'http' | 'tls' | 'tcp', protocol: Protocol): boolean {
  if (protocol === 'UnsupportedProtocol') return true;
  if (kind === 'http') return isHttpOrSniffed(protocol);
  return kind === 'tls' ? isTls(protocol) || protocol === 'TCP' : !isHttpOrSniffed(protocol) && protocol !== 'UDP';
}

function describe(ports: readonly Port[]): string {
  return [...new Set(ports.map(({ port, protocol }) => `${port} is ${protocol}`))].join(', ');
}

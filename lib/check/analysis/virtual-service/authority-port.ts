import { HttpMatchRequest, isHttpOrSniffed, isIpAddress, Kind, listOf, resolveShortHost, stringsIn, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { MESH } from '../gateway-name';
import { httpRules } from '../http-rules';

/**
 * Authorities without a port for services on other ports than 80: clients send the port in Host, and an exact match
 * compares all of it, though the port is no matter when the VirtualService is chosen.
 * `translateRouteMatch`, istio 1.30.3 pilot/pkg/networking/core/route/route.go, matches the header `:authority`
 */
export const authorityPort: Analyzer = {
  name: 'virtual-service/authority-port',
  codes: ['authority-without-port'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      const { hosts, gateways } = resource.spec;
      for (const [index, { authority }] of objectsWithIndex<HttpMatchRequest>(rule.match)) {
        const name = textOf(authority?.exact);
        if (name === '' || name.includes(':') || isIpAddress(name)) continue;
        if (listOf(gateways).length > 0 && stringsIn(gateways).some((each) => each !== MESH)) continue;
        const ports = stringsIn(hosts).map((host) =>
          context.model
            .servicesOf(resolveShortHost(host, resource.namespace, context.model.domain))
            .flatMap((service) => service.ports.filter(({ protocol }) => isHttpOrSniffed(protocol))),
        );
        if (ports.some((each) => each.length === 0) || ports.flat().some(({ port }) => port === 80)) continue;
        const numbers = [...new Set(ports.flat().map(({ port }) => port))];
        if (numbers.length === 0) continue;
        yield {
          code: 'authority-without-port',
          resource,
          field: [...field, 'match', index, 'authority', 'exact'],
          message: `Clients of port ${numbers.join(', ')} send "${name}:${numbers[0]}", which is not "${name}". Give the port too, or match by a prefix.`,
        };
      }
    }
  },
};

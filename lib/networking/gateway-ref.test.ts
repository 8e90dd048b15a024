import { ApiObject, App, Chart } from 'cdk8s';
import { Place } from '../render/place';
import { Gateway } from './gateway';
import { GatewayRef, IGateway, renderGatewayName } from './gateway-ref';

function place(namespace: string | undefined): Place {
  return Place.of(new ApiObject(new Chart(new App(), 'shop', { namespace }), 'routes', { apiVersion: 'v1', kind: 'Rule' }))
    .at('gateways')
    .at(0);
}

function gateway(name: string, namespace?: string): Gateway {
  return new Gateway(new Chart(new App(), 'edge', { namespace }), 'gw', { metadata: { name } });
}

test.each<[string, IGateway, string | undefined, string]>([
  ['of the own namespace', gateway('gw', 'bookinfo'), 'bookinfo', 'gw'],
  ['of another namespace', gateway('gw', 'edge'), 'bookinfo', 'edge/gw'],
  ['of a namespace, for a rule that knows none', gateway('gw', 'edge'), undefined, 'edge/gw'],
  ['without namespace', gateway('gw'), 'bookinfo', 'gw'],
  ['called mesh', gateway('mesh', 'bookinfo'), 'bookinfo', 'bookinfo/mesh'],
  ['called mesh, of another namespace', gateway('mesh', 'edge'), 'bookinfo', 'edge/mesh'],
  ['named with its namespace', GatewayRef.named('edge/gw'), 'bookinfo', 'edge/gw'],
  ['named with the own namespace', GatewayRef.named('bookinfo/gw'), 'bookinfo', 'gw'],
  ['named alone', GatewayRef.named('gw'), 'bookinfo', 'gw'],
  ['named bookinfo/mesh', GatewayRef.named('bookinfo/mesh'), 'bookinfo', 'bookinfo/mesh'],
  ['of another make', { gatewayName: 'gw', gatewayNamespace: 'edge' }, 'bookinfo', 'edge/gw'],
])('a Gateway %s is written as its rule needs it', (_, ref, namespace, rendered) => {
  expect(renderGatewayName(ref, place(namespace))).toBe(rendered);
});

test('the sidecars are the reserved word', () => {
  expect(renderGatewayName(GatewayRef.MESH, place('bookinfo'))).toBe('mesh');
});

const LABEL = 'use up to 63 letters, digits and dashes, with a letter or digit at both ends';
const NO_GATEWAY = "is not a gateway; give a Gateway, GatewayRef.named('namespace/name') or GatewayRef.MESH";

test.each<[unknown, string]>([
  [GatewayRef.named(''), `"" is not a valid Gateway's name; ${LABEL}`],
  [GatewayRef.named('a_b'), `"a_b" is not a valid Gateway's name; ${LABEL}`],
  [GatewayRef.named('a/b/c'), `"b/c" is not a valid Gateway's name; ${LABEL}`],
  [GatewayRef.named('a/'), `"" is not a valid Gateway's name; ${LABEL}`],
  [GatewayRef.named('/a'), `"" is not a valid namespace; ${LABEL}`],
  [GatewayRef.named('./gw'), `"." is not a valid namespace; ${LABEL}`],
  [GatewayRef.named('*/gw'), `"*" is not a valid namespace; ${LABEL}`],
  [GatewayRef.named('shop/gw.a'), `"gw.a" is not a valid Gateway's name; ${LABEL}`],
  [GatewayRef.named('gw.shop'), '"gw.shop" is the old form of the name of a Gateway elsewhere; write "shop/gw"'],
  [
    GatewayRef.named('gw.shop.svc.cluster.local'),
    '"gw.shop.svc.cluster.local" is the old form of the name of a Gateway elsewhere; write "shop/gw"',
  ],
  [GatewayRef.named(null as any), `{"gatewayName":null} ${NO_GATEWAY}`],
  ['gw', `"gw" ${NO_GATEWAY}`],
  [null, `null ${NO_GATEWAY}`],
])('%j is refused', (ref, reason) => {
  expect(() => renderGatewayName(ref as IGateway, place('bookinfo'))).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', message: `shop/routes: gateways[0]: ${reason}` }),
  );
});

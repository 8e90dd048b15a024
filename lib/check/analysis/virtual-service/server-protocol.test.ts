import { cases, object, virtualService } from '../../../../test/analysis-cases';
import { serverProtocol } from './server-protocol';

const gateway = (protocol: string, tls?: object, number = 443) =>
  object('Gateway', 'shop/gw', { servers: [{ port: { number, protocol }, hosts: ['a.com'], ...(tls && { tls }) }] });
const bound = (rules: object, spec: object = {}) => virtualService({ hosts: ['a.com'], gateways: ['gw'], ...rules, ...spec });
const found = (path: string) => [`rule-without-server VirtualService shop/routes spec.${path}`];
const tls = { tls: [{ match: [{ sniHosts: ['a.com'] }] }] };

cases(serverProtocol, [
  ['HTTP where TLS is passed through', [bound({ http: [{}] }), gateway('HTTPS', { mode: 'PASSTHROUGH' })], found('http')],
  ['Where the mode is not given, which is the same', [bound({ http: [{}] }), gateway('HTTPS', { credentialName: 'c' })], found('http')],
  ['HTTP at a server of TCP', [bound({ http: [{}] }), gateway('TCP')], found('http')],
  ['HTTP where only TLS ends', [bound({ http: [{}] }), gateway('TLS', { mode: 'SIMPLE' })], found('http')],
  ['TLS where it ends', [bound(tls), gateway('HTTPS', { mode: 'SIMPLE' })], found('tls')],
  ['TCP at a server of HTTP', [bound({ tcp: [{}] }), gateway('HTTP')], found('tcp')],
  ['Each at its own', [bound({ http: [{}] }), gateway('HTTPS', { mode: 'SIMPLE' })], []],
  ['HTTP that redirects', [bound({ http: [{}] }), gateway('HTTP', { httpsRedirect: true })], []],
  ['TLS passed through', [bound(tls), gateway('TLS', { mode: 'PASSTHROUGH' })], []],
  ['TCP within TLS', [bound({ tcp: [{}] }), gateway('TLS', { mode: 'SIMPLE' })], []],
  [
    'A port of no server',
    [bound({ http: [{ match: [{ port: 443 }, { port: 80 }] }] }), gateway('HTTP', undefined, 80)],
    found('http.0.match.0.port'),
  ],
  ['For sidecars too', [bound({ http: [{}] }, { gateways: ['gw', 'mesh'] }), gateway('TCP')], []],
  ['A gateway that is not here', [bound({ http: [{}] })], []],
  ['Another host', [bound({ http: [{}] }, { hosts: ['b.com'] }), gateway('TCP')], []],
]);

import { cases, service, virtualService } from '../../../../test/analysis-cases';
import { authorityPort } from './authority-port';

const named = (authority: object, spec: object = {}) => virtualService({ http: [{ match: [{ authority }] }], ...spec });
const web = service('web', { ports: [{ name: 'http', port: 8080 }] });

cases(authorityPort, [
  [
    'A name where clients send a port',
    [named({ exact: 'web' }), web],
    ['authority-without-port VirtualService shop/routes spec.http.0.match.0.authority.exact'],
  ],
  ['On port 80 they send none', [named({ exact: 'web' }), service('web')], []],
  ['With a port, or a prefix', [named({ exact: 'web:8080' }), named({ prefix: 'web' }), web], []],
  ['At a gateway', [named({ exact: 'web' }, { gateways: ['gw'] }), web], []],
  ['Of a service not here', [named({ exact: 'web' })], []],
]);

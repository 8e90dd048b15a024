import { cases, rules, service, virtualService } from '../../../../test/analysis-cases';
import { portProtocol } from './port-protocol';

const tcp = service('web', { ports: [{ name: 'tcp', port: 1 }] });

cases(portProtocol, [
  ['HTTP where all is TCP', [tcp, rules({})], ['rule-without-port VirtualService shop/routes spec.http.0']],
  ['TCP where all is HTTP', [service('web'), virtualService({ tcp: [{}] })], ['rule-without-port VirtualService shop/routes spec.tcp.0']],
  [
    'A protocol that is not known',
    [service('web', { ports: [{ name: 'x', port: 1 }] }), rules({}), virtualService({ tcp: [{}] }, 'b')],
    [],
  ],
  [
    'A port of another kind',
    [
      service('web', {
        ports: [
          { name: 'http', port: 80 },
          { name: 'tcp', port: 1 },
        ],
      }),
      rules({ match: [{ port: 1 }] }),
    ],
    ['rule-without-port VirtualService shop/routes spec.http.0.match.0.port'],
  ],
  ['A host outside of the set', [rules({})], []],
  ['At a gateway', [tcp, virtualService({ gateways: ['g'], http: [{}] })], []],
]);

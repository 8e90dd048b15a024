import { cases, rules } from '../../../../test/analysis-cases';
import { ignoredConditions } from './ignored-conditions';

cases(ignoredConditions, [
  [
    'The source beside gateways',
    [
      rules({
        match: [
          { gateways: ['mesh'], sourceNamespace: 'x' },
          { gateways: ['mesh'], sourceLabels: { a: 'b' } },
        ],
      }),
    ],
    [
      'ignored-condition VirtualService shop/routes spec.http.0.match.0.sourceNamespace',
      'ignored-condition VirtualService shop/routes spec.http.0.match.1.sourceLabels',
    ],
  ],
  [
    'Case of a regex',
    [rules({ match: [{ uri: { regex: '/a.*' }, ignoreUriCase: true }] })],
    ['ignored-condition VirtualService shop/routes spec.http.0.match.0.ignoreUriCase'],
  ],
  ['Alone', [rules({ match: [{ sourceNamespace: 'x' }, { uri: { exact: '/a' }, ignoreUriCase: true }] })], []],
]);

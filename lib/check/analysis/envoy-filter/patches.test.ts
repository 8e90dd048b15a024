import { cases, object } from '../../../../test/analysis-cases';
import { patches } from './patches';

const filter = (patches: object[], spec: object = {}) => object('EnvoyFilter', 'shop/f', { configPatches: patches, ...spec });
const VERSIONED = { proxy: { proxyVersion: '1' }, listener: { filterChain: { filter: { name: 'f' } } } };
const patch = (operation: string, applyTo: string, more: object = {}) => ({ applyTo, patch: { operation, value: { name: 'x' } }, ...more });

cases(patches, [
  ['Relative without priority', [filter([patch('INSERT_BEFORE', 'HTTP_FILTER')])], ['IST0151 EnvoyFilter shop/f spec.configPatches.0']],
  ['Relative with priority', [filter([patch('INSERT_BEFORE', 'HTTP_FILTER')], { priority: 1 })], []],
  [
    'Without effect',
    [filter([patch('REPLACE', 'CLUSTER'), patch('ADD', 'HTTP_ROUTE'), patch('REMOVE', 'ROUTE_CONFIGURATION')])],
    [
      'IST0152 EnvoyFilter shop/f spec.configPatches.0',
      'IST0153 EnvoyFilter shop/f spec.configPatches.1',
      'IST0154 EnvoyFilter shop/f spec.configPatches.2',
    ],
  ],
  [
    'After one for certain versions',
    [filter([patch('MERGE', 'HTTP_FILTER', { match: { proxy: { proxyVersion: '1' } } }), patch('REMOVE', 'HTTP_FILTER')])],
    ['IST0155 EnvoyFilter shop/f spec.configPatches.1'],
  ],
  [
    'An empty value goes by the filter of its match, none by no name',
    [
      filter([
        { applyTo: 'HTTP_FILTER', match: VERSIONED, patch: { operation: 'ADD', value: {} } },
        { applyTo: 'HTTP_FILTER', patch: { operation: 'REMOVE' } },
        { applyTo: 'HTTP_FILTER', match: { listener: VERSIONED.listener }, patch: { operation: 'REMOVE', value: {} } },
      ]),
    ],
    ['IST0151 EnvoyFilter shop/f spec.configPatches.1', 'IST0155 EnvoyFilter shop/f spec.configPatches.2'],
  ],
]);

import { cases, rules } from '../../../../test/analysis-cases';
import { deprecatedDelay } from './deprecated-delay';

cases(deprecatedDelay, [
  [
    'A whole number of percent',
    [rules({ fault: { delay: { percent: 5 } } })],
    ['IST0002 VirtualService shop/routes spec.http.0.fault.delay.percent'],
  ],
  ['No percent, and a percentage', [rules({ fault: { delay: { percent: 0 } } }, { fault: { delay: { percentage: { value: 5 } } } })], []],
]);

import { cases, rules, to } from '../../../../test/analysis-cases';
import { weights } from './weights';

cases(weights, [
  ['Of one destination', [rules({ route: [to('web', {}, 10)] })], ['lone-weight VirtualService shop/routes spec.http.0.route.0.weight']],
  [
    'Left out beside others',
    [rules({ route: [to('a', {}, 100), to('b')] })],
    ['weight-left-out VirtualService shop/routes spec.http.0.route.1'],
  ],
  ['Left out everywhere, which the webhook refuses', [rules({ route: [to('a'), to('b')] })], []],
  [
    'One destination twice',
    [rules({ route: [to('a', {}, 50), to('a', {}, 50)] })],
    ['repeated-destination VirtualService shop/routes spec.http.0.route.1.destination'],
  ],
  ['Two subsets', [rules({ route: [to('a', { subset: 'x' }, 50), to('a', { subset: 'y' }, 50)] })], []],
]);

import { cases, rules, to } from '../../../../test/analysis-cases';
import { headerOrder } from './header-order';

const request = (operations: object) => ({ headers: { request: operations } });

cases(headerOrder, [
  [
    'A header set and removed, whatever its case',
    [rules(request({ set: { 'X-Team': 'a' }, remove: ['x-team'] }))],
    ['header-set-and-removed VirtualService shop/routes spec.http.0.headers.request.set.X-Team'],
  ],
  [
    'One set and added to, at a destination',
    [rules({ route: [{ ...to('web'), headers: { response: { set: { a: '1' }, add: { a: '2' } } } }] })],
    ['header-set-and-added VirtualService shop/routes spec.http.0.route.0.headers.response.set.a'],
  ],
  ['One removed and added anew has one value', [rules(request({ remove: ['a'], add: { a: '1' } }))], []],
  ['Host has rules of its own', [rules(request({ set: { Host: 'a' }, add: { ':authority': 'b' }, remove: ['host'] }))], []],
  [
    'A copy of what is removed',
    [rules(request({ set: { copy: '%REQ(X-User)%' }, remove: ['x-user'] }))],
    ['copy-of-removed-header VirtualService shop/routes spec.http.0.headers.request.set.copy'],
  ],
  [
    'A copy of another, and one for the answer',
    [
      rules({
        headers: {
          request: { set: { copy: '%REQ(x-id)%' }, remove: ['x-user'] },
          response: { set: { user: '%REQ(x-user)%' }, remove: ['x-user'] },
        },
      }),
    ],
    [],
  ],
  [
    'The same header at two levels',
    [rules({ ...request({ remove: ['a'] }), route: [{ ...to('web', {}, 1), ...request({ set: { A: '1' } }) }, to('api', {}, 1)] })],
    ['header-at-two-levels VirtualService shop/routes spec.http.0.route.0.headers.request'],
  ],
  [
    'Another header, or the answer’s',
    [
      rules({
        ...request({ set: { a: '1' } }),
        route: [{ ...to('web'), headers: { request: { set: { b: '1' } }, response: { set: { a: '1' } } } }],
      }),
    ],
    [],
  ],
]);

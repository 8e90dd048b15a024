import { cases, rules, to } from '../../../../test/analysis-cases';
import { headerCommand } from './header-command';

const set = (value: string) => ({ headers: { request: { set: { x: value } } } });

cases(headerCommand, [
  [
    'Unknown, also of a destination',
    [rules({ ...set('a %NOPE%'), route: [{ ...to('web'), headers: { response: { add: { y: '%WRONG(x)%' } } } }] })],
    [
      'unknown-header-command VirtualService shop/routes spec.http.0.headers.request.set.x',
      'unknown-header-command VirtualService shop/routes spec.http.0.route.0.headers.response.add.y',
    ],
  ],
  [
    'Known, and a plain percent sign',
    [rules(set('%REQ(x?y):3%'), set('100%%'), set('%UPSTREAM_NEW_ONE%'), set('%START_TIME(%Y/%m)%'))],
    [],
  ],
  ['Empty', [rules(set(' '))], ['empty-header-value VirtualService shop/routes spec.http.0.headers.request.set.x']],
]);

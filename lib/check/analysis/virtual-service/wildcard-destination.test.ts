import { cases, object, rules, to } from '../../../../test/analysis-cases';
import { wildcardDestination } from './wildcard-destination';

const entry = (...hosts: string[]) => object('ServiceEntry', 'shop/e', { hosts, ports: [{ number: 80 }] });

cases(wildcardDestination, [
  [
    'Part of a wildcard',
    [entry('*.x.com'), rules({ route: [to('a.x.com')] })],
    ['?destination-under-wildcard VirtualService shop/routes spec.http.0.route.0.destination.host'],
  ],
  ['The wildcard itself', [entry('*.x.com'), rules({ route: [to('*.x.com')] })], []],
  ['Named beside it', [entry('*.x.com', 'a.x.com'), rules({ route: [to('a.x.com')] })], []],
]);

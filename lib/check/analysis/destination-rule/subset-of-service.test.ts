import { cases, deployment, object, rules, service, to } from '../../../../test/analysis-cases';
import { subsetOfService } from './subset-of-service';

const rule = (spec: object) => object('DestinationRule', 'shop/web', { host: 'web', ...spec });

cases(subsetOfService, [
  [
    'Labels that only others have, of a subset in use',
    [
      service('web'),
      deployment('web'),
      deployment('x'),
      rule({ subsets: [{ name: 'a', labels: { app: 'x' } }] }),
      rules({ route: [to('web', { subset: 'a' })] }),
    ],
    ['subset-without-workloads DestinationRule shop/web spec.subsets.0'],
  ],
  [
    'A subset that no route uses',
    [service('web'), deployment('web'), deployment('x'), rule({ subsets: [{ name: 'a', labels: { app: 'x' } }] })],
    [],
  ],
  ['Labels that nobody has are IST0173', [service('web'), deployment('web'), rule({ subsets: [{ name: 'a', labels: { app: 'x' } }] })], []],
  [
    'A service without workloads in the set',
    [service('web'), deployment('x'), rule({ subsets: [{ name: 'a', labels: { app: 'x' } }] })],
    [],
  ],
  ['No labels', [service('web'), rule({ subsets: [{ name: 'a' }] })], ['subset-without-labels DestinationRule shop/web spec.subsets.0']],
]);

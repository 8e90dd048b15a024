import { cases, deployment, service } from '../../../../test/analysis-cases';
import { targetPort } from './target-port';

const named = (name: string) => deployment('web', { app: 'web' }, { containers: [{ ports: [{ name, containerPort: 1 }] }] });

cases(targetPort, [
  ['A name that a container has', [service('web', { ports: [{ port: 80, targetPort: 'a' }] }), named('a')], []],
  [
    'A name that none has',
    [service('web', { ports: [{ port: 80, targetPort: 'b' }] }), named('a')],
    ['unknown-target-port Service shop/web spec.ports.0.targetPort'],
  ],
  ['A number', [service('web', { ports: [{ port: 80, targetPort: 8080 }] }), named('a')], []],
  ['No Pods in the set', [service('web', { ports: [{ port: 80, targetPort: 'b' }] })], []],
]);

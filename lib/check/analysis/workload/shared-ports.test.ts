import { cases, deployment, namespace, service } from '../../../../test/analysis-cases';
import { sharedPorts } from './shared-ports';

const both = { selector: { app: 'web' } };

cases(sharedPorts, [
  [
    'One port, two protocols',
    [
      namespace('shop'),
      deployment('web'),
      service('a', { ...both, ports: [{ port: 80, protocol: 'TCP' }] }),
      service('b', { ...both, ports: [{ port: 80, protocol: 'UDP' }] }),
    ],
    ['IST0116 Deployment shop/web spec.template.metadata.labels'],
  ],
  [
    'One target, two ports',
    [
      namespace('shop'),
      deployment('web'),
      service('a', { ...both, ports: [{ port: 80, targetPort: 1 }] }),
      service('b', { ...both, ports: [{ port: 81, targetPort: 1 }] }),
    ],
    ['IST0137 Deployment shop/web spec.template.metadata.labels'],
  ],
  [
    'In the mesh only by a proxy that starts first',
    [
      deployment('web', { app: 'web' }, { initContainers: [{ name: 'istio-proxy', image: 'p' }] }),
      service('a', { ...both, ports: [{ port: 80, targetPort: 1 }] }),
      service('b', { ...both, ports: [{ port: 81, targetPort: 1 }] }),
    ],
    [],
  ],
  [
    'Not in the mesh',
    [
      deployment('web'),
      service('a', { ...both, ports: [{ port: 80, targetPort: 1 }] }),
      service('b', { ...both, ports: [{ port: 81, targetPort: 1 }] }),
    ],
    [],
  ],
]);

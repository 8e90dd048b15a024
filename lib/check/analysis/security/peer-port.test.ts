import { cases, deployment, object, service } from '../../../../test/analysis-cases';
import { peerPort } from './peer-port';

const policy = (port: string, labels: object = { app: 'web' }) =>
  object('PeerAuthentication', 'shop/web', { selector: { matchLabels: labels }, portLevelMtls: { [port]: { mode: 'DISABLE' } } });
const web = (targetPort?: unknown) =>
  service('web', { ports: [{ name: 'http', port: 80, ...(targetPort !== undefined && { targetPort }) }] });
const pods = deployment('web', { app: 'web' }, { containers: [{ name: 'app', ports: [{ name: 'http', containerPort: 8080 }] }] });
const found = ['service-port-in-peer-authentication PeerAuthentication shop/web spec.portLevelMtls.80'];

cases(peerPort, [
  ['The port of the Service', [policy('80'), web(8080), pods], found],
  ['By the name of a container’s port', [policy('80'), web('http'), pods], found],
  ['The port of the workload, and one of nobody', [policy('8080'), policy('9999'), web(8080), pods], []],
  ['A Service that keeps the port', [policy('80'), web(), pods], []],
  ['Without Pods or Service', [policy('80'), web(8080), policy('80', { app: 'x' })], []],
]);

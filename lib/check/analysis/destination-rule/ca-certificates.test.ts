import { cases, object } from '../../../../test/analysis-cases';
import { caCertificates } from './ca-certificates';

const rule = (spec: object) => object('DestinationRule', 'shop/web', { host: 'web', ...spec });

const tls = 'DestinationRule shop/web spec.trafficPolicy.tls';
const simple = { mode: 'SIMPLE' };

cases(caCertificates, [
  ['TLS without a CA, which is checked by the CAs of the system', [rule({ trafficPolicy: { tls: simple } })], [`~IST0128 ${tls}`]],
  [
    'of a port',
    [rule({ trafficPolicy: { portLevelSettings: [{ tls: { mode: 'MUTUAL' } }] } })],
    ['~IST0129 DestinationRule shop/web spec.trafficPolicy.portLevelSettings.0.tls'],
  ],
  ['TLS to any server', [rule({ trafficPolicy: { tls: { ...simple, insecureSkipVerify: true } } })], [`IST0128 ${tls}`]],
  ['A CA', [rule({ trafficPolicy: { tls: { ...simple, caCertificates: '/ca.pem' } } })], []],
  ['A Secret that sidecars do not take', [rule({ trafficPolicy: { tls: { ...simple, credentialName: 'c' } } })], [`IST0128 ${tls}`]],
  ['A ConfigMap, which they do', [rule({ trafficPolicy: { tls: { ...simple, credentialName: 'configmap://c' } } })], []],
  [
    'A Secret counts with a workloadSelector',
    [rule({ workloadSelector: {}, trafficPolicy: { tls: { mode: 'SIMPLE', credentialName: 'c' } } })],
    [],
  ],
  ['Mutual TLS of the mesh', [rule({ trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } })], []],
]);

import { cases, object } from '../../../../test/analysis-cases';
import { caCertificates } from './ca-certificates';

const rule = (spec: object) => object('DestinationRule', 'shop/web', { host: 'web', ...spec });

cases(caCertificates, [
  ['TLS without a CA', [rule({ trafficPolicy: { tls: { mode: 'SIMPLE' } } })], ['IST0128 DestinationRule shop/web spec.trafficPolicy.tls']],
  [
    'of a port',
    [rule({ trafficPolicy: { portLevelSettings: [{ tls: { mode: 'MUTUAL' } }] } })],
    ['IST0129 DestinationRule shop/web spec.trafficPolicy.portLevelSettings.0.tls'],
  ],
  [
    'A Secret counts with a workloadSelector',
    [rule({ workloadSelector: {}, trafficPolicy: { tls: { mode: 'SIMPLE', credentialName: 'c' } } })],
    [],
  ],
  ['Mutual TLS of the mesh', [rule({ trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } })], []],
]);

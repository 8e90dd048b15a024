import { cases, object } from '../../../../test/analysis-cases';
import { dynamicDns } from './dynamic-dns';

const entry = (resolution: string) => object('ServiceEntry', 'shop/e', { hosts: ['*.x.com'], resolution });
const rule = (trafficPolicy: object) => object('DestinationRule', 'shop/r', { host: '*.x.com', trafficPolicy });

cases(dynamicDns, [
  [
    'Outlier detection',
    [entry('DYNAMIC_DNS'), rule({ outlierDetection: {} })],
    ['dynamic-dns-outlier-detection DestinationRule shop/r spec.trafficPolicy.outlierDetection'],
  ],
  [
    'of a port',
    [entry('DYNAMIC_DNS'), rule({ portLevelSettings: [{ outlierDetection: {} }] })],
    ['dynamic-dns-outlier-detection DestinationRule shop/r spec.trafficPolicy.portLevelSettings.0.outlierDetection'],
  ],
  ['Another resolution', [entry('NONE'), rule({ outlierDetection: {} })], []],
  ['Another policy', [entry('DYNAMIC_DNS'), rule({ tls: {} })], []],
]);

import { cases, object } from '../../../../test/analysis-cases';
import { provider } from './provider';

const telemetry = (spec: object) => object('Telemetry', 'shop/a', spec);

cases(provider, [
  ['No provider', [telemetry({ accessLogging: [{}] })], ['IST0157 Telemetry shop/a spec.accessLogging.0']],
  ['Switched off', [telemetry({ accessLogging: [{ disabled: true }] })], []],
  ['One provider', [telemetry({ accessLogging: [{ providers: [{ name: 'envoy' }] }] })], []],
]);

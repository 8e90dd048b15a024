import { cases, object } from '../../../../test/analysis-cases';
import { outboundMode } from './outbound-mode';

const sidecar = (spec: object) => object('Sidecar', 'shop/default', spec);
const FOUND = ['outbound-policy-without-mode Sidecar shop/default spec.outboundTrafficPolicy'];

cases(outboundMode, [
  ['Empty', [sidecar({ outboundTrafficPolicy: {} })], FOUND],
  ['With another field', [sidecar({ outboundTrafficPolicy: { egressProxy: { host: 'a.b' } } })], FOUND],
  ['With a mode', [sidecar({ outboundTrafficPolicy: { mode: 'ALLOW_ANY' } })], []],
  ['The mesh’s', [sidecar({ egress: [{ hosts: ['./*'] }] })], []],
]);

import { cases, deployment, object, service } from '../../../../test/analysis-cases';
import { policyRules } from './policy-rules';

const policy = (spec: object, name = 'shop/p') => object('AuthorizationPolicy', name, spec);
const forWeb = { selector: { matchLabels: { app: 'web' } } };
const get = { to: [{ operation: { methods: ['GET'] } }] };
const tcp = service('web', { ports: [{ name: 'tcp', port: 1 }] });

cases(policyRules, [
  ['No rules', [policy({})], ['allow-policy-without-rules AuthorizationPolicy shop/p spec']],
  ['No rules that deny, and rules for all', [policy({ action: 'DENY' }), policy({ rules: [{}] }, 'shop/q')], []],
  [
    'HTTP where all is TCP',
    [tcp, deployment('web'), policy({ ...forWeb, rules: [get] })],
    ['http-condition-on-tcp AuthorizationPolicy shop/p spec.rules.0.to.0.operation.methods'],
  ],
  ['HTTP where some is', [service('web'), deployment('web'), policy({ ...forWeb, rules: [get] })], []],
  ['Without workloads', [tcp, policy({ ...forWeb, rules: [get] })], []],
  [
    'A method in small letters',
    [policy({ rules: [{ to: [{ operation: { methods: ['get', 'GET', 'P*', '*'] } }] }] })],
    ['unknown-method AuthorizationPolicy shop/p spec.rules.0.to.0.operation.methods.0'],
  ],
]);

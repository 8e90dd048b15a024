import { cases, deployment, namespace, object } from '../../../../test/analysis-cases';
import { groupAccount } from './group-account';

const shop = namespace('shop');
const group = (serviceAccount?: string) => object('WorkloadGroup', 'shop/g', { template: { serviceAccount } });
const FOUND = 'unknown-service-account WorkloadGroup shop/g spec.template.serviceAccount';

cases(groupAccount, [
  ['One that is not there', [shop, deployment('web'), group('vm')], [FOUND]],
  ['One that others may have', [group('vm')], [`?${FOUND}`]],
  ['One of a namespace of which nothing runs here', [shop, group('vm')], [`?${FOUND}`]],
  ['One of another namespace', [shop, deployment('web'), object('ServiceAccount', 'other/vm'), group('vm')], [FOUND]],
  ['One that is there', [shop, object('ServiceAccount', 'shop/vm'), group('vm')], []],
  ['One that Pods run as', [shop, deployment('web', {}, { serviceAccountName: 'vm' }), group('vm')], []],
  ['The one of every namespace', [group('default')], []],
  ['None', [shop, group()], []],
]);

import { cases, rules } from '../../../../test/analysis-cases';
import { retryTimeout } from './retry-timeout';

const retries = (perTryTimeout: string, attempts = 3) => ({ retries: { attempts, perTryTimeout } });

cases(retryTimeout, [
  [
    'A try as long as all',
    [rules({ timeout: '2s', ...retries('2000ms') })],
    ['try-longer-than-timeout VirtualService shop/routes spec.http.0.retries.perTryTimeout'],
  ],
  ['A shorter one, none at all, and no end to all', [rules({ timeout: '2s', ...retries('500ms') }, { timeout: '2s' }, retries('2s'))], []],
  ['Without retries, or without a timeout', [rules({ timeout: '2s', ...retries('5s', 0) }, { timeout: '0s', ...retries('5s') })], []],
]);

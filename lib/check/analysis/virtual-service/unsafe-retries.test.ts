import { cases, rules } from '../../../../test/analysis-cases';
import { unsafeRetries } from './unsafe-retries';

const post = (retryOn: string, attempts = 2) => ({ match: [{ method: { exact: 'POST' } }], retries: { attempts, retryOn } });

cases(unsafeRetries, [
  ['After an answer', [rules(post('5xx'))], ['retried-writes VirtualService shop/routes spec.http.0.retries.retryOn']],
  ['Before one', [rules(post('connect-failure,refused-stream'))], []],
  ['Not at all', [rules(post('5xx', 0))], []],
  ['Of requests that read', [rules({ match: [{ method: { exact: 'GET' } }], retries: { attempts: 2, retryOn: '5xx' } })], []],
]);

import { HttpMatchRequest, Kind, listOf, numberOf, StringMatch, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { httpRules } from '../http-rules';

/** Conditions under which the service may have done its work already. `x-envoy-retry-on`, Envoy 1.40 docs of the router filter */
const AFTER_WORK =
  /^(?:5xx|gateway-error|reset|retriable-4xx|retriable-status-codes|retriable-headers|internal|deadline-exceeded|cancelled|resource-exhausted|unavailable|http3-post-connect-failure|5\d\d)$/;

/**
 * Retries of POST and PATCH after an answer, or no answer, of the service: what it did once it may do again. Looked at are
 * rules for these methods alone, and with retries of their own.
 */
export const unsafeRetries: Analyzer = {
  name: 'virtual-service/unsafe-retries',
  codes: ['retried-writes'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      const matches = listOf(rule.match);
      if (!(numberOf(rule.retries?.attempts) > 0) || matches.length === 0 || !matches.every(isWrite)) continue;
      const unsafe = textOf(rule.retries?.retryOn)
        .split(',')
        .filter((each) => AFTER_WORK.test(each.trim()));
      if (unsafe.length === 0) continue;
      yield {
        code: 'retried-writes',
        resource,
        field: [...field, 'retries', 'retryOn'],
        message: `On ${unsafe.join(', ')} a request that writes is sent again, though the service may have done it. Retry on connect-failure and refused-stream only, or make it safe to repeat.`,
      };
    }
  },
};

function isWrite(match: HttpMatchRequest | null): boolean {
  const method: StringMatch | undefined = match?.method;
  return /^(?:POST|PATCH)$/.test(textOf(method?.exact)) || /^\(?\^?(?:POST|PATCH)(?:\|(?:POST|PATCH))*\$?\)?$/.test(textOf(method?.regex));
}

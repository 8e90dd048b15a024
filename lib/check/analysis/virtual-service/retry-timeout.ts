import { Kind, parseGoDuration, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { httpRules } from '../http-rules';

/**
 * Timeouts of a try that are no shorter than that of the whole request: Envoy leaves them out, so that a slow try is never
 * given up for another.
 * `FilterUtility::finalTimeout`, Envoy 1.40 source/common/router/router.cc
 */
export const retryTimeout: Analyzer = {
  name: 'virtual-service/retry-timeout',
  codes: ['try-longer-than-timeout'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const { resource, rule, field } of httpRules(context)) {
      const whole = parseGoDuration(textOf(rule.timeout)) ?? 0n;
      const each = parseGoDuration(textOf(rule.retries?.perTryTimeout)) ?? 0n;
      if (whole <= 0n || each < whole || !((rule.retries?.attempts ?? 0) > 0)) continue;
      yield {
        code: 'try-longer-than-timeout',
        resource,
        field: [...field, 'retries', 'perTryTimeout'],
        message: `The whole request ends after ${textOf(rule.timeout)}, so this has no effect and a slow try is never repeated. Make it shorter than timeout divided by the number of tries.`,
      };
    }
  },
};

import { Kind, VirtualServiceSpec } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';

/**
 * Delays with a percentage as a whole number, which `percentage` replaced.
 * `analyzeVirtualService`, istio 1.30.3 pkg/config/analysis/analyzers/deprecation/deprecation.go
 */
export const deprecatedDelay: Analyzer = {
  name: 'virtual-service/deprecated-delay',
  codes: ['IST0002'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      for (const [rule, { fault }] of objectsWithIndex(resource.spec.http)) {
        const percent = fault?.delay?.percent;
        if (typeof percent !== 'number' || percent <= 0) continue;
        yield {
          code: 'IST0002',
          resource,
          field: ['spec', 'http', rule, 'fault', 'delay', 'percent'],
          message: `fault.delay.percent is deprecated. Write percentage: {value: ${percent}} instead.`,
        };
      }
    }
  },
};

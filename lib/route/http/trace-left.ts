import { VirtualService } from '../push/virtual-service';
import { Trace } from '../trace';
import { Pruned } from './build-routes';
import { placeOfMatch, placeOfRule } from './rule-place';

/** Rules that have no delegate to go to, and rules and matches that can't hold for this proxy. */
export function traceLeftOf(trace: Trace, virtualService: VirtualService, pruned: readonly Pruned[]): void {
  for (const { rule, reason } of virtualService.dropped)
    trace.passed('route', `${virtualService.key} rule ${rule}`, reason, virtualService.resource, ['spec', 'http', rule, 'delegate']);
  for (const { rule, match, reason, field } of pruned) {
    const httpRule = virtualService.http[rule]!;
    const candidate = `${virtualService.key} ${httpRule.name}${match === undefined ? '' : ` match ${match}`}`;
    const place =
      match === undefined
        ? placeOfRule(httpRule)
        : placeOfMatch(httpRule, httpRule.spec.match?.[match], field === undefined ? [] : [field]);
    trace.passed('route', candidate, reason, place.resource, place.field);
  }
}

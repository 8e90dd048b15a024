import { HttpRoute, Kind, Resource, VirtualServiceSpec } from '../../model';
import { FieldPath } from '../../model/read';
import { Context } from './context';
import { objectsWithIndex } from './destinations';

/** A rule for HTTP, and where it stands. */
export interface PlacedRule {
  readonly resource: Resource<VirtualServiceSpec>;
  readonly rule: HttpRoute;
  readonly index: number;
  readonly field: FieldPath;
}

/** All rules for HTTP of all VirtualServices. */
export function* httpRules(context: Context): Iterable<PlacedRule> {
  for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
    for (const [index, rule] of objectsWithIndex(resource.spec.http)) yield { resource, rule, index, field: ['spec', 'http', index] };
  }
}

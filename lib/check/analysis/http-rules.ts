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

/** All rules for HTTP of all VirtualServices; many analyzers ask for them. */
export function httpRules(context: Context): readonly PlacedRule[] {
  let found = FOUND.get(context);
  if (!found) FOUND.set(context, (found = context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE).flatMap(rulesOf)));
  return found;
}

const FOUND = new WeakMap<Context, readonly PlacedRule[]>();

function rulesOf(resource: Resource<VirtualServiceSpec>): readonly PlacedRule[] {
  return objectsWithIndex(resource.spec.http).map(([index, rule]) => ({ resource, rule, index, field: ['spec', 'http', index] }));
}

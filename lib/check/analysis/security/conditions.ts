import { at, Kind, listOf, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { FieldPath } from '../../../model/read';
import { objectsWithIndex } from '../destinations';
import { print } from '../print';

interface Condition {
  readonly type?: unknown;
  readonly status?: unknown;
  readonly reason?: unknown;
  readonly message?: unknown;
}

const WAYPOINT: readonly string[] = ['istio.io/WaypointBound'];
const ROUTE: readonly string[] = ['Accepted', 'Programmed', 'ResolvedRefs'];
const POLICY: readonly string[] = ['ZtunnelAccepted', 'WaypointAccepted'];

/** The conditions that say an object is in effect. `negativeConditionsToReport` */
const TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  [Kind.SERVICE, WAYPOINT],
  [Kind.SERVICE_ENTRY, WAYPOINT],
  [Kind.WORKLOAD_ENTRY, WAYPOINT],
  [Kind.AUTHORIZATION_POLICY, POLICY],
  [Kind.K8S_GATEWAY, ROUTE],
  [Kind.HTTP_ROUTE, ROUTE],
  [Kind.GRPC_ROUTE, ROUTE],
]);

/**
 * Objects taken out of a cluster whose status says that they are not in effect.
 * `ConditionAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/conditions/conditions.go
 */
export const conditions: Analyzer = {
  name: 'security/conditions',
  codes: ['IST0171'],
  kinds: [...TYPES.keys()],
  *analyze(context) {
    for (const [kind, types] of TYPES) {
      for (const resource of context.of(kind)) {
        for (const [field, condition] of conditionsOf(kind, at(resource.manifest, 'status'))) {
          const [type, reason] = [textOf(condition.type), textOf(condition.reason)];
          const isPartial = kind === Kind.AUTHORIZATION_POLICY && type === 'WaypointAccepted' && reason === 'PartiallyInvalid';
          // A type that says nothing of this kind is looked up in a Go map, which answers with the empty status.
          const negative = types.includes(type) ? 'False' : '';
          if (textOf(condition.status) !== negative && !isPartial) continue;
          yield {
            code: 'IST0171',
            resource,
            field,
            message: `Its status says ${type}: ${print(condition.status)}, ${reason}: ${textOf(condition.message)}`,
          };
        }
      }
    }
  },
};

function* conditionsOf(kind: string, status: unknown): Iterable<[FieldPath, Condition]> {
  if (kind !== Kind.HTTP_ROUTE && kind !== Kind.GRPC_ROUTE) {
    for (const [index, each] of objectsWithIndex(at(status, 'conditions') as Condition[])) yield [['status', 'conditions', index], each];
    return;
  }
  for (const [parent, value] of listOf(at(status, 'parents') as unknown[]).entries()) {
    for (const [index, each] of objectsWithIndex(at(value, 'conditions') as Condition[])) {
      yield [['status', 'parents', parent, 'conditions', index], each];
    }
  }
}

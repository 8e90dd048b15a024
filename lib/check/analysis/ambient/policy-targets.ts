import { isObject, Kind, listOf, Resource, textOf } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer, Report } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';

interface TargetReference {
  readonly group?: string;
  readonly kind?: string;
  readonly name?: string;
}

interface Spec {
  readonly targetRef?: TargetReference;
  readonly targetRefs?: readonly TargetReference[];
}

const POLICIES = [
  Kind.AUTHORIZATION_POLICY,
  Kind.REQUEST_AUTHENTICATION,
  Kind.TELEMETRY,
  Kind.WASM_PLUGIN,
  Kind.TRAFFIC_EXTENSION,
] as const;

/** What a policy may name, all in its own namespace, by `group/Kind` with Kubernetes' own group empty. */
const TARGETS: ReadonlySet<string> = new Set([Kind.SERVICE, Kind.SERVICE_ENTRY, Kind.K8S_GATEWAY]);

/** The only class that counts, and only in the root namespace. */
const WAYPOINT_CLASS = 'istio-waypoint';

/**
 * Policies for a Service or Gateway that their namespace doesn't have, and for a Service that uses no waypoint, which is
 * what would enforce them. Kiali has the second as part of KIA0109 to KIA1112.
 * `ShouldAttachPolicy`, istio 1.30.3 pilot/pkg/model/policyattachment.go; `WaypointPolicyStatusCollection`,
 * pilot/pkg/serviceregistry/ambient/policies.go
 */
export const policyTargets: Analyzer = {
  name: 'ambient/policy-targets',
  codes: ['layer-7-without-waypoint', 'unknown-target'],
  kinds: POLICIES,
  *analyze(context) {
    for (const kind of POLICIES) {
      for (const resource of context.of<Spec>(kind)) {
        for (const [field, target] of targetsOf(resource.spec)) yield* problem(context, resource, target, field);
      }
    }
  },
};

/** The older `targetRef` counts only where there are no `targetRefs`. `GetTargetRefs` */
function targetsOf({ targetRef, targetRefs }: Spec): readonly (readonly [FieldPath, TargetReference])[] {
  if (listOf(targetRefs).length > 0) return objectsWithIndex(targetRefs).map(([index, each]) => [['spec', 'targetRefs', index], each]);
  return isObject(targetRef) ? [[['spec', 'targetRef'], targetRef]] : [];
}

function* problem(context: Context, resource: Resource, target: TargetReference, field: FieldPath): Iterable<Report> {
  const group = textOf(target.group);
  const kind = `${group === 'core' ? '' : group}/${textOf(target.kind)}`;
  if (kind === Kind.GATEWAY_CLASS) {
    yield* classProblem(context, resource, textOf(target.name), field);
    return;
  }
  if (!TARGETS.has(kind)) return;
  const { namespace } = resource;
  const found = context.get(kind, namespace, textOf(target.name));
  if (!found) {
    const outside = !context.knows(namespace);
    // A folder of policies alone says nothing of what they name.
    if (outside && !context.of(kind).some((each) => each.namespace === namespace)) return;
    yield {
      code: 'unknown-target',
      resource,
      field: [...field, 'name'],
      message: `${namespace} has no ${textOf(target.kind)} "${textOf(target.name)}", so by this name the policy holds for nothing. Mend the name, or put the policy into the namespace of what it names.`,
      outside,
    };
  } else if (kind !== Kind.K8S_GATEWAY && !context.waypoints.of(found)) {
    yield {
      code: 'layer-7-without-waypoint',
      resource,
      field: [...field, 'name'],
      message: `"${found.name}" uses no waypoint, and nothing else enforces a policy that names a ${textOf(target.kind)}. Label it, or its namespace, istio.io/use-waypoint=NAME.`,
      outside: context.waypoints.isUnknown(found),
    };
  }
}

function* classProblem(context: Context, resource: Resource, name: string, field: FieldPath): Iterable<Report> {
  if (name === WAYPOINT_CLASS && resource.namespace === context.model.rootNamespace) return;
  yield {
    code: 'unknown-target',
    resource,
    field: [...field, 'name'],
    message: `Of GatewayClasses a policy can only name ${WAYPOINT_CLASS}, and only in the namespace ${context.model.rootNamespace}; this one holds for nothing. Name a Gateway or Service.`,
    outside: true,
  };
}

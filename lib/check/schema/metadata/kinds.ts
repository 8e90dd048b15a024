import { Kind } from '../../../model';
import { dns1035Label, dnsLabel, dnsSubdomain, NameRule, pathSegment } from './names';

/**
 * How objects of Kubernetes' own kinds and of the Gateway API may be called. Of a kind that is not here only what holds
 * for every kind is asked.
 *
 * Source: `ValidateObjectMeta`'s callers, kubernetes 1.35 pkg/apis/{core,apps,batch,networking,rbac,…}/validation/validation.go;
 * for kinds that a CRD defines `customResourceValidator.Validate`, apiextensions-apiserver 0.35.
 */
const NAME_RULES: ReadonlyMap<string, NameRule> = new Map([
  [Kind.NAMESPACE, dnsLabel],
  [Kind.STATEFUL_SET, dnsLabel],
  [Kind.SERVICE, dns1035Label],
  ...[
    Kind.POD,
    Kind.CONFIG_MAP,
    Kind.SECRET,
    '/ServiceAccount',
    '/PersistentVolumeClaim',
    '/Endpoints',
    Kind.DEPLOYMENT,
    Kind.DAEMON_SET,
    Kind.REPLICA_SET,
    Kind.JOB,
    Kind.CRON_JOB,
    Kind.INGRESS,
    'networking.k8s.io/NetworkPolicy',
    'autoscaling/HorizontalPodAutoscaler',
    'discovery.k8s.io/EndpointSlice',
    Kind.K8S_GATEWAY,
    Kind.HTTP_ROUTE,
    Kind.GRPC_ROUTE,
    Kind.TLS_ROUTE,
    Kind.TCP_ROUTE,
  ].map((kind) => [kind, dnsSubdomain] as const),
  ['rbac.authorization.k8s.io/Role', pathSegment],
  ['rbac.authorization.k8s.io/RoleBinding', pathSegment],
]);

/** What is known of a kind's metadata beyond what holds for all. */
export interface MetadataRules {
  readonly name: NameRule;
  /** Whether the kind is known to live in a namespace, and to need a name: others may not be for a cluster at all. */
  readonly isKnown: boolean;
}

/** The rules of a kind that is served by a CRD. */
export const CUSTOM_RESOURCE: MetadataRules = { name: dnsSubdomain, isKnown: true };

/** The rules of a kind, by the id that `kindOf` gives it. */
export function metadataRulesOf(kind: string): MetadataRules {
  const name = NAME_RULES.get(kind);
  return { name: name ?? pathSegment, isKnown: name !== undefined };
}

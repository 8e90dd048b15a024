import type { Place } from '../../render/place';
import { listOf, madeBy } from '../../render/values';

/** Whom a role is bound to, as a manifest names it. @internal */
export interface RenderedSubject {
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  readonly apiGroup?: string;
  readonly namespace?: string;
}

/** Who sends no credentials: `Anonymous` and `AllUnauthenticated` in apiserver/pkg/authentication/user of Kubernetes 1.35. */
const ANONYMOUS = ['system:anonymous', 'system:unauthenticated'];
const RBAC = 'rbac.authorization.k8s.io';

// What the API server takes for a service account (ValidateServiceAccountName) and a namespace.
const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const ACCOUNT_NAME = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const NAMESPACE = new RegExp(`^${LABEL}$`);

/**
 * Somebody whom a role can be given to.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
 */
export class RbacSubject {
  /** A user, by the name that the cluster's authentication gives, e.g. `jane@example.com`. */
  public static user(name: string): RbacSubject {
    return new RbacSubject((place) => ({ kind: 'User', name: renderName(name, place), apiGroup: RBAC }));
  }

  /** A group, by the name that the cluster's authentication gives, e.g. `sre`. */
  public static group(name: string): RbacSubject {
    return new RbacSubject((place) => ({ kind: 'Group', name: renderName(name, place), apiGroup: RBAC }));
  }

  /** A service account: what runs in Pods. */
  public static serviceAccount(name: string, namespace: string): RbacSubject {
    return new RbacSubject((place) => ({
      kind: 'ServiceAccount',
      name: renderPattern(name, place.at('name'), ACCOUNT_NAME, 253, 'the name of a service account'),
      namespace: renderPattern(namespace, place.at('namespace'), NAMESPACE, 63, 'a namespace'),
    }));
  }

  private constructor(private readonly render: (place: Place) => RenderedSubject) {}

  /** @internal */
  public _render(place: Place): RenderedSubject {
    return this.render(place);
  }
}

function renderName(name: string, place: Place): string {
  if (typeof name !== 'string' || name.trim() === '') place.at('name').fail(name, 'names nobody', 'give the name of a user or group');
  return name;
}

function renderPattern(name: string, place: Place, pattern: RegExp, longest: number, what: string): string {
  if (typeof name !== 'string' || name.length > longest || !pattern.test(name))
    place.fail(name, `is not ${what}`, `give up to ${longest} lower-case letters, digits and dashes`);
  return name;
}

const renderSubject = madeBy<RenderedSubject>('RbacSubject', 'user("jane@example.com")');

/**
 * The subjects of a binding: at least one, none twice, and nobody without credentials.
 *
 * @param anonymousProp the prop that allows those without credentials, and whether it is set
 * @internal
 */
export function renderSubjects(
  subjects: RbacSubject[],
  place: Place,
  anonymousProp?: { readonly name: string; readonly value: boolean },
): RenderedSubject[] {
  const seen = new Set<string>();
  const rendered = listOf((subject: RbacSubject, at) => {
    const one = renderSubject(subject, at);
    const id = JSON.stringify([one.kind, one.namespace, one.name]);
    if (seen.has(id)) at.fail(one.name, 'is there already', 'remove one of the two');
    seen.add(id);
    if (one.kind !== 'ServiceAccount' && ANONYMOUS.includes(one.name) && !anonymousProp?.value) {
      const risk = anonymousProp ? `, or take the risk with ${anonymousProp.name}: true` : '';
      at.at('name').fail(
        one.name,
        'is whoever reaches the API server, without any credentials',
        `name the users, groups or service accounts that need it${risk}`,
      );
    }
    return one;
  })(subjects, place);
  if (rendered.length === 0) place.fail(subjects, 'names nobody', 'give at least one RbacSubject');
  return rendered;
}

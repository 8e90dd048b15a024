import { Kind, listOf, Labels, stringsIn } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { PeerModes } from '../peer-modes';
import { serviceAccounts } from '../service-accounts';

interface Source {
  readonly principals?: readonly string[];
  readonly notPrincipals?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly notNamespaces?: readonly string[];
}

interface Spec {
  readonly selector?: { readonly matchLabels?: Labels };
  readonly rules?: readonly { readonly from?: readonly { readonly source?: Source }[] }[];
}

/**
 * Sources by identity that nobody has: a ServiceAccount that doesn't exist (KIA0106 of Kiali), or any at all where mutual
 * TLS, which is what proves an identity, is switched off (KIA0105).
 * `principalGenerator`, `namespaceGenerator`: istio 1.30.3 pilot/pkg/security/authz/model/generator.go read the peer's
 * certificate
 */
export const principals: Analyzer = {
  name: 'security/principals',
  codes: ['needs-mutual-tls', 'unknown-service-account'],
  kinds: [Kind.AUTHORIZATION_POLICY],
  *analyze(context) {
    const accounts = serviceAccounts(context);
    const namespaces = new Set([...accounts].map((each) => each.slice(0, each.indexOf('/'))));
    const modes = new PeerModes(context);
    for (const resource of context.of<Spec>(Kind.AUTHORIZATION_POLICY)) {
      const pods = context.pods.selectedBy(resource.spec.selector?.matchLabels, resource.namespace).filter(({ hasProxy }) => hasProxy);
      const isPlain = pods.length > 0 && pods.every((pod) => modes.of(pod) === 'DISABLE' && !modes.hasPortLevel(pod));
      for (const [rule, { from }] of objectsWithIndex(resource.spec.rules)) {
        for (const [index, { source }] of objectsWithIndex(from)) {
          const path = ['spec', 'rules', rule, 'from', index, 'source'];
          const field = (['principals', 'notPrincipals', 'namespaces', 'notNamespaces'] as const).find(
            (each) => listOf(source?.[each]).length > 0,
          );
          if (field && isPlain) {
            yield {
              code: 'needs-mutual-tls',
              resource,
              field: [...path, field],
              message:
                'Mutual TLS is off for these workloads, so no caller has an identity and this never fits. Let the PeerAuthentication be PERMISSIVE or STRICT.',
            };
          }
          for (const list of ['principals', 'notPrincipals'] as const) {
            for (const [place, principal] of stringsIn(source?.[list]).entries()) {
              const [, namespace, account] = /\/ns\/([^/*]+)\/sa\/([^/*]+)$/.exec(principal) ?? [];
              if (namespace === undefined || account === 'default' || accounts.has(`${namespace}/${account!}`)) continue;
              yield {
                code: 'unknown-service-account',
                resource,
                field: [...path, list, place],
                message: `${namespace} has no ServiceAccount "${account!}", so nobody is "${principal}". Mend the name, or add the ServiceAccount.`,
                outside: !context.knows(namespace),
                likelyFine: !namespaces.has(namespace),
              };
            }
          }
        }
      }
    }
  },
};

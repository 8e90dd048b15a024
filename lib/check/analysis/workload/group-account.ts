import { at, Kind, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { serviceAccounts } from '../service-accounts';

/**
 * WorkloadGroups whose ServiceAccount doesn't exist, so that their machines get no token to join the mesh with (KIA1701 of
 * Kiali). `createServiceAccountToken`, istio 1.30.3 istioctl/pkg/workload/workload.go
 */
export const groupAccount: Analyzer = {
  name: 'workload/group-account',
  codes: ['unknown-service-account'],
  kinds: [Kind.WORKLOAD_GROUP],
  *analyze(context) {
    const accounts = serviceAccounts(context);
    for (const resource of context.of(Kind.WORKLOAD_GROUP)) {
      const { namespace, spec } = resource;
      const account = textOf(at(spec, 'template', 'serviceAccount'));
      if (account === '' || account === 'default' || accounts.has(`${namespace}/${account}`)) continue;
      yield {
        code: 'unknown-service-account',
        resource,
        field: ['spec', 'template', 'serviceAccount'],
        message: `${namespace} has no ServiceAccount "${account}", so these machines get no token to join the mesh with. Mend the name, or add the ServiceAccount.`,
        outside: !context.knows(namespace),
      };
    }
  },
};

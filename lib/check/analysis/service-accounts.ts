import { at, Kind, POD_TEMPLATES, textOf } from '../../model';
import { Context } from './context';
import { namesMadeForGateways } from './made-for-gateways';

/** `namespace/name` of ServiceAccounts that are there, that Pods run as, or that istiod makes; every namespace has `default`. */
export function serviceAccounts(context: Context): ReadonlySet<string> {
  const names = new Set(context.of(Kind.SERVICE_ACCOUNT).map(({ namespace, name }) => `${namespace}/${name}`));
  for (const name of namesMadeForGateways(context)) names.add(name);
  for (const [kind, path] of POD_TEMPLATES) {
    for (const { namespace, manifest } of context.of(kind)) {
      names.add(`${namespace}/${textOf(at(manifest, ...path, 'spec', 'serviceAccountName')) || 'default'}`);
    }
  }
  return names;
}

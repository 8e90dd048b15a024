import { at, Kind, POD_TEMPLATES, textOf } from '../../model';
import { Context } from './context';

/** `namespace/name` of ServiceAccounts that are there or that Pods run as; every namespace has `default`. */
export function serviceAccounts(context: Context): ReadonlySet<string> {
  const names = new Set(context.of(Kind.SERVICE_ACCOUNT).map(({ namespace, name }) => `${namespace}/${name}`));
  for (const { name } of context.of(Kind.NAMESPACE)) names.add(`${name}/default`);
  for (const [kind, path] of POD_TEMPLATES) {
    for (const { namespace, manifest } of context.of(kind)) {
      names.add(`${namespace}/${textOf(at(manifest, ...path, 'spec', 'serviceAccountName')) || 'default'}`);
    }
  }
  return names;
}

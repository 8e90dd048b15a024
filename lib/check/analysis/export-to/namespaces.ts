import { at, Kind, stringsIn } from '../../../model';
import { Analyzer } from '../analyzer';

/**
 * Namespaces in `exportTo` that don't exist (KIA0005 of Kiali).
 * `visibility.Instance`, istio 1.30.3 pkg/config/visibility/visibility.go: a name is taken as it is
 */
export const namespaces: Analyzer = {
  name: 'export-to/namespaces',
  codes: ['unknown-export-namespace'],
  kinds: [Kind.VIRTUAL_SERVICE, Kind.DESTINATION_RULE, Kind.SERVICE_ENTRY],
  *analyze(context) {
    for (const kind of this.kinds) {
      for (const resource of context.of(kind)) {
        for (const [index, name] of stringsIn(at(resource.spec, 'exportTo') as string[]).entries()) {
          if (name === '.' || name === '*' || name === '~' || name === resource.namespace || context.holds(name)) continue;
          yield {
            code: 'unknown-export-namespace',
            resource,
            field: ['spec', 'exportTo', index],
            message: `There is no namespace "${name}" to export to. Mend the name; "." is the own namespace and "*" are all.`,
            outside: true,
            likelyFine: context.of(Kind.NAMESPACE).length === 0,
          };
        }
      }
    }
  },
};

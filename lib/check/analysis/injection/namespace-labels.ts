import { at, isObject, Kind, Labels, Resource } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { print } from '../print';

const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';
const DATAPLANE_MODE = 'istio.io/dataplane-mode';

/**
 * Namespaces whose labels say nothing, or several things, about how their Pods get into the mesh.
 * `Analyzer`, istio 1.30.3 pkg/config/analysis/analyzers/injection/injection.go
 */
export const namespaceLabels: Analyzer = {
  name: 'injection/namespace-labels',
  codes: ['IST0102', 'IST0123', 'IST0148'],
  kinds: [Kind.NAMESPACE],
  *analyze(context) {
    let byDefault = false;
    for (const resource of context.of(Kind.NAMESPACE)) {
      const { name, labels } = resource;
      if (name === 'istio-system') continue;
      const field = ['metadata', 'labels'];
      const given = waysIn(labels);
      if (given.length > 1) {
        yield {
          code: 'IST0123',
          resource,
          field,
          message: `${given.join(' and ')} contradict each other. Keep one of these labels.`,
        };
      }
      if (labels[DATAPLANE_MODE] === 'ambient') continue;
      byDefault = injectsByDefault(context, labels[REVISION]) ?? byDefault;
      if ((labels[INJECTION] ?? '') !== '' || Object.hasOwn(labels, REVISION)) continue;
      yield byDefault
        ? {
            code: 'IST0148',
            resource,
            field,
            message: `${name} has no label, and Istio is installed with enableNamespacesByDefault, so its Pods get the proxy. Label it to say what you want.`,
          }
        : {
            code: 'IST0102',
            resource,
            field,
            message: `Pods of ${name} get no proxy. Label it ${INJECTION}=enabled to have them in the mesh, or ${INJECTION}=disabled to say that this is meant.`,
          };
    }
  },
};

function waysIn(labels: Labels): readonly string[] {
  const injection = Object.hasOwn(labels, INJECTION) ? labels[INJECTION] : undefined;
  const ways = injection === undefined ? [] : [`${INJECTION}=${print(injection)}`];
  if (injection !== undefined && injection !== 'enabled') return ways;
  for (const name of [REVISION, DATAPLANE_MODE]) if (Object.hasOwn(labels, name)) ways.push(`${name}=${print(labels[name])}`);
  return ways;
}

/** What the injector of a revision does with namespaces without labels; undefined where its ConfigMap isn't in the set. */
function injectsByDefault(context: Context, revision: string | undefined): boolean | undefined {
  const name = injectorName(revision);
  const map = context.of(Kind.CONFIG_MAP).find((each) => each.name === name);
  return map && at(injectorValues(map), 'sidecarInjectorWebhook', 'enableNamespacesByDefault') === true;
}

/** `GetInjectorConfigMapName`, istio 1.30.3 pkg/config/analysis/analyzers/util/config.go */
export function injectorName(revision: string | undefined): string {
  return (revision ?? '') === '' || revision === 'default' ? 'istio-sidecar-injector' : `istio-sidecar-injector-${print(revision)}`;
}

/** The values with which an injector was installed. */
export function injectorValues({ manifest }: Resource): unknown {
  const text = at(manifest, 'data', 'values');
  if (typeof text !== 'string') return undefined;
  try {
    const values: unknown = JSON.parse(text);
    return isObject(values) ? values : undefined;
  } catch {
    return undefined;
  }
}

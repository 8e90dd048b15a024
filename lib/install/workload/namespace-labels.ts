import type { IConstruct } from 'constructs';
import type { INamespace } from '../namespace/mesh-namespace';

/**
 * The Namespaces of an app, as they are when it is synthesized.
 *
 * A walk through the app for each workload would be quadratic, so what was found is kept until one asks again: then
 * a new synthesis has begun.
 */
class Namespaces {
  private found = new Map<string, INamespace>();
  private readonly asked = new Set<object>();

  public constructor(private readonly root: IConstruct) {}

  public find(asker: object, name: string): INamespace | undefined {
    if (this.asked.size === 0 || this.asked.has(asker)) {
      this.asked.clear();
      const namespaces = this.root.node
        .findAll()
        .filter((construct): construct is INamespace => (construct as { kind?: unknown }).kind === 'Namespace');
      this.found = new Map(namespaces.map((namespace) => [namespace.name, namespace]));
    }
    this.asked.add(asker);
    return this.found.get(name);
  }
}

const known = new WeakMap<IConstruct, Namespaces>();

/**
 * The Namespace of a name in the app that a construct belongs to, if it has one. To be asked at synth.
 *
 * @param asker tells askers apart, for each asks once in a synthesis
 * @internal
 */
export function findNamespace(construct: IConstruct, name: string, asker: object): INamespace | undefined {
  const { root } = construct.node;
  const namespaces = known.get(root) ?? new Namespaces(root);
  known.set(root, namespaces);
  return namespaces.find(asker, name);
}

import type { FieldPath } from '../model/read';

interface Node<T> {
  readonly values: T[];
  readonly children: Map<string | number, Node<T>>;
}

/** Values by the field that they are about, to be found from fields around it and in it, however many there are. */
export class FieldTree<T> {
  private readonly root: Node<T> = { values: [], children: new Map() };

  public add(field: FieldPath, value: T): void {
    let node = this.root;
    for (const step of field) {
      let child = node.children.get(step);
      if (!child) node.children.set(step, (child = { values: [], children: new Map() }));
      node = child;
    }
    node.values.push(value);
  }

  /** What is about a field itself. */
  public of(field: FieldPath): readonly T[] {
    return this.find(field)?.values ?? [];
  }

  /** What is about a field, or about one around it. */
  public *around(field: FieldPath): Iterable<T> {
    let node: Node<T> | undefined = this.root;
    yield* node.values;
    for (const step of field) {
      node = node.children.get(step);
      if (!node) return;
      yield* node.values;
    }
  }

  /** What is about a field, or about one in it, so many levels deeper at most. */
  public *within(field: FieldPath, levels = Infinity): Iterable<T> {
    const node = this.find(field);
    if (node) yield* below(node, levels);
  }

  private find(field: FieldPath): Node<T> | undefined {
    let node: Node<T> | undefined = this.root;
    for (const step of field) node = node?.children.get(step);
    return node;
  }
}

function* below<T>(node: Node<T>, levels: number): Iterable<T> {
  yield* node.values;
  if (levels > 0) for (const child of node.children.values()) yield* below(child, levels - 1);
}

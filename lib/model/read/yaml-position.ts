import { isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { joinFlowLines } from './flow-text';
import { MAX_NOTES } from './limits';
import { isMapping, type Json, type Note, type Places, type Position, setOwn, SyntaxProblem } from './values';
import { NO_JSON, resolvePlain } from './yaml-schema';

/** Where everything in a document stands, and what is odd about it. */
export interface Survey {
  /** As the document's value, with what aliases stand for shared. */
  readonly root: Json;
  readonly places: Places;
  readonly notes: readonly Note[];
  /** What js-yaml reads otherwise than kubectl. */
  readonly problem: SyntaxProblem | undefined;
}

/** Parses a document a second time, with `yaml`, which knows places; `line` is the number of lines before it. */
export function survey(text: string, line: number, start: Position): Survey {
  return new Surveyor(text, line, start);
}

type Path = readonly (string | number)[];

class Surveyor implements Survey {
  public readonly root: Json;
  public readonly places: Places = new Map();
  public readonly notes: Note[] = [];
  public problem: SyntaxProblem | undefined;
  private readonly lines = new LineCounter();
  private readonly anchors = new Map<string, Json>();

  public constructor(
    text: string,
    private readonly line: number,
    private readonly start: Position,
  ) {
    const options = {
      version: '1.1',
      schema: 'failsafe',
      uniqueKeys: false,
      keepSourceTokens: true,
      strict: false,
      logLevel: 'silent',
    } as const;
    for (let at = 0; at !== -1; at = text.indexOf('\n', at) + 1 || -1) this.lines.addNewLine(at);
    this.root = this.value(parseDocument(joinFlowLines(text), options).contents, []);
  }

  private value(node: unknown, path: Path): Json {
    if (isAlias(node)) return this.anchors.get(node.source) ?? null;
    if (isMap(node)) return this.mapping(node, path);
    if (isSeq(node)) {
      const items: Json[] = [];
      const places = this.begin(node, items);
      for (const [index, item] of node.items.entries()) {
        places.set(index, this.at(dash(node, index), this.at(item)));
        items.push(this.value(item, [...path, index]));
      }
      return items;
    }
    if (!isScalar(node)) return null;
    const value = scalar(node);
    if (node.anchor) this.anchors.set(node.anchor, value);
    return value;
  }

  private mapping(node: YAMLMap, path: Path): Json {
    const result: Record<string, Json> = {};
    const places = this.begin(node, result);
    const merged = new Set<string>();
    let merges = 0;
    for (const pair of node.items) {
      const at = this.at(pair.key, this.at(pair.value, this.at(node)));
      if (isMerge(pair)) {
        if (merges++ > 0) this.refuse('a second << in one mapping; give one << a list of mappings', at);
        this.merge(result, places, merged, this.value(pair.value, path), at);
        continue;
      }
      const name = this.value(pair.key, path);
      const isLossy = typeof name === 'number' && !Number.isSafeInteger(name);
      const isKey = name !== null && typeof name !== 'object' && !isLossy;
      if (!isKey) this.refuse('null, a list, a mapping, or a number with a fraction or beyond 2^53 is no key; quote it', at);
      const key = typeof name === 'object' && name !== null ? '' : String(name);
      if (places.has(key) && !merged.has(key)) this.note([...path, key], at);
      merged.delete(key);
      setOwn(result, key, this.value(pair.value, [...path, key]));
      places.set(key, at);
    }
    return result;
  }

  private merge(target: Json, places: Map<string | number, Position>, merged: Set<string>, value: Json, at: Position): void {
    for (const source of Array.isArray(value) ? value : [value]) {
      if (!isMapping(source)) continue;
      for (const key of Object.keys(source)) {
        if (merged.has(key)) continue;
        if (places.has(key))
          this.refuse(
            `<< brings the key ${JSON.stringify(key)} that stands before it, too: kubectl takes that of <<, other programs the key itself; put << first`,
            at,
          );
        setOwn(target as object, key, source[key]!);
        places.set(key, this.places.get(source)?.get(key) ?? at);
        merged.add(key);
      }
    }
  }

  private begin(node: { anchor?: string }, value: Json[] | Record<string, Json>): Map<string | number, Position> {
    const places = new Map<string | number, Position>();
    this.places.set(value, places);
    if (node.anchor) this.anchors.set(node.anchor, value);
    return places;
  }

  private at(node: unknown, otherwise = this.start): Position {
    const offset = (node as { range?: readonly number[] | null } | null | undefined)?.range?.[0];
    if (offset === undefined) return otherwise;
    const { line, col } = this.lines.linePos(offset);
    return { line: this.line + line, column: col };
  }

  private note(path: Path, at: Position): void {
    if (this.notes.length < MAX_NOTES) this.notes.push({ kind: 'duplicate-key', at, path });
  }

  private refuse(problem: string, at: Position): void {
    this.problem ??= new SyntaxProblem(problem, at);
  }
}

/** The `-` before an item, as if it were a node. */
function dash({ srcToken }: YAMLSeq, index: number): object | undefined {
  const start = srcToken?.type === 'block-seq' ? srcToken.items[index]?.start : undefined;
  const offset = start?.find(({ type }) => type === 'seq-item-ind')?.offset;
  return offset === undefined ? undefined : { range: [offset] };
}

function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<' && key.tag === undefined;
}

function scalar(node: { type?: unknown; tag?: string; source?: string; value: unknown }): Json {
  const text = node.source ?? '';
  if (node.type !== 'PLAIN' || node.tag !== undefined) return text;
  const value = resolvePlain(text);
  return value === NO_JSON ? text : value;
}

import { MAX_ALIASED, MAX_DEPTH } from './limits';
import type { FieldPath } from './source';
import { isMapping, type Json, setOwn } from './values';

type Refuse = (problem: string, path: FieldPath) => never;

/** Gives every place that an alias or `<<` stands for a copy of its own; refuses what would grow too much. */
export function unshare(root: Json, refuse: Refuse): Json {
  const seen = new Set<object>();
  const open = new Set<object>();
  const path: (string | number)[] = [];
  let copied = 0;
  /** Where the outermost alias stands that is being expanded. */
  let alias: FieldPath = path;
  const visit = (value: Json, isCopy: boolean): Json => {
    if (isCopy && ++copied > MAX_ALIASED)
      refuse(`too much of this document comes from aliases: more than ${MAX_ALIASED} values; write fewer`, alias);
    if (typeof value !== 'object' || value === null) return value;
    if (open.has(value)) refuse('an alias stands inside what it stands for; write the value out', path);
    if (path.length >= MAX_DEPTH) refuse(`more than ${MAX_DEPTH} levels, aliases expanded; nest less deeply`, path);
    const copies = isCopy || seen.has(value);
    if (copies && !isCopy) alias = [...path];
    seen.add(value);
    open.add(value);
    const result: Json = !copies ? value : Array.isArray(value) ? [] : {};
    for (const key of Object.keys(value)) {
      const step = Array.isArray(value) ? Number(key) : key;
      const item = (value as Record<string | number, Json>)[step]!;
      path.push(step);
      const mine = visit(item, copies);
      path.pop();
      if (copies || mine !== item) put(result, step, mine);
    }
    open.delete(value);
    return result;
  };
  return visit(root, false);
}

function put(target: Json[] | Record<string, Json>, step: string | number, value: Json): void {
  if (!isMapping(target)) target[step as number] = value;
  else if (step === '__proto__') setOwn(target, step, value);
  else target[step] = value;
}

import type { Part } from './parts';

let reached: Part[] | undefined;

/** True while somebody wants to know what of the manifests a request comes to; else nobody looks for it. */
export function isCounting(): boolean {
  return reached !== undefined;
}

/** Notes what a request has come to: a rule and its match, a subset that it or a copy of it is sent to. */
export function reach(parts: readonly Part[]): void {
  reached?.push(...parts);
}

/** Routes requests and tells what they came to. Not by a trace, which looks at all that they did not come to as well. */
export function countingParts<Result>(routing: () => Result): { readonly result: Result; readonly parts: readonly Part[] } {
  const outer = reached;
  const parts: Part[] = [];
  reached = parts;
  try {
    return { result: routing(), parts };
  } finally {
    reached = outer;
  }
}

import { readFileSync } from 'node:fs';
import { judgeAdmission } from './admission-verdict';
import { Verdict } from './corpus';

interface Case {
  readonly id: string;
  readonly scope: 'resource' | 'fragment';
  readonly kind?: string;
  readonly resource?: unknown;
  readonly flags?: readonly string[];
  readonly expect: { readonly valid: boolean; readonly warn?: boolean; readonly errorContains?: string };
}

/** What a Go test can pass to a function and no manifest can say. */
const INEXPRESSIBLE: ReadonlyMap<string, string> = new Map([
  ['nullElement', 'a nil in a list: decoding makes an empty message of null'],
  ['emptyNonNilList', 'an empty list that is not nil: decoding makes nil of []'],
  ['nilInput', 'a nil in place of a message'],
  ['nullValue', 'a nil in a map or field'],
  ['wrongType', 'a message of another kind'],
  ['nulChars', 'a text of NUL bytes, of which YAML has none'],
]);

/** Istio's own tests of the webhook's rules; fragments are wrapped, so that only acceptance is compared. */
export function* webhookJson(path: string, filter: (id: string) => boolean): Iterable<Verdict> {
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { readonly cases: readonly Case[] };
  for (const each of cases) if (filter(each.id)) yield judgeCase(each);
}

function judgeCase({ id, scope, kind, resource, flags = [], expect }: Case): Verdict {
  const section = `webhook's own tests, ${scope}s`;
  const flag = flags.find((each) => INEXPRESSIBLE.has(each));
  if (flag !== undefined) return { id, section, kind: 'outOfScope', detail: INEXPRESSIBLE.get(flag) };
  if (resource === undefined) return { id, section, kind: 'outOfScope', detail: 'a Go function that no manifest reaches alone' };
  // The tests of EnvoyFilters go around the function that warns of every one.
  const knowsWarnings = scope === 'resource' && kind !== 'EnvoyFilter';
  return judgeAdmission(id, section, [unpacked(resource)], {
    valid: expect.valid,
    warned: knowsWarnings ? expect.warn : undefined,
    errors: expect.errorContains === undefined ? [] : [expect.errorContains],
  });
}

/** With long texts written out, which the corpus shortens to a character and a count. */
function unpacked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpacked);
  if (typeof value !== 'object' || value === null) return value;
  const { $repeat, $repeatBase64 } = value as { $repeat?: [string, number]; $repeatBase64?: [string, number] };
  if ($repeat) return $repeat[0].repeat($repeat[1]);
  if ($repeatBase64) return Buffer.from($repeatBase64[0].repeat($repeatBase64[1])).toString('base64');
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unpacked(each)]));
}

import { CelFunc, celEnv, celFunc, celMap, celMethod, CelScalar, isCelError, mapType, objectType } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { RE2JS } from 're2js';
import { parseGoDuration } from '../../../model';
import { isRequestUrl, parseUrl } from './go-url';

const { BOOL, DYN, INT, STRING } = CelScalar;
const DURATION = objectType('google.protobuf.Duration');
/** A URL is a value of its own to Kubernetes; here it is a map with what can be asked of it. */
const URL = mapType(DYN, DYN);

/** Functions as they came, to make values that only they can make. */
const standard = celEnv().funcs;

/**
 * Where rules mean something else in Kubernetes than in the CEL library used here: what Go's parsers take, lengths in
 * code points, and Kubernetes' own functions.
 *
 * Source: cel-go 0.26 common/types/string.go (`ConvertToType`), ext/strings.go; apiserver 0.35 pkg/cel/library/urls.go
 */
export const FUNCTIONS: readonly CelFunc[] = [
  ...strings,
  celFunc('duration', [STRING], DURATION, (text) => {
    const nanoseconds = parseGoDuration(text);
    if (nanoseconds === undefined) throw new Error('no duration, such as 1m30s or 250ms');
    return call('duration', `${nanoseconds}ns`) as never;
  }),
  celFunc('int', [STRING], INT, (text) => {
    if (!/^[+-]?\d+$/.test(text) || text.length > MAX_DIGITS) throw new Error('no integer');
    const value = BigInt(text.replace('+', ''));
    if (value >= 2n ** 63n || value < -(2n ** 63n)) throw new Error('an integer that does not fit 64 bits');
    return value;
  }),
  celMethod('substring', STRING, [INT], STRING, function (start) {
    return substring(this, start, undefined);
  }),
  celMethod('substring', STRING, [INT, INT], STRING, function (start, end) {
    return substring(this, start, end);
  }),
  celFunc('isURL', [STRING], BOOL, isRequestUrl),
  celFunc('url', [STRING], URL, (text) => {
    const url = parseUrl(text);
    if (!url) throw new Error('no absolute URL');
    return celMap(new Map([['scheme', url.scheme]]));
  }),
  celMethod('getScheme', URL, [], STRING, function () {
    return this.get('scheme') as string;
  }),
];

/** Go reads any number of leading zeros; nobody writes more than these. */
const MAX_DIGITS = 1000;

/** The regular expressions of rules, compiled once each. A pattern may come from the object, so there is an end to it. */
const patterns = new Map<string, RE2JS>();
const MAX_PATTERNS = 1000;

/** Go's regexp, for `matches`. */
export const RE2 = {
  compile(pattern: string): { test(text: string): boolean } {
    let compiled = patterns.get(pattern);
    if (!compiled) {
      compiled = RE2JS.compile(pattern);
      if (patterns.size >= MAX_PATTERNS) patterns.clear();
      patterns.set(pattern, compiled);
    }
    return { test: (text) => compiled.test(text) };
  },
};

function call(name: string, argument: string): unknown {
  const result = standard.find(name)?.call(0, undefined, [argument]);
  if (result === undefined || isCelError(result)) throw new Error(`${name} failed`);
  return result;
}

function substring(text: string, start: bigint, end: bigint | undefined): string {
  const points = [...text];
  const last = end ?? BigInt(points.length);
  if (start < 0n || last < start || last > BigInt(points.length)) throw new Error('text is too short');
  return points.slice(Number(start), Number(last)).join('');
}

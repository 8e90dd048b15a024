import { UsageError } from './io';

/** What `-H` options say: the Host header, and all the others. */
export interface HeaderLines {
  readonly authority?: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const NOT_IN_VALUES = /[\0\r\n]/;

/** Reads header lines as curl does: `Name: value`; `Name;` sends it empty, `Name:` not at all. A name given again is another line. */
export function readHeaders(lines: readonly string[]): HeaderLines {
  const headers = new Map<string, { name: string; values: string[] }>();
  let authority: string | undefined;
  for (const line of lines) {
    const { name, value } = readLine(line);
    if (value === undefined) continue;
    if (name.toLowerCase() === 'host') {
      authority = value;
      continue;
    }
    const known = headers.get(name.toLowerCase());
    if (known) known.values.push(value);
    else headers.set(name.toLowerCase(), { name, values: [value] });
  }
  const entries = [...headers.values()].map(({ name, values }) => [name, values.length === 1 ? values[0]! : values] as const);
  return { ...(authority !== undefined && { authority }), headers: Object.fromEntries(entries) };
}

function readLine(line: string): { name: string; value?: string } {
  const colon = line.indexOf(':', line.startsWith(':') ? 1 : 0);
  const isEmpty = colon < 0 && line.endsWith(';');
  const name = (isEmpty ? line.slice(0, -1) : line.slice(0, Math.max(colon, 0))).trim();
  if (name.startsWith(':')) throw new UsageError(`-H "${line}": ${name} is not given as a header; use -X, the URL or -H "Host: …"`);
  if (!TOKEN.test(name)) throw new UsageError(`-H "${line}" is no header; write -H "Name: value"`);
  if (isEmpty) return { name, value: '' };
  const value = line.slice(colon + 1).trim();
  if (NOT_IN_VALUES.test(value)) throw new UsageError(`-H "${name}: …": a header's value is one line`);
  return value === '' ? { name } : { name, value };
}

import { Schema } from './schema';

/**
 * Formats of texts that the API server holds a value against, and `go-time`, by which this folder describes metadata. Others (`int32`, `double`) it knows and passes over:
 * `supportedVersionedFormats`, apiextensions-apiserver 0.35 pkg/apiserver/validation/formats.go
 */
const FORMATS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['byte', isBase64],
  ['date-time', isDateTime],
  ['password', () => true],
  ['go-time', isGoTime],
]);

/** Formats that mean nothing to the API server. */
export const FORMATS_WITHOUT_EFFECT: ReadonlySet<string> = new Set(['int32', 'int64', 'float', 'double']);

/** Whether a text has the schema's format; undefined where there is none to hold it against. */
export function formatOf(schema: Schema): ((text: string) => boolean) | undefined {
  return schema.format === undefined ? undefined : FORMATS.get(schema.format);
}

/** Base64 with its padding; empty text is none. `govalidator.IsBase64`, as kube-openapi's strfmt registers it for `byte`. */
function isBase64(text: string): boolean {
  return text.length > 0 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

/** `IsDateTime`, k8s.io/kube-openapi pkg/validation/strfmt/time.go: RFC 3339, in which any character may stand before the fraction. */
function isDateTime(text: string): boolean {
  return isTime(/^(\d{4})-(\d\d)-(\d\d)t(\d\d):(\d\d):(\d\d)(?:[^\n]\d+)?(?:z|[+-]\d\d:\d\d)$/.exec(text.toLowerCase()));
}

/** `time.Parse(time.RFC3339, …)`, Go 1.26: hours may have one digit, a fraction may follow a comma. */
function isGoTime(text: string): boolean {
  return isTime(/^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|[+-](?:[01]\d|2[0-4]):(?:[0-5]\d|60))$/.exec(text));
}

function isTime(parts: RegExpExecArray | null): boolean {
  if (!parts) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [number, number, number, number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && hour <= 23 && minute <= 59 && second <= 59;
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

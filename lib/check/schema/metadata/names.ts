import { show } from '../value';

/** What is wrong with a name and what to do, without the name of the field; undefined where nothing is. */
export type NameRule = (name: string) => string | undefined;

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const SERVICE = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

/** RFC 1123 label: `IsDNS1123Label`, apimachinery 0.35 pkg/util/validation/validation.go */
export const dnsLabel: NameRule = (name) =>
  tooLong(name, 63) ?? unless(LABEL, name, "small letters, digits and '-', beginning and ending with a letter or digit");

/** RFC 1123 subdomain, the rule of most kinds: `IsDNS1123Subdomain` */
export const dnsSubdomain: NameRule = (name) =>
  tooLong(name, 253) ??
  unless(SUBDOMAIN, name, "small letters, digits, '-' and '.', each part beginning and ending with a letter or digit");

/** RFC 1035 label, the rule of Services: `IsDNS1035Label` */
export const dns1035Label: NameRule = (name) =>
  tooLong(name, 63) ?? unless(SERVICE, name, "small letters, digits and '-', beginning with a letter and ending with a letter or digit");

/** What every kind asks of a name: `IsValidPathSegmentName`, apimachinery 0.35 pkg/api/validation/path/name.go */
export const pathSegment: NameRule = (name) =>
  name === '.' || name === '..' || /[/%]/.test(name) ? `is ${show(name)}; take out / and %, and do not use . or .. alone` : undefined;

/** The rule for a name to which something will be added, as `generateName`: it may end with a dash. `maskTrailingDash` */
export function asPrefix(rule: NameRule): NameRule {
  return (name) => (name.length > 1 && name.endsWith('-') ? rule(`${name.slice(0, -2)}a`) : rule(name));
}

/** `name` or `dns.domain/name`, as label and annotation keys and finalizers: `IsLabelKey`, apimachinery 0.35 pkg/api/validate/content/kube.go */
export const qualifiedName: NameRule = (key) => {
  const parts = key.split('/');
  if (parts.length > 2) return `${show(key)} has more than one /; write it as name or as domain/name`;
  const name = parts.at(-1)!;
  const prefix = parts.length === 2 ? parts[0]! : undefined;
  if (prefix !== undefined && (prefix.length > 253 || !SUBDOMAIN.test(prefix)))
    return `${show(key)} has no DNS name in small letters before the /; correct it`;
  if (name.length > 63) return `${show(key)} has a name of ${name.length} characters; 63 are allowed`;
  if (!QUALIFIED.test(name))
    return `${show(key)} has to be made of letters, digits, '-', '_' and '.', beginning and ending with a letter or digit`;
  return undefined;
};

/** `IsLabelValue` */
export const labelValue: NameRule = (value) =>
  tooLong(value, 63) ?? unless(LABEL_VALUE, value, "letters, digits, '-', '_' and '.', beginning and ending with a letter or digit");

function tooLong(name: string, most: number): string | undefined {
  return byteLength(name) > most ? `is ${byteLength(name)} characters long; ${most} are allowed` : undefined;
}

function unless(pattern: RegExp, name: string, allowed: string): string | undefined {
  return pattern.test(name) ? undefined : `is ${show(name)}; make it of ${allowed}`;
}

/** Go counts bytes. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

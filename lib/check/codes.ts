import { CATALOGUE, type CodeInfo } from './analysis';

/** The codes of what is found object by object. */
const LAYERS = {
  schema: { name: 'schema', level: 'error', description: 'The API server refuses the object.' },
  IST0106: { name: 'SchemaValidationError', level: 'error', description: 'istiod’s webhook refuses the object.' },
  IST0133: { name: 'SchemaWarning', level: 'warning', description: 'istiod’s webhook admits the object with a warning.' },
  'duplicate-object': { name: 'duplicate-object', level: 'warning', description: 'An object is given more than once.' },
  'generated-name': {
    name: 'generated-name',
    level: 'warning',
    description: 'An object has no name of its own, so nothing can be said of it.',
  },
  'duplicate-key': { name: 'duplicate-key', level: 'warning', description: 'A key stands twice in one mapping, and only the last counts.' },
  'unread-text': { name: 'unread-text', level: 'warning', description: 'A file has text after the end of a document that nobody reads.' },
} as const satisfies Record<string, CodeInfo>;

/** Every code that a check may report, by name; each has a page. */
export const CODES: ReadonlyMap<string, CodeInfo> = new Map<string, CodeInfo>(Object.entries({ ...LAYERS, ...CATALOGUE }));

/** Whether `--only` and `--skip` may name it: a code of ours, or any of Istio's, also one that manifests can't show. */
export function isCode(code: string): boolean {
  return CODES.has(code) || /^IST\d{4}$/.test(code);
}

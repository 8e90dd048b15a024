import type { CodeInfo } from './catalogue';

/** Codes of ours, each with evidence on its page. */
export const OWN_CODES = {
  'unused-suppression': { name: 'unused-suppression', level: 'info', description: 'A suppression of findings has nothing to suppress.' },
} as const satisfies Record<string, CodeInfo>;

import { CodeInfo } from './code-info';
import { ISTIO_CODES } from './istio-codes';
import { OWN_CODES } from './own-codes';

/** All codes that analysis may report; each has a page, `docs/findings/CODE.md`. */
export const CATALOGUE = { ...ISTIO_CODES, ...OWN_CODES } as const satisfies Record<string, CodeInfo>;

export type Code = keyof typeof CATALOGUE;

/** Where the page of a code is, from the repository's root. */
export function pageOf(code: string): string {
  return `docs/findings/${code}.md`;
}

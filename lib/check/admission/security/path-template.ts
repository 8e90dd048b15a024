const MATCH_ONE = '{*}';
const MATCH_ANY = '{**}';

/** What RFC 3986 lets stand in a segment, besides `*`. `validLiteral` */
const LITERAL = /^[a-zA-Z0-9\-._~%!$&'()+,;:@=]+$/;

/**
 * What is wrong with a path that may hold `{*}` (one segment) and, last of them, `{**}` (any number), as a clause to follow it.
 * Segments are looked at only in a path with one of the two. `CheckValidPathTemplate`, istio 1.30.3 pkg/config/security/security.go
 */
export function pathTemplateProblem(path: string): string | undefined {
  const isTemplate = path.includes(MATCH_ONE) || path.includes(MATCH_ANY);
  if (!isTemplate) return /[{}]/.test(path) ? BRACES : undefined;
  let isOpenEnded = false;
  for (const segment of trimSlashes(path).split('/')) {
    if (segment === MATCH_ONE || segment === MATCH_ANY) {
      if (isOpenEnded) return `has more wildcards after ${MATCH_ANY}: let that be the last`;
      isOpenEnded = segment === MATCH_ANY;
    } else if (/[{}]/.test(segment)) return BRACES;
    else if (!LITERAL.test(segment)) return `has the segment ${JSON.stringify(segment)}, which cannot stand beside {*} or {**}`;
  }
  return undefined;
}

const BRACES = 'has braces other than those of {*} and {**} as whole segments';

function trimSlashes(path: string): string {
  let [start, end] = [0, path.length];
  while (path[start] === '/') start++;
  while (end > start && path[end - 1] === '/') end--;
  return path.slice(start, end);
}

/**
 * Whether two hosts share names: the same, or a wildcard that covers the other
 * (`Name.Matches` in pkg/config/host of istio 1.30.3).
 *
 * @internal
 */
export function hostsOverlap(a: string, b: string): boolean {
  return hostCovers(a, b) || hostCovers(b, a);
}

/**
 * Whether every name of `inner` is one of `outer` (`Name.SubsetOf` in pkg/config/host of istio 1.30.3):
 * `*` stands for any text, so `*.com` covers `a.b.com` and `*.b.com`.
 *
 * @internal
 */
export function hostCovers(outer: string, inner: string): boolean {
  if (!outer.startsWith('*')) return outer === inner;
  const name = inner.startsWith('*') ? inner.slice(1) : inner;
  return name.endsWith(outer.slice(1)) && (!inner.startsWith('*') || inner.length >= outer.length);
}

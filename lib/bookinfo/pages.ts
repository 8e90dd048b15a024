/** A path that productpage serves to the world. @internal */
export interface Page {
  readonly path: string;
  /** `prefix`: what lies below belongs to it. */
  readonly type: 'exact' | 'prefix';
}

/** What of productpage is exposed, whichever way: Gateway, Ingress or Gateway API. @internal */
export const PAGES: readonly Page[] = [
  { path: '/productpage', type: 'exact' },
  { path: '/static', type: 'prefix' },
  { path: '/login', type: 'exact' },
  { path: '/logout', type: 'exact' },
  { path: '/api/v1/products', type: 'prefix' },
];

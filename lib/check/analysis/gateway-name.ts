/** The name by which a VirtualService is bound to the sidecars. */
export const MESH = 'mesh';

/** `namespace/name` of a Gateway as a VirtualService names it. `NewShortOrFullName`, istio 1.30.3 pkg/config/resource/name.go */
export function gatewayKey(name: string, namespace: string): string {
  return name.includes('/') ? name : `${namespace}/${name}`;
}

/** The two halves of a `namespace/name`. */
export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

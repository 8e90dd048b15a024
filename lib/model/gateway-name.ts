/**
 * The gateway that a name in a VirtualService means, as `namespace/name`.
 * `resolveGatewayName`, istio 1.30.3 pilot/pkg/model/config.go
 */
export function resolveGatewayName(name: string, namespace: string): string {
  const slash = name.indexOf('/');
  if (slash >= 0) return name.slice(0, slash) === '.' ? `${namespace}/${name.slice(slash + 1)}` : name;
  const [first = '', second] = name.split('.', 2);
  return second === undefined ? `${namespace}/${name}` : `${second}/${first}`;
}

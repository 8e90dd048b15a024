/**
 * The addresses that a node can have.
 *
 * @see https://kubernetes.io/docs/reference/node/node-status/#addresses
 */
export enum NodeAddressType {
  /** Name as the node's kernel reports it. */
  HOSTNAME = 'Hostname',
  /** Address inside the cluster's network. */
  INTERNAL_IP = 'InternalIP',
  /** Address from outside. */
  EXTERNAL_IP = 'ExternalIP',
  /** DNS name inside the cluster's network. */
  INTERNAL_DNS = 'InternalDNS',
  /** DNS name from outside. */
  EXTERNAL_DNS = 'ExternalDNS',
}

import { byteLength } from '../value/byte-length';
import { isCidrBlock, isIpAddress } from '../value/ip-address';

/**
 * Values that AuthorizationPolicies match: each function says what is wrong with one, as a clause to follow it, or undefined.
 * istio 1.30.3 pkg/config/security/security.go
 */
export type ValueProblem = (value: string) => string | undefined;

/** `CheckEmptyValues` */
export function emptyProblem(value: string): string | undefined {
  return value === '' ? 'matches nothing: give a value, or "*" for any' : undefined;
}

/** `ValidateIPs` */
export function addressProblem(value: string): string | undefined {
  const isValid = value.includes('/') ? isCidrBlock(value) : isIpAddress(value);
  return isValid ? undefined : 'is not an IP address or a block of them, such as "10.0.0.0/8"';
}

/** `ValidatePorts` */
export function portProblem(value: string): string | undefined {
  return /^\d+$/.test(value) && Number(value) <= 65535 ? undefined : 'is not a port: use a number up to 65535';
}

const MAX_SERVICE_ACCOUNT = 320;

/** How many service accounts a list may have. `CheckServiceAccount` */
export const MAX_SERVICE_ACCOUNTS = 16;

/** `CheckServiceAccount` */
export function serviceAccountProblem(value: string): string | undefined {
  const parts = value.split('/');
  if (parts.length > 2 || parts.includes('')) return 'is not a service account: write "name" or "namespace/name"';
  if (value.includes('*')) return 'has a wildcard, which service accounts have not: name one';
  return byteLength(value) > MAX_SERVICE_ACCOUNT ? `is longer than ${MAX_SERVICE_ACCOUNT} bytes` : undefined;
}

/** A wildcard at the start or end only. `CheckWildcardValues` */
export function wildcardProblem(value: string): string | undefined {
  const empty = emptyProblem(value);
  if (empty) return empty;
  return /^\*?[^*]*$|^[^*]*\*$/.test(value) ? undefined : 'may have one "*", at its start or end';
}

/** `CheckTrustDomainValues` */
export function trustDomainProblem(value: string): string | undefined {
  return wildcardProblem(value) ?? (value.includes('/') ? 'is not a trust domain: remove what begins with "/"' : undefined);
}

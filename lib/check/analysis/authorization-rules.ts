import { Labels } from '../../model';

/** Of an AuthorizationPolicy what several analyzers read. */
export interface AuthorizationPolicySpec {
  readonly action?: string;
  readonly selector?: { readonly matchLabels?: Labels };
  readonly targetRef?: unknown;
  readonly targetRefs?: readonly unknown[];
  readonly rules?: readonly AuthorizationRule[];
}

export interface AuthorizationRule {
  readonly from?: readonly { readonly source?: Readonly<Record<string, unknown>> }[];
  readonly to?: readonly { readonly operation?: Operation }[];
  readonly when?: readonly { readonly key?: string }[];
}

interface Operation {
  readonly hosts?: readonly string[];
  readonly methods?: readonly string[];
  readonly paths?: readonly string[];
  readonly ports?: readonly string[];
  readonly [field: string]: unknown;
}

/** Fields of a rule's source and operation that only a proxy that reads HTTP can answer. */
export const HTTP_SOURCE = ['requestPrincipals', 'notRequestPrincipals', 'remoteIpBlocks', 'notRemoteIpBlocks'] as const;
export const HTTP_OPERATION = ['hosts', 'notHosts', 'methods', 'notMethods', 'paths', 'notPaths'] as const;

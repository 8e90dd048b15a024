import { HttpMatchRequest, L4MatchAttributes, objectsIn, originOfMatch, Resource, TcpRoute, TlsRoute } from '../model';
import type { FieldPath } from '../model/read';
import { Cluster } from './cluster/clusters';
import { HttpRule, VirtualService } from './push/virtual-service';

/** A part of an object as it was written: a rule, a match of it, a subset. */
export interface Part {
  readonly resource: Resource;
  readonly path: FieldPath;
}

/** An HTTP rule with the match that a request fits, of both the root and the delegate if there is one. */
export function partsOfHttp({ root, leaf }: HttpRule, match: HttpMatchRequest | undefined): Part[] {
  const origin = match && (leaf ? (originOfMatch(match) ?? { root: match, leaf: match }) : { root: match, leaf: match });
  return [
    ...partsAt(root.resource, 'http', root.position, indexIn(root.spec.match, origin?.root)),
    ...(leaf ? partsAt(leaf.resource, 'http', leaf.position, indexIn(leaf.spec.match, origin?.leaf)) : []),
  ];
}

/** A TLS or TCP rule with the matches of it that a connection fits. */
export function partsOfL4(
  { resource, tls, tcp }: VirtualService,
  rule: TlsRoute | TcpRoute,
  matches: readonly L4MatchAttributes[],
): readonly Part[] {
  const isTls = tls.includes(rule);
  const position = (isTls ? tls : tcp).indexOf(rule);
  return partsAt(resource, isTls ? 'tls' : 'tcp', position, ...matches.map((match) => indexIn(rule.match, match)));
}

/** A cluster's subset, in whichever of the merged DestinationRules has it; nothing where nobody answers. */
export function partsOfCluster({ name, state, destinationRule }: Cluster): Part[] {
  const isThere = state === undefined || state === 'originalDst';
  const subset = isThere && name.subset !== '' ? destinationRule?.subsets.find((each) => each.name === name.subset) : undefined;
  if (!subset) return [];
  for (const resource of destinationRule!.from) {
    const index = objectsIn(resource.spec.subsets).indexOf(subset);
    if (index >= 0) return [{ resource, path: ['spec', 'subsets', index] }];
  }
  return [];
}

function partsAt(resource: Resource, list: 'http' | 'tls' | 'tcp', position: number, ...matches: readonly number[]): Part[] {
  const path = ['spec', list, position] as const;
  return [{ resource, path }, ...matches.filter((index) => index >= 0).map((index) => ({ resource, path: [...path, 'match', index] }))];
}

function indexIn<Match>(matches: readonly Match[] | undefined, match: Match | undefined): number {
  return match && matches ? matches.indexOf(match) : -1;
}

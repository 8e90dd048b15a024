import { Destination, HttpRouteDestination, Kind, numberOf, textOf, VirtualServiceSpec } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer, Report } from '../analyzer';
import { objectsWithIndex } from '../destinations';
import { Resource } from '../../../model';

/**
 * Weights that do not say what they seem to: of one destination any weight is all, among several an absent one is none, and
 * one destination named twice gets the sum.
 * `processDestination`, `processWeightedDestination`: istio 1.30.3 pilot/pkg/networking/core/route/route.go
 */
export const weights: Analyzer = {
  name: 'virtual-service/weights',
  codes: ['lone-weight', 'repeated-destination', 'weight-left-out'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const resource of context.of<VirtualServiceSpec>(Kind.VIRTUAL_SERVICE)) {
      for (const protocol of ['http', 'tls', 'tcp'] as const) {
        for (const [index, { route }] of objectsWithIndex<{ route?: readonly HttpRouteDestination[] }>(resource.spec[protocol])) {
          yield* check(resource, ['spec', protocol, index, 'route'], objectsWithIndex(route));
        }
      }
    }
  },
};

function* check(resource: Resource, field: FieldPath, routes: readonly (readonly [number, HttpRouteDestination])[]): Iterable<Report> {
  if (routes.length === 1) {
    const [index, { weight }] = routes[0]!;
    if (typeof weight !== 'number' || weight === 100) return;
    yield {
      code: 'lone-weight',
      resource,
      field: [...field, index, 'weight'],
      message: `The only destination gets all requests, whatever its weight: ${weight} means 100. Leave it out, or add the other destinations.`,
    };
    return;
  }
  const seen = new Set<string>();
  for (const [index, { destination, weight }] of routes) {
    // Without any weight the webhook refuses the rule.
    if ((weight === undefined || weight === null) && routes.some(([, other]) => numberOf(other.weight) > 0)) {
      yield {
        code: 'weight-left-out',
        resource,
        field: [...field, index],
        message: 'Among several destinations one without weight gets no request. Give it a weight, or remove it.',
      };
    }
    const key = keyOf(destination);
    if (seen.has(key)) {
      yield {
        code: 'repeated-destination',
        resource,
        field: [...field, index, 'destination'],
        message: 'This destination stands here twice, and gets the sum of both weights. Merge them, or mend the subset.',
      };
    }
    seen.add(key);
  }
}

function keyOf(destination: Destination | undefined): string {
  return JSON.stringify([textOf(destination?.host), textOf(destination?.subset), destination?.port?.number ?? 0]);
}

import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { VirtualServiceSpecHttp } from '../../imports/networking.istio.io';
import { renderNumber } from '../render/number';
import { listOf } from '../render/values';
import { IDestination, refuseOnDestination, renderDestination } from './destination';

/**
 * A destination that gets a copy of the requests; its answers are thrown away.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMirrorPolicy
 */
export interface HttpMirror {
  /** Where the copies go, without weight or header operations: a mirror has neither. */
  readonly destination: IDestination;
  /** Share of the requests, 0 to 100. @default 100 */
  readonly percentage?: number;
}

type RenderedMirror = NonNullable<Manifest<VirtualServiceSpecHttp>['mirrors']>[number];

/** Whether a route is used as it stands, or merged with another one, as on both sides of a delegation. @internal */
export type Use = 'as it stands' | 'merged';

/**
 * One mirror is written in the field that every release of Istio knows, several in the list; istiod treats
 * the two alike (`applyHTTPRouteDestination` in pilot/pkg/networking/core/route of istio 1.30.3) and refuses
 * both together (`validateHTTPRouteConflict`). Where it merges a route with its delegate's it is always the
 * list: `mergeHTTPRoute` in pilot/pkg/model would put together one's mirror with the other's percentage.
 *
 * @internal
 */
export function placeMirrors(route: Manifest<VirtualServiceSpecHttp>, use: Use): void {
  const [first, ...others] = route.mirrors ?? [];
  if (!first || others.length > 0 || use === 'merged') return;
  delete route.mirrors;
  route.mirror = first.destination;
  if (first.percentage) route.mirrorPercentage = first.percentage;
}

/** All mirrors as the list; undefined if there is none. @internal */
export function renderHttpMirrors(mirrors: HttpMirror[], place: Place): RenderedMirror[] | undefined {
  const rendered = listOf(renderMirror)(mirrors, place);
  return rendered.length > 0 ? rendered : undefined;
}

function renderMirror(mirror: HttpMirror, place: Place): RenderedMirror {
  const { destination, percentage, ...rest } = place.struct(mirror, 'HttpMirror');
  place.refuseUnknown(rest, 'HttpMirror');
  refuseOnDestination('weight', destination, place, 'a mirror, which has a percentage instead');
  refuseOnDestination('headers', destination, place, 'a mirror');
  return withoutUndefined({
    destination: renderDestination(destination, place.at('destination')),
    percentage: place.field('percentage', percentage, (value, at) => ({ value: renderNumber(value, at, 0, 100) })),
  });
}

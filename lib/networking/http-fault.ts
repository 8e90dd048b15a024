import type { Duration } from 'cdk8s';
import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { VirtualServiceSpecHttpFault, VirtualServiceSpecHttpFaultAbort } from '../../imports/networking.istio.io';
import { renderDuration } from '../render/duration';
import { madeBy } from '../render/values';
import { renderHttpStatus } from './http-status';

/** A delay before a request is forwarded. */
export interface FaultDelay {
  /** How long: whole milliseconds, 1 or more. */
  readonly fixedDelay: Duration;
  /** Share of the requests: 0, or 0.0001 to 100. Always written out: Istio takes a missing one for 0. @default 100 */
  readonly percentage?: number;
}

type RenderedAbort = Manifest<VirtualServiceSpecHttpFaultAbort>;

/** An error in place of the answer. */
export class FaultAbort {
  /**
   * An HTTP status, 200 to 599. A gRPC client gets the gRPC status that stands for it.
   *
   * @param percentage share of the requests: 0, or 0.0001 to 100; default 100
   */
  public static http(status: number, percentage?: number): FaultAbort {
    return new FaultAbort((place) => ({ httpStatus: renderHttpStatus(status, place.at('httpStatus')) }), percentage);
  }

  /**
   * A gRPC status by its name, e.g. `UNAVAILABLE`. A client that speaks plain HTTP gets a 200 with it.
   *
   * @param percentage share of the requests: 0, or 0.0001 to 100; default 100
   */
  public static grpc(status: string, percentage?: number): FaultAbort {
    return new FaultAbort((place) => ({ grpcStatus: renderGrpcStatus(status, place.at('grpcStatus')) }), percentage);
  }

  private constructor(
    private readonly renderError: (place: Place) => Pick<RenderedAbort, 'httpStatus' | 'grpcStatus'>,
    private readonly percentage: number | undefined,
  ) {}

  /** @internal */
  public _render(place: Place): RenderedAbort {
    return { ...this.renderError(place), percentage: renderFaultPercentage(this.percentage, place) };
  }
}

/**
 * Faults that the client's proxy injects, for tests of what the client makes of them: a delay, an
 * abort, or both. The delay comes first; each has its own dice.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection
 */
export interface HttpFault {
  /** @default - no delay */
  readonly delay?: FaultDelay;
  /** @default - no abort */
  readonly abort?: FaultAbort;
}

const renderAbort = madeBy<RenderedAbort>('FaultAbort', 'http(503)');

/** `validateHTTPFaultInjection` in pkg/config/validation of istio 1.30.3. @internal */
export function renderHttpFault(fault: HttpFault, place: Place): Manifest<VirtualServiceSpecHttpFault> {
  const { delay, abort, ...rest } = place.struct(fault, 'HttpFault');
  place.refuseUnknown(rest, 'HttpFault');
  if (delay === undefined && abort === undefined) place.fail(fault, 'injects no fault', 'give a delay, an abort or both');
  return withoutUndefined({ delay: place.field('delay', delay, renderDelay), abort: place.field('abort', abort, renderAbort) });
}

function renderDelay(delay: FaultDelay, place: Place): Manifest<VirtualServiceSpecHttpFault>['delay'] {
  const { fixedDelay, percentage, ...rest } = place.struct(delay, 'FaultDelay');
  place.refuseUnknown(rest, 'FaultDelay');
  return { fixedDelay: renderDuration(fixedDelay, place.at('fixedDelay')), percentage: renderFaultPercentage(percentage, place) };
}

/** `validatePercentage` in pkg/config/validation of istio 1.30.3: Envoy counts in millionths. */
function renderFaultPercentage(percentage: number | undefined, place: Place): { value: number } {
  const value = percentage === undefined ? 100 : percentage;
  if (typeof value !== 'number' || !(value === 0 || (value >= 0.0001 && value <= 100))) {
    place.at('percentage').at('value').fail(value, 'is not a percentage that Istio takes', 'give 0, or 0.0001 to 100');
  }
  return { value: value + 0 };
}

/** `SupportedGRPCStatus` in pkg/util/grpc of istio 1.30.3: the names of gRPC's status codes. */
const GRPC_STATUS = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

function renderGrpcStatus(status: string, place: Place): string {
  if (!GRPC_STATUS.includes(status)) place.fail(status, 'is not a gRPC status', 'use its name, e.g. "UNAVAILABLE"');
  return status;
}

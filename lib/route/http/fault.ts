import { HttpFaultInjection } from '../../model';
import { Fault } from '../decision';
import { normalizeDuration } from '../duration';

/** gRPC's status codes by name. `SupportedGRPCStatus`, istio 1.30.3 pkg/util/grpc */
const GRPC_STATUS: ReadonlyMap<string, number> = new Map(
  (
    'OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED ' +
    'FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED'
  )
    .split(' ')
    .map((name, code) => [name, code]),
);

/**
 * The faults of a rule. A delay without percentage is one of 0 %, and so is an abort.
 * `TranslateFault`, istio 1.30.3 pilot/pkg/networking/core/route/route.go
 */
export function toFault(fault: HttpFaultInjection | undefined): Fault | undefined {
  const delay =
    fault?.delay?.fixedDelay === undefined
      ? undefined
      : {
          percent: fault.delay.percentage ? percentOf(fault.delay.percentage.value) : (fault.delay.percent ?? 0),
          fixedDelay: normalizeDuration(fault.delay.fixedDelay) ?? fault.delay.fixedDelay,
        };
  const abort = toAbort(fault?.abort);
  return delay || abort ? { ...(delay && { delay }), ...(abort && { abort }) } : undefined;
}

function toAbort(abort: HttpFaultInjection['abort']): Fault['abort'] {
  const percent = percentOf(abort?.percentage?.value);
  if (abort?.httpStatus !== undefined) return { percent, httpStatus: abort.httpStatus };
  const grpcStatus = abort?.grpcStatus === undefined ? undefined : GRPC_STATUS.get(abort.grpcStatus);
  return grpcStatus === undefined ? undefined : { percent, grpcStatus };
}

/** Envoy counts in millionths. `translatePercentToFractionalPercent` */
export function percentOf(value: number | undefined): number {
  return Math.trunc((value ?? 0) * 10_000) / 10_000;
}

/** The gRPC status that stands for an HTTP status. `Utility::httpToGrpcStatus`, Envoy 1.36 source/common/grpc/status.cc */
export function httpToGrpcStatus(status: number): number {
  switch (status) {
    case 400:
      return 13;
    case 401:
      return 16;
    case 403:
      return 7;
    case 404:
      return 12;
    case 429:
    case 502:
    case 503:
    case 504:
      return 14;
    default:
      return 2;
  }
}

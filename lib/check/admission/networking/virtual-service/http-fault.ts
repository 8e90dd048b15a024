import { DURATION, INT32, message, optional, type Read, STRING } from '../../decode';
import type { Spot } from '../../spot';
import { checkDuration } from '../../value/duration';
import { checkHttpStatus } from '../../value/http-status';
import { checkFaultPercentage, PERCENT } from '../../value/percent';

const DELAY = message(
  { percent: INT32, fixedDelay: optional(DURATION), exponentialDelay: optional(DURATION), percentage: optional(PERCENT) },
  { oneOf: [['fixedDelay', 'exponentialDelay']] },
);

const ABORT = message(
  { httpStatus: optional(INT32), grpcStatus: optional(STRING), http2Error: optional(STRING), percentage: optional(PERCENT) },
  { oneOf: [['httpStatus', 'grpcStatus', 'http2Error']] },
);

/** networking/v1alpha3 `HTTPFaultInjection` */
export const HTTP_FAULT_INJECTION = message({ delay: optional(DELAY), abort: optional(ABORT) });

/** `SupportedGRPCStatus`, istio 1.30.3 pkg/util/grpc */
const GRPC_STATUSES: ReadonlySet<string> = new Set([
  ...['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED'],
  ...['RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS'],
  'UNAUTHENTICATED',
]);

/** Faults to inject. `validateHTTPFaultInjection`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkHttpFault(fault: Read<typeof HTTP_FAULT_INJECTION> | undefined, spot: Spot): void {
  if (!fault) return;
  if (!fault.abort && !fault.delay) spot.error('The fault is neither a delay nor an abort: give one, or leave it out.');
  if (fault.abort) checkAbort(fault.abort, spot.at('abort'));
  if (fault.delay) checkDelay(fault.delay, spot.at('delay'));
}

/** Of an abort without error istiod would warn, but loses that. `validateHTTPFaultInjectionAbort` */
function checkAbort({ percentage, httpStatus, grpcStatus, http2Error }: Read<typeof ABORT>, spot: Spot): void {
  checkFaultPercentage(percentage, spot.at('percentage'));
  if (httpStatus !== undefined) checkHttpStatus(httpStatus, spot.at('httpStatus'));
  if (grpcStatus !== undefined && !GRPC_STATUSES.has(grpcStatus)) {
    spot.at('grpcStatus').error(`${JSON.stringify(grpcStatus)} is not the name of a gRPC status: use one such as "UNAVAILABLE".`);
  }
  if (http2Error !== undefined) spot.at('http2Error').error('Istio cannot abort with an error of HTTP/2: use httpStatus or grpcStatus.');
}

/** `validateHTTPFaultInjectionDelay` */
function checkDelay({ percentage, fixedDelay, exponentialDelay }: Read<typeof DELAY>, spot: Spot): void {
  checkFaultPercentage(percentage, spot.at('percentage'));
  checkDuration(fixedDelay, spot.at('fixedDelay'));
  if (exponentialDelay !== undefined) spot.at('exponentialDelay').error('Istio has no delays that grow: use fixedDelay.');
}

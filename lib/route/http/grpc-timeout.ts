import { parseDuration } from '../duration';
import { HttpRequest } from './http-request';
import { ForwardAction } from './route-action';

/** Milliseconds a unit of `grpc-timeout`. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['H', 3_600_000],
  ['M', 60_000],
  ['S', 1000],
  ['m', 1],
  ['u', 0.001],
  ['n', 0.000_001],
]);

/**
 * The `grpc-timeout` that a gRPC upstream is told: what one try may take, else the whole; the client may ask for less
 * than the rule, not for more. Undefined: it gets what the client sent.
 * `FilterUtility::finalTimeout`, `setTimeoutHeaders`: Envoy 1.36 source/common/router/router.cc
 */
export function grpcTimeoutFor(action: ForwardAction, request: HttpRequest): string | undefined {
  if (!request.isGrpc) return undefined;
  const limit = milliseconds(action.timeout);
  const asked = parseGrpcTimeout(request.headers.first('grpc-timeout'));
  const whole = limit > 0 && (asked === 0 || asked > limit) ? limit : asked;
  const perTry = milliseconds(action.retries?.perTryTimeout);
  const expected = perTry > 0 && (whole === 0 || perTry < whole) ? perTry : whole;
  return expected > 0 ? formatGrpcTimeout(expected) : undefined;
}

function milliseconds(duration: string | undefined): number {
  return Math.floor((parseDuration(duration) ?? 0) / 1e6);
}

/** `Common::getGrpcTimeout`, Envoy 1.36 source/common/grpc/common.cc */
function parseGrpcTimeout(value: string | undefined): number {
  const [, amount, unit] = /^(\d{1,8})([HMSmun])$/.exec(value ?? '') ?? [];
  return amount === undefined ? 0 : Math.ceil(Number(amount) * UNITS.get(unit!)!);
}

/** At most eight digits. `Common::toGrpcTimeout` */
function formatGrpcTimeout(amount: number): string {
  if (amount < 1e8) return `${amount}m`;
  if (amount / 1000 < 1e8) return `${Math.floor(amount / 1000)}S`;
  return `${Math.floor(amount / 60_000)}M`;
}

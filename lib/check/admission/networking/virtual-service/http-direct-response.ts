import { BYTES, message, optional, type Read, STRING, UINT32 } from '../../decode';
import type { Spot } from '../../spot';
import { byteLength } from '../../value/byte-length';
import { checkHttpStatus } from '../../value/http-status';

const HTTP_BODY = message({ string: optional(STRING), bytes: optional(BYTES) }, { oneOf: [['string', 'bytes']] });

/** networking/v1alpha3 `HTTPDirectResponse` */
export const HTTP_DIRECT_RESPONSE = message({ status: UINT32, body: optional(HTTP_BODY) });

const KB = 1024;
const MB = 1024 * KB;

/** A fixed answer. `validateHTTPDirectResponse`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkHttpDirectResponse(response: Read<typeof HTTP_DIRECT_RESPONSE> | undefined, spot: Spot): void {
  if (!response) return;
  const { status, body } = response;
  const size = body?.string === undefined ? (body?.bytes ?? 0) : byteLength(body.string);
  if (size > MB) spot.at('body').error('The body is larger than 1 MB: serve it from a workload.');
  else if (size > 100 * KB) spot.at('body').warn('A body of more than 100 KB weighs on the control plane: serve it from a workload.');
  checkHttpStatus(status | 0, spot.at('status')); // istiod reads it in 32 bits with a sign
}

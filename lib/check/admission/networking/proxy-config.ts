import { INT32, map, message, optional, type Read, STRING } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { checkWorkloadSelector, WORKLOAD_SELECTOR } from '../value/selector';

/** networking/v1beta1 `ProxyConfig` */
export const PROXY_CONFIG = message({
  selector: optional(WORKLOAD_SELECTOR),
  concurrency: optional(INT32),
  environmentVariables: map(STRING),
  image: optional(message({ imageType: STRING })),
});

/** `ValidateProxyConfig`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkProxyConfig({ selector, concurrency }: Read<typeof PROXY_CONFIG>, _context: KindContext, spot: Spot): void {
  checkWorkloadSelector(selector, spot.at('selector'));
  if ((concurrency ?? 0) < 0) spot.at('concurrency').error(`${concurrency} threads cannot run: use 0 (one for each core) or more.`);
}

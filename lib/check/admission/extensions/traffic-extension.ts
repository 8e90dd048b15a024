import { enumeration, INT32, list, message, optional, type Read, STRING } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { byteLength } from '../value/byte-length';
import { checkPolicyTargets, TARGET_REF, WORKLOAD_SELECTOR } from '../value/selector';
import { checkTrafficSelectors, TRAFFIC_SELECTORS } from './traffic-selector';
import { checkWasm, WASM_CONFIG } from './wasm';

/** extensions/v1alpha1 `TrafficExtension` */
export const TRAFFIC_EXTENSION = message(
  {
    selector: optional(WORKLOAD_SELECTOR),
    targetRefs: list(TARGET_REF),
    phase: enumeration('UNSPECIFIED', 'AUTHN', 'AUTHZ', 'STATS'),
    priority: optional(INT32),
    match: TRAFFIC_SELECTORS,
    wasm: optional(WASM_CONFIG),
    lua: optional(message({ inlineCode: STRING })),
  },
  { oneOf: [['wasm', 'lua']], protoNames: { targetRefs: 'targetRefs' } },
);

const MAX_CODE = 64 * 1024;

/** `ValidateTrafficExtension`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkTrafficExtension(extension: Read<typeof TRAFFIC_EXTENSION>, _context: KindContext, spot: Spot): void {
  const { wasm, lua, match } = extension;
  if (!wasm && !lua) spot.error('The extension has no code: give it wasm or lua.');
  checkPolicyTargets(extension, spot);
  if (lua?.inlineCode === '') spot.at('lua').at('inlineCode').error('The code is missing: give it.');
  if (byteLength(lua?.inlineCode ?? '') > MAX_CODE) spot.at('lua').at('inlineCode').error('The code is larger than 64 KiB: shorten it.');
  if (wasm) checkWasm(wasm, spot.at('wasm'));
  checkTrafficSelectors(match, spot.at('match'));
}

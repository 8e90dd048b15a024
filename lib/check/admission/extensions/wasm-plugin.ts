import { enumeration, INT32, message, optional, type Read } from '../decode';
import type { KindContext } from '../kind';
import type { Spot } from '../spot';
import { checkPolicyTargets, POLICY_TARGETS, POLICY_TARGETS_PROTO_NAMES } from '../value/selector';
import { checkTrafficSelectors, TRAFFIC_SELECTORS } from './traffic-selector';
import { checkWasm, WASM_FIELDS } from './wasm';

/** extensions/v1alpha1 `WasmPlugin` */
export const WASM_PLUGIN = message(
  {
    ...POLICY_TARGETS,
    ...WASM_FIELDS,
    phase: enumeration('UNSPECIFIED_PHASE', 'AUTHN', 'AUTHZ', 'STATS'),
    priority: optional(INT32),
    match: TRAFFIC_SELECTORS,
  },
  { protoNames: POLICY_TARGETS_PROTO_NAMES },
);

/** `ValidateWasmPlugin`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkWasmPlugin(plugin: Read<typeof WASM_PLUGIN>, _context: KindContext, spot: Spot): void {
  checkPolicyTargets(plugin, spot);
  checkWasm(plugin, spot);
  checkTrafficSelectors(plugin.match, spot.at('match'));
}

// Written by `npm run import` from Istio's CRDs (Copyright Istio Authors, Apache-2.0: see NOTICE). Do not edit.
export * from './extensions.istio.io';
export * from './networking.istio.io';
export * from './security.istio.io';
export * from './telemetry.istio.io';

import { createRequire } from 'node:module';

/** The release of Istio whose rules the checks know. */
export const ISTIO_VERSION = (createRequire(__filename)('../../imports/version.json') as { istio: string }).istio;

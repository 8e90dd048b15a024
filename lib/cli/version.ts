import { createRequire } from 'node:module';

/** The version of this package. */
export function version(): string {
  // By its own name, for the way to it is another one in the sources than in the package.
  return (createRequire(__filename)('cdk8s-istio/package.json') as { version: string }).version;
}

/**
 * `npm run import [-- FILE|URL] [--istio X.Y.Z]`: writes `imports/` from Istio's CRDs.
 *
 * | file | what it is |
 * |---|---|
 * | `crds.yaml` | Istio's CRDs without their prose: the source of record, from which the rest follows |
 * | `version.json` | `{ "istio": "X.Y.Z" }`: the release the CRDs come from (the bundle does not say) |
 * | `*.istio.io.ts`, `index.ts` | the L1 types, of the newest served version of each kind (`import/l1.ts`) |
 * | `schemas.json` | the schemas of all served versions, for checks (`import/schemas.ts` documents the shape) |
 *
 * `envoy.json` is `npm run import:envoy`'s, and stays.
 *
 * Data flows one way, a module a step: source → documents → CRDs → (prose stripped) → files → folder.
 */
import { join } from 'node:path';
import { importCommand } from './import/command';

void importCommand(process.argv.slice(2), { folder: join(__dirname, '..', 'imports') }).then((exitCode) => {
  process.exitCode = exitCode;
});

/**
 * `npm run import:envoy -- FILE`: writes `imports/envoy.json`, the messages of Envoy's configuration, from a `FileDescriptorSet`.
 * `import-envoy/table.ts` documents the shape.
 *
 * Data flows one way, a module a step: file → descriptors → table → file.
 */
import { join } from 'node:path';
import { importEnvoyCommand } from './import-envoy/command';

process.exitCode = importEnvoyCommand(process.argv.slice(2), { target: join(__dirname, '..', 'imports', 'envoy.json') });

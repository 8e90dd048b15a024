import { renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ImportError } from '../import/import-error';
import { readDescriptors } from './descriptors';
import { renderTable, tableOf } from './table';

const USAGE = `Usage: npm run import:envoy -- FILE

Writes imports/envoy.json, the messages of Envoy's configuration, which say what the value of an EnvoyFilter's patch may hold.

  FILE         a FileDescriptorSet with all imports, in binary, as protobuf compilers write it
  -h, --help   this text

Exit code: 0 written, 2 nothing written because of what was given.
`;

/** Where the command writes and speaks. */
export interface CommandContext {
  /** The file to write: `imports/envoy.json` of the repository. */
  readonly target: string;
  readonly out?: (text: string) => void;
  readonly err?: (text: string) => void;
}

/** Runs `npm run import:envoy` with its arguments, and gives its exit code. */
export function importEnvoyCommand(args: readonly string[], context: CommandContext): number {
  const { target, out = (text) => process.stdout.write(text), err = (text) => process.stderr.write(text) } = context;
  let source: string | undefined;
  try {
    source = parseSource(args);
  } catch (error) {
    err(`npm run import:envoy: ${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (source === undefined) {
    out(USAGE);
    return 0;
  }
  try {
    out(importEnvoy(source, target));
    return 0;
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    err(`npm run import:envoy: ${error.message}\n  ${target} is as it was.\n`);
    return 2;
  }
}

/** @returns undefined if help is asked for */
function parseSource(args: readonly string[]): string | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return undefined;
  const [source] = positionals;
  if (source === undefined || positionals.length > 1) throw new Error(`one FILE, not ${positionals.length}`);
  return source;
}

/** @returns what was done */
function importEnvoy(source: string, target: string): string {
  const table = tableOf(readDescriptors(source));
  // In two steps, so that an interruption leaves no half of it.
  writeFileSync(`${target}.next`, renderTable(table));
  renameSync(`${target}.next`, target);
  const packages = Object.values(table.packages);
  const messages = packages.reduce((sum, { messages }) => sum + Object.keys(messages).length, 0);
  return `${target} written from ${source}: ${packages.length} packages, ${messages} messages\n`;
}

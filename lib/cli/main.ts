import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { ReadError, UnknownSourceError, UnreadableMeshConfigError } from '../mesh';
import { type Io, UsageError } from './io';
import { addRouteCommand } from './route-command';

/** Exit codes: a decision; none, or not the expected one; a mistake of usage or unreadable input. */
export const OK = 0;
export const NOT_AS_EXPECTED = 1;
export const USAGE = 2;

const NAME = 'cdk8s-istio';

/** The command `cdk8s-istio`: takes its arguments, returns its exit code. */
export function main(argv: readonly string[], io: Io): number {
  let code = OK;
  const program = new Command(NAME)
    .description('Istio configuration, proven before it is applied.')
    .version(version(), '-V, --version', 'print the version of this package')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      outputError: (text, write) => write(text.replace(/^error:/, `${NAME}:`)),
      getOutHasColors: () => io.colors,
      getErrHasColors: () => false,
    });
  addRouteCommand(program, io, (met) => (code = met ? OK : NOT_AS_EXPECTED));
  try {
    program.parse(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? OK : USAGE;
    const message = mistakeIn(error);
    if (message === undefined) throw error;
    io.err(`${NAME}: ${message}\n`);
    return USAGE;
  }
}

function version(): string {
  // By its own name, for the way to it is another one in the sources than in the package.
  return (createRequire(__filename)('cdk8s-istio/package.json') as { version: string }).version;
}

/** What to tell of an error that is no fault of this program's. */
function mistakeIn(error: unknown): string | undefined {
  const isMistake = [UsageError, ReadError, UnknownSourceError, UnreadableMeshConfigError].some((kind) => error instanceof kind);
  return isMistake ? (error as Error).message : undefined;
}

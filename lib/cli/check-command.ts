import { createRequire } from 'node:module';
import { type Command, Option } from 'commander';
import type { CheckCommandOptions } from './check-options';
import type * as Run from './check-run';
import type { Io } from './io';

const AFTER_HELP = `
LEVEL  error: refused or broken; warning: most likely a mistake; info: worth knowing
CODE   Istio's code (IST0101), "schema" for what the API server refuses, or one in words;
       each has a page, docs/findings/CODE.md

Exit code: 0 no finding is as grave as --fail-on; 1 one is; 2 wrong usage or unreadable input.

Examples:
  cdk8s-istio check dist/
  cdk8s-istio check dist/networking/bookinfo-gateway.yaml --context dist/ --fail-on warning
  cdk8s-istio check -R manifests/ --write-baseline findings.json
  cdk8s-istio check -R manifests/ --baseline findings.json -o github
  kubectl get namespaces,services,deployments,virtualservices,destinationrules -A -o yaml | cdk8s-istio check -
`;

/** Adds `check`: what would the cluster refuse or misroute? `done` learns whether nothing is as grave as it may not be. */
export function addCheckCommand(program: Command, io: Io, done: (fine: boolean) => void): void {
  program
    .command('check')
    .summary('what would the cluster refuse or misroute?')
    .description('Finds what the API server and istiod would refuse, what they would warn of, and what can not work together.')
    .usage('PATH... [options]')
    .argument('<paths...>', 'PATH: files and folders of YAML or JSON, - for stdin')
    .addOption(
      new Option('--fail-on <level>', 'exit with 1 if a finding is as grave as this')
        .choices(['error', 'warning', 'info'])
        .default('error'),
    )
    .option('--only <code>', 'tell of this code alone; may be given again', collect)
    .option('--skip <code>', 'do not tell of this code; may be given again', collect)
    .option('-R, --recursive', 'read the subfolders of folders, too')
    .option('--context <path>', 'what else is in the mesh: is read, not told of; may be given again', collect)
    .option('--open', 'take as existing what the manifests can not know: hosts, gateways, Secrets of others')
    .option('--baseline <file>', 'tell only of what this file does not have')
    .option('--write-baseline <file>', 'write what is found to this file, and exit with 0')
    .option('--mesh-config <file>', 'mesh config: as it is, or in its ConfigMap or an IstioOperator')
    .option('-n, --namespace <name>', 'namespace of objects that have none (default: default)')
    .option('--domain <name>', "the cluster's DNS domain (default: cluster.local)")
    .addOption(new Option('-o, --output <format>', 'form of the findings').choices(['text', 'json', 'sarif', 'github']).default('text'))
    .addHelpText('after', AFTER_HELP)
    .action((paths: string[], options: CheckCommandOptions) => done(load().runCheck(paths, options, io)));
}

function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}

/** Loads what checks: it is much, and other commands need none of it. */
function load(): typeof Run {
  return createRequire(__filename)('./check-run') as typeof Run;
}

import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import pc from 'picocolors';
import { type Decision, Mesh, type MeshOptions, type MeshRequest, placeOf } from '../mesh';
import { judge, type Verdict } from './expectation';
import { formatDecision, formatRequest, formatTrace, type Locate, toJson } from './format';
import { listOf } from '../model';
import { readHeaders } from './headers';
import { type Io, UsageError } from './io';
import { readMeshConfig } from './mesh-config-file';
import { warnOfTwins } from './twins';
import { readUrl, type Target } from './url';
import { OUTCOMES } from './words';

/** The options as commander hands them over. */
interface Options {
  readonly from: string;
  readonly request?: string;
  readonly head?: boolean;
  readonly header?: readonly string[];
  readonly userAgent?: string;
  readonly cookie?: string;
  readonly pathAsIs?: boolean;
  readonly sni?: string;
  readonly claims?: string;
  readonly meshConfig?: string;
  readonly namespace?: string;
  readonly domain?: string;
  readonly recursive?: boolean;
  readonly explain?: boolean;
  readonly expect?: string;
  readonly output: 'text' | 'json';
}

const AFTER_HELP = `
URL      [SCHEME://]HOST[:PORT][/PATH]; SCHEME is http, https, http2, grpc, tls or tcp
FROM     [NAMESPACE/]NAME of a workload, of a Service with one workload, or of a Gateway;
         gateway:[NAMESPACE/]KEY=VALUE[,KEY=VALUE] for a gateway by its Pods' labels
EXPECTED an outcome, or HOST[:PORT][/SUBSET] as the place where all requests are to go.
         Outcomes: ${OUTCOMES.slice(0, 8).join(', ')},
         ${OUTCOMES.slice(8).join(', ')}

Exit code: 0 there is a decision; 1 it is notModelled, expected or not, or not as expected;
           2 wrong usage or unreadable input.

Examples:
  cdk8s-istio route dist/ --from productpage http://reviews:9080/ -H 'end-user: jason'
  cdk8s-istio route dist/ dist/networking/bookinfo-gateway.yaml --from gateway:istio=ingressgateway \\
    http://bookinfo.example.com:8080/productpage --expect productpage
  kubectl get services,deployments,virtualservices,destinationrules -A -o yaml |
    cdk8s-istio route - --from shop/client http://reviews/ --explain
`;

/** Adds `route`: where does this request go? `done` learns whether the answer is one, and the expected one. */
export function addRouteCommand(program: Command, io: Io, done: (met: boolean) => void): void {
  program
    .command('route')
    .summary('where does this request go?')
    .description('Where does this request go? Answers as istiod and Envoy would, from manifests alone.')
    .usage('PATH... --from FROM [options] URL')
    .argument('<args...>', 'PATH: files and folders of YAML or JSON, - for stdin; URL: what is dialled, at the end')
    .requiredOption('--from <from>', 'who sends the request (required)')
    .option('-X, --request <method>', 'method of the request (default: GET)')
    .option('-I, --head', 'the same as -X HEAD')
    .option('-H, --header <line>', 'a header, "Name: value"; may be given again', collect)
    .option('-A, --user-agent <name>', 'the same as -H "User-Agent: NAME"')
    .option('-b, --cookie <cookies>', 'the same as -H "Cookie: COOKIES"')
    .option('--path-as-is', 'leave /../ and /./ in the path as they are')
    .option('--sni <name>', "name in the TLS handshake (default: the URL's host)")
    .option('--claims <json>', 'claims of a JSON web token that the gateway has verified')
    .option('--mesh-config <file>', 'mesh config: as it is, or in its ConfigMap or an IstioOperator')
    .option('-n, --namespace <name>', 'namespace of objects and names that have none (default: default)')
    .option('--domain <name>', "the cluster's DNS domain (default: cluster.local)")
    .option('-R, --recursive', 'read the subfolders of folders, too')
    .option('--explain', 'say of each candidate why it was taken or passed over')
    .option('--expect <expected>', 'exit with 1 unless the answer is this')
    .addOption(new Option('-o, --output <format>', 'form of the answer').choices(['text', 'json']).default('text'))
    .addHelpText('after', AFTER_HELP)
    .action((args: string[], options: Options) => done(run(args, options, io)));
}

function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}

function run(args: readonly string[], options: Options, io: Io): boolean {
  const { paths, url } = split(args);
  const target = readUrl(url, options.pathAsIs);
  const request = requestOf(target, options);
  const mesh = readMesh(paths, options, io);
  warnOfTwins(mesh, io);
  const decision = mesh.route(request, { trace: options.explain });
  const verdict = options.expect === undefined ? undefined : judge(decision, options.expect);
  if (options.output === 'json') {
    io.out(`${JSON.stringify(toJson(decision, locator(mesh)), undefined, 2)}\n`);
    if (verdict && !verdict.met) io.err(`cdk8s-istio: ${verdict.text}\n`);
  } else {
    io.out(textOf(mesh, request, target.url, decision, verdict, io));
  }
  return decision.outcome !== 'notModelled' && (verdict?.met ?? true);
}

function textOf(mesh: Mesh, request: MeshRequest, url: string, decision: Decision, verdict: Verdict | undefined, io: Io): string {
  const c = pc.createColors(io.colors);
  const parts = [formatRequest(mesh.resolve(request), url, c), formatDecision(decision, locator(mesh), c)];
  if (decision.trace) parts.push(formatTrace(decision.trace, c));
  if (verdict) parts.push(verdict.met ? c.green(`✓ ${verdict.text}`) : c.red(`✗ ${verdict.text}`));
  return `${parts.join('\n\n')}\n`;
}

/** The paths, and the URL at their end. */
function split(args: readonly string[]): { paths: readonly string[]; url: string } {
  const url = args[args.length - 1]!;
  const paths = args.slice(0, -1);
  const misplaced = paths.find((path) => /^(https?|grpc|http2|tls|tcp):\/\//i.test(path));
  if (misplaced !== undefined) throw new UsageError(`${misplaced} is not at the end; write PATH... first, then one URL`);
  if (paths.length === 0)
    throw new UsageError(
      /:\/\//.test(url) || !existsSync(url)
        ? `no manifests are given; write their files or folders before the URL, e.g. dist/ ${url}`
        : `no URL is given; write it after the paths, e.g. ${url} http://reviews:9080/`,
    );
  if (paths.filter((path) => path === '-').length > 1) throw new UsageError('- is given more than once, but there is one stdin');
  if (!/:\/\//.test(url) && existsSync(url))
    throw new UsageError(`${url} is a file or folder, where the URL is expected; write the URL at the end`);
  return { paths, url };
}

function requestOf(target: Target, options: Options): MeshRequest {
  const { authority, headers } = readHeaders([
    ...(target.credentials === undefined ? [] : [`Authorization: Basic ${Buffer.from(target.credentials).toString('base64')}`]),
    ...(options.userAgent === undefined ? [] : [`User-Agent: ${options.userAgent}`]),
    ...(options.cookie === undefined ? [] : [`Cookie: ${options.cookie}`]),
    ...(options.header ?? []),
  ]);
  const method = options.request ?? (options.head ? 'HEAD' : undefined);
  if (method !== undefined && !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method)) throw new UsageError(`-X "${method}" is no method`);
  if (target.path === undefined) {
    const unfit = options.header ? '-H' : method !== undefined ? '-X' : undefined;
    if (unfit !== undefined) throw new UsageError(`${unfit} is for HTTP, and ${target.protocol} has neither methods nor headers`);
  }
  return {
    from: options.from,
    protocol: target.protocol,
    host: target.host,
    port: target.port,
    ...(target.path !== undefined && { authority: authority ?? target.authority, path: target.path }),
    ...(method !== undefined && { method }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(options.sni !== undefined && { sni: options.sni }),
    ...(options.claims !== undefined && { claims: claimsIn(options.claims) }),
  };
}

function claimsIn(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`--claims is no JSON object; write e.g. --claims '{"groups": ["admin"]}'`);
  return value as Readonly<Record<string, unknown>>;
}

function readMesh(paths: readonly string[], options: Options, io: Io): Mesh {
  const settings: MeshOptions = {
    ...(options.meshConfig !== undefined && readMeshConfig(options.meshConfig)),
    ...(options.namespace !== undefined && { defaultNamespace: options.namespace }),
    ...(options.domain !== undefined && { domain: options.domain }),
  };
  return Mesh.fromFiles(paths, { ...settings, recursive: options.recursive, ...(io.stdin && { stdin: () => io.stdin!() }) });
}

function locator({ model }: Mesh): Locate {
  return (object, rule) => {
    const [, kind, namespace = '', name] = /^(\S+) (?:([^/]*)\/)?(.*)$/.exec(object) ?? [];
    const id = model.kindsPresent.find((each) => each.endsWith(`/${kind}`));
    const resource = id === undefined || name === undefined ? undefined : model.get(id, namespace, name);
    return resource && placeOf(resource.origin, rule === undefined ? [] : fieldOf(rule, resource.spec));
  };
}

/** Where a rule stands in its VirtualService: rules are called by their place, or `NAME` or `NAME.MATCH`. */
function fieldOf(rule: string, spec: unknown): readonly (string | number)[] {
  const number = /^#(\d+)/.exec(rule)?.[1];
  if (number !== undefined) return ['spec', 'http', Number(number)];
  const rules = listOf((spec as { http?: readonly { name?: string }[] }).http);
  const index = rules.findIndex(({ name }) => !!name && (rule === name || rule.startsWith(`${name}.`)));
  return index < 0 ? [] : ['spec', 'http', index];
}

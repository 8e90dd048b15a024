import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadAll } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import type { Command } from './page';
import { idOf, idOfObject, type Manifest, needsOf, subsetsOf } from './needs';

/** Kinds that a Kubernetes cluster has by itself, of those that the page uses. */
const BUILT_IN = [
  'v1 Namespace',
  'v1 Service',
  'v1 ServiceAccount',
  'v1 Secret',
  'apps/v1 Deployment',
  'rbac.authorization.k8s.io/v1 ClusterRole',
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1 RoleBinding',
  'apiregistration.k8s.io/v1 APIService',
];

/** Services and Deployments of `samples/addons` of istio 1.30.3, in istio-system. */
const ADDONS: Record<string, string[]> = {
  'prometheus.yaml': ['Service prometheus', 'Deployment prometheus'],
  'grafana.yaml': ['Service grafana', 'Deployment grafana'],
  'jaeger.yaml': ['Service tracing', 'Service zipkin', 'Service jaeger-collector', 'Deployment jaeger'],
  'kiali.yaml': ['Service kiali', 'Deployment kiali'],
};
/** What the profile demo runs (`manifests/profiles/{default,demo}.yaml` of istio 1.30.3). */
const DEMO = [
  'Deployment istiod',
  'Service istiod',
  ...['ingress', 'egress'].flatMap((way) => [`Deployment istio-${way}gateway`, `Service istio-${way}gateway`]),
];
const HOME = 'istio-system';

const root = resolve(__dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string }[];
  };
}
const ISTIO_KINDS = (loadAll(read('imports/crds.yaml')) as Crd[]).flatMap(({ spec }) =>
  spec.versions.map(({ name }) => `${spec.group}/${name} ${spec.names.kind}`),
);
const { istio: RELEASE } = JSON.parse(read('imports/version.json')) as { istio: string };
const SAMPLES = `https://raw.githubusercontent.com/istio/istio/${RELEASE}/samples/addons/`;

/**
 * What the page's commands would do to an empty cluster, as far as order goes: each object's kind and namespace must be there
 * before the command that applies it, and so must what it needs; and nothing is deleted that something else still needs.
 */
export class Cluster {
  /** What went wrong, as `command: problem`. */
  public readonly complaints: string[] = [];
  private readonly kinds = new Set(BUILT_IN);
  private readonly objects = new Map<string, Manifest | undefined>(
    ['kube-system', 'default'].map((name) => [idOf('Namespace', '', name), undefined]),
  );
  private readonly files = new Set<string>();
  private line = '';

  /** Everything in it, to compare. */
  public get state(): string[] {
    return [...this.kinds, ...this.objects.keys(), ...this.files].sort();
  }

  public run({ line, programs }: Command): void {
    this.line = line;
    for (const [program = '', ...args] of programs) {
      const run = this.programs[program];
      if (run) run(args);
      else this.complain(`no program ${program} is known here`);
    }
  }

  private readonly programs: Record<string, ((args: string[]) => void) | undefined> = {
    kubectl: (args) => this.kubectl(args),
    istioctl: (args) => this.istioctl(args),
    openssl: (args) => this.make(valueOf(args, '-keyout'), valueOf(args, '-out')),
    curl: (args) => {
      this.make(valueOf(args, '-c'), valueOf(args, '-o'));
      this.need(valueOf(args, '-b'));
    },
    rm: ([, ...files]) => files.forEach((file) => this.files.delete(file) || this.complain(`${file} is not there`)),
    export: () => undefined,
    grep: () => undefined,
    sort: () => undefined,
  };

  private kubectl(args: string[]): void {
    const namespace = valueOf(args, '-n') ?? valueOf(args, '--namespace');
    const [verb = '', ...rest] = args[0] === '-n' ? args.slice(2) : args;
    if (namespace !== undefined) this.expect(idOf('Namespace', '', namespace));
    const file = valueOf(rest, '-f');
    if (verb === 'apply') this.apply(this.read(file));
    else if (verb === 'delete' && file !== undefined) this.delete(this.read(file), rest.includes('--ignore-not-found'));
    else if (verb === 'delete') this.remove(idOf(rest[0] === 'namespace' ? 'Namespace' : 'Secret', namespace, rest[1]!));
    else if (verb === 'create' && rest[0] === 'secret') {
      this.need(valueOf(rest, '--key'));
      this.need(valueOf(rest, '--cert'));
      this.objects.set(idOf('Secret', namespace, rest[2]!), undefined);
    } else if (['rollout', 'logs', 'port-forward'].includes(verb)) {
      const [kind, name] = rest.find((word) => word.includes('/'))!.split('/');
      this.expect(idOf(kind === 'service' ? 'Service' : 'Deployment', namespace, name!));
    } else if (!['get', 'top', 'wait'].includes(verb)) this.complain(`kubectl ${verb} is not known here`);
  }

  private istioctl(args: string[]): void {
    const [verb = '', name = ''] = args;
    if (verb === 'install') {
      const [operator] = this.read(valueOf(args, '-f'));
      if (operator?.spec?.profile !== 'demo') return this.complain('installs another profile than demo');
      ISTIO_KINDS.forEach((kind) => this.kinds.add(kind));
      this.objects.set(idOf('Namespace', '', operator.metadata.namespace!), undefined);
      DEMO.forEach((each) => this.objects.set(inHome(each), undefined));
    } else if (verb === 'uninstall') {
      for (const object of this.objects.values())
        if (object && /istio\.io\//.test(object.apiVersion)) this.complain(`${idOfObject(object)} is still there`);
      [...this.kinds].filter((kind) => !BUILT_IN.includes(kind)).forEach((kind) => this.kinds.delete(kind));
      DEMO.forEach((each) => this.remove(inHome(each)));
    } else if (verb === 'dashboard') this.expect(inHome(`Service ${name}`));
    else if (verb !== 'x') this.complain(`istioctl ${verb} is not known here`);
  }

  /** As the API server: file order, but kinds count only from the next command on. */
  private apply(manifests: Manifest[]): void {
    const known = new Set(this.kinds);
    for (const object of manifests) {
      const kind = `${object.apiVersion} ${object.kind}`;
      if (!known.has(kind)) this.complain(`no kind ${kind} is there for ${idOfObject(object)}`);
      for (const need of needsOf(object)) this.expect(need, idOfObject(object));
      this.objects.set(idOfObject(object), object);
    }
  }

  private delete(manifests: Manifest[], ignoreNotFound: boolean): void {
    const ids = manifests.map(idOfObject).filter((id) => this.objects.has(id) || !ignoreNotFound);
    // All at once: what goes together may need each other.
    const leaving = new Set(ids);
    ids.forEach((id) => this.remove(id, leaving));
  }

  private remove(id: string, leaving: ReadonlySet<string> = new Set([id])): void {
    if (!this.objects.has(id)) return this.complain(`${id} is not there`);
    const object = this.objects.get(id);
    const brings = [id, ...(object ? subsetsOf(object) : [])];
    for (const [other, rest] of this.objects) {
      if (leaving.has(other) || !rest) continue;
      for (const need of needsOf(rest).filter((need) => brings.includes(need))) this.complain(`${other} still needs ${need}`);
    }
    if (id.startsWith('Namespace '))
      for (const other of this.objects.keys()) if (other.includes(` ${id.split('/')[1]}/`)) this.complain(`${other} is still in it`);
    this.objects.delete(id);
  }

  private expect(id: string, by?: string): void {
    if (this.objects.has(id) || [...this.objects.values()].some((object) => object && subsetsOf(object).includes(id))) return;
    this.complain(by ? `${by} needs ${id}, which is not there` : `${id} is not there`);
  }

  /** The objects of a file, or of a sample of Istio's release, as far as others need them. */
  private read(path: string | undefined): Manifest[] {
    if (path?.startsWith(SAMPLES)) return (ADDONS[path.slice(SAMPLES.length)] ?? this.missing(path)).map((each) => stub(inHome(each)));
    const there = path !== undefined && existsSync(join(root, path)) && statSync(join(root, path)).isFile();
    return there ? documents(read(path)) : this.missing(path);
  }

  private missing(path: string | undefined): never[] {
    this.complain(`no file ${path ?? 'given'}`);
    return [];
  }

  private make(...files: (string | undefined)[]): void {
    files.forEach((file) => file !== undefined && this.files.add(file));
  }

  private need(file: string | undefined): void {
    if (file !== undefined && !this.files.has(file)) this.complain(`no file ${file}`);
  }

  private complain(problem: string): void {
    this.complaints.push(`${this.line}: ${problem}`);
  }
}

function valueOf(args: string[], flag: string): string | undefined {
  const at = args.indexOf(flag);
  return at < 0 ? undefined : args[at + 1];
}

const documents = (text: string): Manifest[] => parseAllDocuments(text).map((document) => document.toJS() as Manifest);

/** `Service kiali`, in the namespace of the addons. */
function inHome(each: string): string {
  const [kind, name] = each.split(' ');
  return idOf(kind!, HOME, name!);
}

/** An object of which no more is known than that it is there. */
function stub(id: string): Manifest {
  const [, kind, namespace, name] = /^(\w+) (.*)\/(.*)$/.exec(id)!;
  return { apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1', kind: kind!, metadata: { namespace: namespace!, name: name! } };
}

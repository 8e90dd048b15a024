/** A mesh as its manifests make it: where does this request go? Plain TypeScript, loaded only by who asks. */
import type { RouteCoverage } from './coverage';
import { type CheckSetOptions, checkMesh } from './mesh/check-mesh';
import type { MeshFinding } from './mesh/finding';
import { type Place, placeOf } from './mesh/place';
import { onlyPortOf } from './mesh/port';
import { type MeshSource, type NamedObject, resolveSource } from './mesh/source';
import { isObject, type MeshConfig, type MeshSettings, Model, type SourcedManifest } from './model';
import { type ConstructTree, readApp, readFiles, type ReadFilesOptions, readYaml, type SourcedObject } from './model/read';
import { readValue } from './model/read/read-value';
import { type Decision, route, type RouteRequest, type Source, Trace } from './route';
import { answerTo } from './route/question';
import { nameOf } from './route/trace';

export {
  type CoverageReport,
  type MissedPart,
  type ObjectCoverage,
  type PartKind,
  RouteCoverage,
  type Share,
  type Shares,
} from './coverage';
export { Baseline, type BaselineEntry, type Comparison } from './mesh/baseline';
export type { MeshFinding } from './mesh/finding';
export type { Level } from './check';
export type { MeshSource, NamedGateway, NamedObject } from './mesh/source';
export { formatPlace, type Place, placeOf } from './mesh/place';
export type { ConstructTree } from './model/read';
export { ReadError } from './model/read';
export { type MeshConfig, UnreadableMeshConfigError } from './model';
export { formatEntryPlace, formatTraceEntry, placeOfEntry } from './mesh/trace';
export { UnknownSourceError } from './route';
export type * from './route/decision';
export type { RequestProtocol, RouteRequest, Source, UpstreamAnswer } from './route/request';
export type { FieldPath, Stage, TraceEntry } from './route/trace';

/** What the manifests do not say of the mesh. */
export interface MeshOptions {
  /**
   * Mesh config, as the ConfigMap `istio` holds it.
   * @default - what the set's ConfigMap `istio` or IstioOperator says, else Istio's defaults
   */
  readonly meshConfig?: MeshConfig;
  /** The namespace whose configuration holds for the whole mesh. @default - as mesh config says, else `istio-system` */
  readonly rootNamespace?: string;
  /** The cluster's DNS domain. @default cluster.local */
  readonly domain?: string;
  /** The namespace of objects that name none, as kubectl's `-n`. @default default */
  readonly defaultNamespace?: string;
  /** Who remembers what requests to this mesh, and to those made of it with `with()`, reach. @default - nobody */
  readonly coverage?: RouteCoverage;
}

/** A question: where does this go? */
export interface MeshRequest extends Omit<RouteRequest, 'from' | 'host'> {
  /** Who sends it. */
  readonly from: MeshSource;
  /** The name dialled, short or full, or an address; or a Service. It is the Host header, too, unless `authority` says otherwise. */
  readonly host: string | NamedObject;
  /**
   * The port dialled; of a gateway that of its Service, if the set has one, else the one it listens on.
   * @default - from a workload the only port of the service dialled; else 443 for https and tls, 80 for the rest
   */
  readonly port?: number;
}

/** How to answer. */
export interface RouteOptions {
  /** Say of each candidate why it was taken or passed over: `decision.trace`. @default false */
  readonly trace?: boolean;
}

/** How to check. */
export interface CheckMeshOptions extends CheckSetOptions {
  /** What else there is in the mesh: it is read, but not told of. @default nothing */
  readonly context?: Mesh;
}

/** An object that came more than once in one load. The later one counts, as with `kubectl apply`. */
export interface Duplicate {
  /** `Kind namespace/name` */
  readonly object: string;
  readonly earlier: Place | undefined;
  readonly later: Place | undefined;
}

/** A set of manifests, read once and never changed. */
export class Mesh {
  /** What a cdk8s app would be synthesised to, as it is now. */
  public static fromApp(app: ConstructTree, options: MeshOptions = {}): Mesh {
    if (typeof (app as Partial<ConstructTree> | undefined)?.node?.findAll !== 'function')
      throw new TypeError('Mesh.fromApp takes a cdk8s App or another construct; for files there is Mesh.fromFiles([...])');
    return Mesh.of(readApp(app), options);
  }

  /**
   * The objects in files, folders and stdin (`-`). A folder means its own .yaml, .yml and .json files, as `kubectl -f`
   * reads it, its subfolders only if `recursive` says so.
   */
  public static fromFiles(paths: readonly string[], options: MeshOptions & ReadFilesOptions = {}): Mesh {
    if (!Array.isArray(paths)) throw new TypeError("Mesh.fromFiles takes a list: Mesh.fromFiles(['dist'])");
    return Mesh.of(readFiles(paths as readonly string[], options), options);
  }

  /** The objects in YAML or JSON text, of any number of documents. */
  public static fromYaml(text: string, options: MeshOptions = {}): Mesh {
    return Mesh.of(readYaml(text), options);
  }

  private static of(objects: readonly SourcedObject[], options: MeshOptions): Mesh {
    const sources = objects.map(({ object, source }) => ({ manifest: object, origin: source }));
    const model = new Model(sources, settingsOf(options));
    return new Mesh(model, sources, options, model.duplicates);
  }

  private readonly sourceCache = new Map<string, Source>();

  private constructor(
    /** The index of all objects, to read. */
    public readonly model: Model,
    private readonly sources: readonly SourcedManifest[],
    private readonly options: MeshOptions,
    private readonly twins: Model['duplicates'],
  ) {}

  /** Objects that came more than once in one load; what `with` replaces is none of them. */
  public get duplicates(): readonly Duplicate[] {
    // To find a place takes a parsing, so it waits until somebody asks.
    return this.twins.map(({ earlier, later }) => ({
      object: nameOf(later),
      get earlier() {
        return placeOf(earlier.origin);
      },
      get later() {
        return placeOf(later.origin);
      },
    }));
  }

  /**
   * This mesh with what another has besides, e.g. a scenario: an object of the same kind, namespace and name replaces
   * this mesh's, and options that the other was given replace this mesh's, except that each keeps its default namespace.
   */
  public with(other: Mesh): Mesh {
    if (!(other instanceof Mesh)) throw new TypeError('mesh.with takes a Mesh: mesh.with(Mesh.fromFiles([...]))');
    const { defaultNamespace = this.options.defaultNamespace, ...rest } = other.options;
    const options = { ...this.options, ...withoutUndefined(rest) };
    const home = this.options.defaultNamespace ?? 'default';
    const added = (defaultNamespace ?? home) === home ? other.sources : other.sources.map((each) => inNamespace(each, defaultNamespace!));
    const sources = [...this.sources, ...added];
    return new Mesh(new Model(sources, settingsOf(options)), sources, options, [...this.twins, ...other.twins]);
  }

  /**
   * Where a request goes, as istiod and Envoy would have it.
   *
   * @throws UnknownSourceError if `from` means nothing of the set, or more than one thing
   */
  public route(request: MeshRequest, options: RouteOptions = {}): Decision {
    const question = this.resolve(request);
    const { coverage } = this.options;
    const decision = coverage ? coverage.record(this.model, () => this.answer(question, options)) : this.answer(question, options);
    return answerTo(this.model, question, decision);
  }

  private answer(question: RouteRequest, options: RouteOptions): Decision {
    if (!options.trace) return route(this.model, question);
    const trace = new Trace();
    // Assigned, not spread: hints are looked for when they are first read.
    return Object.assign(route(this.model, question, trace), { trace: trace.entries });
  }

  /**
   * All that is wrong with the manifests: what the API server would refuse, what istiod's webhook would refuse or warn of,
   * and what they show together. In the order of the manifests; one mistake is one finding. Nothing is thrown for what
   * they hold.
   */
  public check(options: CheckMeshOptions = {}): readonly MeshFinding[] {
    const { context } = options;
    if (context !== undefined && !(context instanceof Mesh))
      throw new TypeError('context takes a Mesh: mesh.check({ context: Mesh.fromFiles([...]) })');
    const whole = context?.with(this) ?? this;
    const manifests = whole.sources.slice(whole.sources.length - this.sources.length).map(({ manifest }) => manifest);
    return checkMesh({ model: whole.model, manifests, twins: this.twins }, options);
  }

  /** The request as the engine takes it: names and constructs looked up, the port filled in. */
  public resolve(request: MeshRequest): RouteRequest {
    const from = this.sourceOf(request.from);
    const host = typeof request.host === 'string' ? request.host : this.hostOf(request.host);
    // Field by field: objects of one shape are what makes the engine fast.
    const question: { readonly [Field in keyof Required<RouteRequest>]: RouteRequest[Field] } = {
      from,
      host,
      port: request.port ?? this.portOf(from, host),
      protocol: request.protocol,
      authority: request.authority,
      sni: request.sni,
      method: request.method,
      path: request.path,
      headers: request.headers,
      claims: request.claims,
      clientAddress: request.clientAddress,
      upstream: request.upstream,
    };
    return question;
  }

  private portOf(from: Source, host: string): number | undefined {
    return 'gateway' in from ? undefined : onlyPortOf(this.model, host, from.workload.namespace ?? this.model.defaultNamespace);
  }

  private sourceOf(from: MeshSource): Source {
    if (typeof from !== 'string') return resolveSource(this.model, from);
    let source = this.sourceCache.get(from);
    if (!source) this.sourceCache.set(from, (source = resolveSource(this.model, from)));
    return source;
  }

  private hostOf(service: NamedObject): string {
    if (!isObject(service) || typeof service.name !== 'string')
      throw new TypeError("A request's host is neither a name nor a Service: give one, e.g. host: 'reviews'");
    return `${service.name}.${service.metadata?.namespace ?? this.model.defaultNamespace}.svc.${this.model.domain}`;
  }
}

function settingsOf({ meshConfig, rootNamespace, domain, defaultNamespace }: MeshOptions): MeshSettings {
  return { meshConfig, rootNamespace, domain, defaultNamespace, parseYaml: (text) => readValue(text, 'data.mesh') };
}

function withoutUndefined(options: MeshOptions): MeshOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** The same object, its namespace written out. */
function inNamespace(source: SourcedManifest, namespace: string): SourcedManifest {
  const { manifest, origin } = source;
  if (!isObject(manifest) || !isObject(manifest.metadata) || manifest.metadata.namespace) return source;
  return { manifest: { ...manifest, metadata: { ...manifest.metadata, namespace } }, origin };
}

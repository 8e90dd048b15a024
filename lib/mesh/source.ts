import { type GatewaySpec, isObject, Kind, type Labels, type Model, type Resource, type ServiceSpec, type Workload } from '../model';
import { type Source, UnknownSourceError } from '../route';
import { nearest } from '../model/near-names';

/** Part of a Service, Deployment or Gateway construct, whoever made it: the `Service` of any cdk8s-plus version fits. */
export interface NamedObject {
  readonly name: string;
  readonly metadata: { readonly namespace?: string };
  /** Constructs say it; without it a Service or a workload is looked for. */
  readonly kind?: string;
}

/** Part of a `Gateway` construct or a `GatewayRef` of this package. */
export interface NamedGateway {
  readonly gatewayName: string;
  readonly gatewayNamespace?: string;
}

/**
 * Who sends a request:
 *  - `'bookinfo/productpage-v1'` or `'productpage-v1'`: a workload, else a Service that has exactly one, else a Gateway;
 *  - `'gateway:istio=ingressgateway'`, `'gateway:istio-system/istio=ingressgateway'`: a gateway by its Pods' labels;
 *    `'gateway:bookinfo/bookinfo-gateway'`: the one that a Gateway selects;
 *  - a construct: Service, workload or Gateway;
 *  - `{ workload }` by name, by labels, or by both for one that is not in the set;
 *  - `{ gateway }` by labels, or by the name of a Gateway.
 *
 * A name without namespace is one of the default namespace, else the only one of that name in the set. A gateway
 * without namespace is where the set has Pods with its labels, else in the root namespace.
 */
export type MeshSource =
  | string
  | NamedObject
  | NamedGateway
  | { readonly workload: { readonly name?: string; readonly namespace?: string; readonly labels?: Labels } }
  | { readonly gateway: string | { readonly labels: Labels; readonly namespace?: string } };

interface Name {
  readonly namespace?: string;
  readonly name: string;
}

const GATEWAY_PREFIX = 'gateway:';
const WHAT_FITS =
  'give the name of a workload, a Service or a Gateway, a construct of one, { workload: { name, namespace } } or { gateway: { labels, namespace } }';

/** The proxy that a source means, as the routing engine wants it. */
export function resolveSource(model: Model, from: MeshSource): Source {
  if (typeof from === 'string') return fromText(model, from);
  if (typeof (from as unknown) !== 'object' || from === null)
    throw new UnknownSourceError(`A request's from is ${from === null ? 'null' : typeof from}: ${WHAT_FITS}`, []);
  // Names first: constructs may have members of the other forms' names, as Bookinfo's services have a method `workload`.
  if ('gatewayName' in from) return byGateway(model, { name: from.gatewayName, namespace: from.gatewayNamespace });
  if ('name' in from) return typeof from.name === 'string' ? ofConstruct(model, from) : refuse(from);
  if ('workload' in from) return isObject(from.workload) ? ofWorkload(model, from.workload) : refuse(from);
  return 'gateway' in from ? ofGateway(model, from.gateway) : refuse(from);
}

function refuse(from: object): never {
  throw new UnknownSourceError(`A request's from has the fields ${Object.keys(from).slice(0, 5).join(', ') || '(none)'}: ${WHAT_FITS}`, []);
}

function fromText(model: Model, text: string): Source {
  if (text.startsWith(GATEWAY_PREFIX)) return ofGateway(model, text.slice(GATEWAY_PREFIX.length));
  const name = nameIn(text, `from "${text}"`);
  return anyNamed(model, name, [byWorkload, byService, byGateway]);
}

function ofConstruct(model: Model, { name, metadata, kind }: NamedObject): Source {
  const named = { name, namespace: metadata?.namespace };
  if (kind === 'Service') return byService(model, named);
  if (kind === 'Gateway') return byGateway(model, named);
  return anyNamed(model, named, kind === undefined ? [byService, byWorkload] : [byWorkload]);
}

type Finder = (model: Model, name: Name) => Source;

/** The first that is there; what is there and yet won't do is an error of its own. */
function anyNamed(model: Model, name: Name, finders: readonly Finder[]): Source {
  for (const find of finders) {
    try {
      return find(model, name);
    } catch (error) {
      if (!(error instanceof NothingNamed)) throw error;
    }
  }
  const kinds = finders
    .map((find) => WORDS.get(find))
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
  throw unknown(
    kinds,
    name,
    finders.flatMap((find) => namesFor(model, find)),
  );
}

/** Internal: a finder has found nothing of that name. */
class NothingNamed extends UnknownSourceError {}

function byWorkload(model: Model, name: Name): Source {
  const found = pick(model, 'workloads', name, model.workloads.all);
  if (!found) throw nothing(model, byWorkload, name);
  return sourceOf(found);
}

function byService(model: Model, name: Name): Source {
  const found = pick(model, 'Services', name, model.ofKind<ServiceSpec>(Kind.SERVICE));
  if (!found) throw nothing(model, byService, name);
  const workloads = model.workloads.selectedBy(found.namespace, found.spec.selector);
  if (workloads.length === 1) return sourceOf(workloads[0]!);
  throw new UnknownSourceError(
    workloads.length === 0
      ? `Service ${idOf(found)} selects no workload of the set; name the workload that sends the request.`
      : `Service ${idOf(found)} has ${workloads.length} workloads, and which of them sends the request makes a difference; name one: ${listed(workloads.map(idOf))}.`,
    workloads.map(idOf),
  );
}

function byGateway(model: Model, name: Name): Source {
  const found = pick(model, 'Gateways', name, model.ofKind<GatewaySpec>(Kind.GATEWAY));
  if (!found) {
    const other = pick(model, 'Gateways', name, model.ofKind(Kind.K8S_GATEWAY));
    if (other) return { gateway: { namespace: other.namespace, labels: { 'gateway.networking.k8s.io/gateway-name': other.name } } };
    throw nothing(model, byGateway, name);
  }
  const labels = isObject(found.spec.selector) ? found.spec.selector : {};
  if (Object.keys(labels).length === 0) {
    throw new UnknownSourceError(
      `Gateway ${idOf(found)} has no selector, so every gateway serves it; say which one by its Pods' labels, e.g. gateway:istio=ingressgateway.`,
      [],
    );
  }
  return selectedGateway(model, labels, `Gateway ${idOf(found)}`);
}

const WORDS = new Map<Finder, string>([
  [byWorkload, 'workload'],
  [byService, 'Service'],
  [byGateway, 'Gateway'],
]);

function namesFor(model: Model, find: Finder): readonly { name: string; namespace: string }[] {
  if (find === byWorkload) return model.workloads.all;
  return find === byService ? model.ofKind(Kind.SERVICE) : [...model.ofKind(Kind.GATEWAY), ...model.ofKind(Kind.K8S_GATEWAY)];
}

function ofWorkload(model: Model, { name, namespace, labels }: { name?: string; namespace?: string; labels?: Labels }): Source {
  if (name !== undefined && labels) return { workload: { name, namespace, labels } };
  if (name !== undefined) return byWorkload(model, { name, namespace });
  if (!labels) throw new UnknownSourceError("A request's from.workload has neither name nor labels: give one of them.", []);
  const found = model.workloads.all.filter((each) => (namespace === undefined || each.namespace === namespace) && carries(each, labels));
  if (found.length === 1) return sourceOf(found[0]!);
  const where = `the labels ${textOf(labels)}${namespace === undefined ? '' : ` in namespace ${namespace}`}`;
  throw new UnknownSourceError(
    found.length === 0
      ? `No workload of the set has ${where}; name one that is not in the set besides, { name, labels }.`
      : `${found.length} workloads have ${where}; name one: ${listed(found.map(idOf))}.`,
    found.map(idOf),
  );
}

function ofGateway(model: Model, gateway: string | { readonly labels: Labels; readonly namespace?: string }): Source {
  if (typeof gateway === 'string') {
    const what = `${GATEWAY_PREFIX}${gateway}`;
    if (!gateway.includes('=')) return byGateway(model, nameIn(gateway, what));
    const { labels, namespace } = labelsIn(gateway, what);
    return namespace === undefined ? selectedGateway(model, labels, what) : { gateway: { namespace, labels } };
  }
  if (!isObject(gateway) || !isObject(gateway.labels) || Object.keys(gateway.labels).length === 0)
    throw new UnknownSourceError("A request's from.gateway has no labels: give those of the gateway's Pods, or the name of a Gateway.", []);
  const { labels, namespace } = gateway;
  return namespace === undefined ? selectedGateway(model, labels, `gateway ${textOf(labels)}`) : { gateway: { namespace, labels } };
}

/** The gateway whose Pods carry the labels: the set's, if it has them, else one in the root namespace. */
function selectedGateway(model: Model, labels: Labels, what: string): Source {
  const pods = model.workloads.all.filter((each) => carries(each, labels));
  if (pods.length === 0) return { gateway: { namespace: model.rootNamespace, labels } };
  if (pods.length === 1) return { gateway: { namespace: pods[0]!.namespace, labels: pods[0]!.labels } };
  throw new UnknownSourceError(
    `${what} means ${pods.length} workloads, ${listed(pods.map(idOf))}; say which one by its namespace and labels, e.g. gateway:${pods[0]!.namespace}/${textOf(pods[0]!.labels)}.`,
    pods.map(idOf),
  );
}

/** The one of that name: in the namespace given, else in the default one, else the only one there is. */
function pick<T extends { readonly name: string; readonly namespace: string }>(
  model: Model,
  what: string,
  { name, namespace }: Name,
  candidates: readonly T[],
): T | undefined {
  const named = candidates.filter((each) => each.name === name);
  if (namespace !== undefined) return named.find((each) => each.namespace === namespace);
  const own = named.find((each) => each.namespace === model.defaultNamespace);
  if (own || named.length < 2) return own ?? named[0];
  throw new UnknownSourceError(`${named.length} ${what} are called ${name}; say which one: ${listed(named.map(idOf))}.`, named.map(idOf));
}

/** Its labels go along, for a Deployment and a StatefulSet may share a name. */
function sourceOf({ name, namespace, labels }: Workload): Source {
  return { workload: { name, namespace, labels } };
}

function nothing(model: Model, find: Finder, name: Name): NothingNamed {
  const { message, nearNames } = unknown(WORDS.get(find)!, name, namesFor(model, find));
  return new NothingNamed(message, nearNames);
}

function unknown(kinds: string, { name, namespace }: Name, candidates: readonly { name: string; namespace: string }[]): UnknownSourceError {
  const id = namespace === undefined ? name : `${namespace}/${name}`;
  const homonyms = candidates.filter((each) => each.name === name).map(idOf);
  const alike = new Set(
    nearest(
      name,
      candidates.map((each) => each.name),
    ),
  );
  const near = [
    ...new Set([...homonyms, ...nearest(id, candidates.map(idOf)), ...candidates.filter((each) => alike.has(each.name)).map(idOf)]),
  ].slice(0, 3);
  const all = [...new Set(candidates.map(idOf))];
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(' or ')}?`
      : all.length === 0
        ? 'The set has none at all.'
        : `There is none with a name like it; there is ${listed(all)}.`;
  return new UnknownSourceError(`No ${kinds} ${id} is in the set. ${hint}`, near);
}

function nameIn(text: string, what: string): Name {
  const parts = text.split('/');
  if (parts.length > 2 || parts.some((part) => part === ''))
    throw new UnknownSourceError(`${what} is no name; write NAME or NAMESPACE/NAME.`, []);
  return parts.length === 2 ? { namespace: parts[0], name: parts[1]! } : { name: parts[0]! };
}

/** `[NAMESPACE/]KEY=VALUE[,KEY=VALUE…]`. Keys may have slashes of their own, so only one in front of the first key counts. */
function labelsIn(text: string, what: string): { namespace?: string; labels: Labels } {
  const key = text.slice(0, text.indexOf('='));
  const slash = key.indexOf('/');
  // `example.com/role=x` is a key with a prefix, for prefixes of labels have dots and namespaces have none.
  const hasNamespace = slash >= 0 && !key.slice(0, slash).includes('.');
  const labels = new Map<string, string>();
  for (const pair of text.slice(hasNamespace ? slash + 1 : 0).split(',')) {
    const [name, value, ...rest] = pair.split('=');
    if (!name || !value || rest.length > 0)
      throw new UnknownSourceError(`${what}: "${pair}" is no label; write gateway:[NAMESPACE/]KEY=VALUE[,KEY=VALUE].`, []);
    labels.set(name.trim(), value.trim());
  }
  return { ...(hasNamespace && { namespace: text.slice(0, slash) }), labels: Object.fromEntries(labels) };
}

function carries({ labels }: Workload, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function idOf({ namespace, name }: Pick<Resource, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

function textOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** A few names of many. */
function listed(names: readonly string[], limit = 6): string {
  return names.length > limit ? `${names.slice(0, limit).join(', ')} and ${names.length - limit} more` : names.join(', ');
}

import { at, keyOf, Kind, Labels, listOf, Resource, stringsIn, textOf } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { labelSelectorMatches } from '../label-selector';

const REVISION = 'istio.io/rev';

interface Webhook {
  readonly resource: Resource;
  readonly field: FieldPath;
  readonly name: string;
  readonly selectors: unknown;
}

/**
 * Injection webhooks that would both inject some Pod, and those whose service doesn't exist. Tried are namespaces and
 * Pods with and without the labels of injection, of each revision that a webhook names.
 * `Analyzer`, istio 1.30.3 pkg/config/analysis/analyzers/webhook/webhook.go
 */
export const webhookOverlap: Analyzer = {
  name: 'control-plane/webhook-overlap',
  codes: ['IST0139'],
  kinds: [Kind.MUTATING_WEBHOOK_CONFIGURATION],
  *analyze(context) {
    const webhooks = injectionWebhooks(context);
    const revisions = new Set(webhooks.flatMap((webhook) => [...revisionsOf(webhook)])).size;
    const namespaces = webhooks.map(({ selectors }) =>
      takenBy(at(selectors, 'namespaceSelector'), 'istio-injection', ['enabled', 'disabled']),
    );
    const objects = webhooks.map(({ selectors }) => takenBy(at(selectors, 'objectSelector'), 'sidecar.istio.io/inject', ['true', 'false']));
    for (const [index, webhook] of webhooks.entries()) {
      const other = webhooks.find(
        (each, place) =>
          place !== index &&
          overlap(namespaces[place]!, namespaces[index]!, revisions) &&
          overlap(objects[place]!, objects[index]!, revisions) &&
          identity(each) !== identity(webhook),
      );
      if (other) {
        yield {
          code: 'IST0139',
          resource: webhook.resource,
          field: webhook.field,
          message: `${identity(other)} injects some of the same Pods, which then get the proxy twice. Make their selectors exclude each other.`,
        };
      }
      const service = at(webhook.selectors, 'clientConfig', 'service');
      if (service === undefined || service === null) continue;
      const [namespace, name] = [textOf(at(service, 'namespace')), textOf(at(service, 'name'))];
      if (context.get(Kind.SERVICE, namespace, name)) continue;
      yield {
        code: 'IST0139',
        resource: webhook.resource,
        field: [...webhook.field, 'clientConfig', 'service'],
        message: `There is no Service ${namespace}/${name}, so that nothing is injected. Mend the name, or install the control plane there.`,
        outside: !context.knows(namespace),
      };
    }
  },
};

/** Of configurations with a webhook of Istio's, or of a revision, all webhooks. */
function injectionWebhooks(context: Context): readonly Webhook[] {
  const found: Webhook[] = [];
  for (const resource of context.of(Kind.MUTATING_WEBHOOK_CONFIGURATION)) {
    const own = objectsWithIndex(resource.manifest.webhooks as { name?: unknown }[]).map(([index, selectors]) => ({
      resource,
      field: ['webhooks', index],
      name: textOf(selectors.name),
      selectors,
    }));
    if (own.some((each) => each.name.endsWith('istio.io') || revisionsOf(each).size > 0) || Object.hasOwn(resource.labels, REVISION)) {
      found.push(...own);
    }
  }
  return found;
}

function identity({ resource, name }: Webhook): string {
  return `${keyOf(resource).replace(/^\//, '')}/${name}`;
}

function revisionsOf({ resource, selectors }: Webhook): Set<string> {
  const revisions = new Set<string>();
  if (Object.hasOwn(resource.labels, REVISION)) revisions.add(textOf(resource.labels[REVISION]));
  for (const kind of ['namespaceSelector', 'objectSelector']) for (const each of revisionsIn(at(selectors, kind))) revisions.add(each);
  return revisions;
}

function revisionsIn(selector: unknown): readonly string[] {
  const label = at(selector, 'matchLabels', REVISION);
  const expressions = listOf(at(selector, 'matchExpressions') as unknown[]).filter((each) => at(each, 'key') === REVISION);
  return [...stringsIn([label] as string[]), ...expressions.flatMap((each) => stringsIn(at(each, 'values') as string[]))];
}

/** Which of the labels to be tried a selector takes, a bit each: without a revision, with each that it names, and with any other. */
interface Taken {
  readonly without: number;
  readonly with: ReadonlyMap<string, number>;
  readonly withOther: number;
}

/** No revision of anybody. */
const OTHER = '\u0000';

function takenBy(selector: unknown, label: string, values: readonly string[]): Taken {
  const tried: readonly Labels[] = [{}, ...values.map((value) => ({ [label]: value }))];
  const bits = (more: Labels): number =>
    tried.reduce((sum, labels, index) => sum + (labelSelectorMatches(selector, { ...labels, ...more }) ? 2 ** index : 0), 0);
  const own = new Map(revisionsIn(selector).map((revision) => [revision, bits({ [REVISION]: revision })]));
  return { without: bits({}), with: own, withOther: bits({ [REVISION]: OTHER }) };
}

/** Whether two take some labels both, of as many revisions as there are. */
function overlap(a: Taken, b: Taken, revisions: number): boolean {
  if (a.without & b.without) return true;
  const named = new Set([...a.with.keys(), ...b.with.keys()]);
  for (const each of named) if ((a.with.get(each) ?? a.withOther) & (b.with.get(each) ?? b.withOther)) return true;
  return revisions > named.size && (a.withOther & b.withOther) !== 0;
}

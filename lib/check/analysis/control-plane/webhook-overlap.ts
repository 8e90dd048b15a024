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
    const revisions = [...new Set(webhooks.flatMap((webhook) => [...revisionsOf(webhook)]))];
    const namespaces = webhooks.map((webhook) =>
      matched(at(webhook.selectors, 'namespaceSelector'), 'istio-injection', ['enabled', 'disabled'], revisions),
    );
    const objects = webhooks.map((webhook) =>
      matched(at(webhook.selectors, 'objectSelector'), 'sidecar.istio.io/inject', ['true', 'false'], revisions),
    );
    for (const [index, webhook] of webhooks.entries()) {
      const other = webhooks.find(
        (each, place) =>
          place !== index &&
          identity(each) !== identity(webhook) &&
          overlap(namespaces[place]!, namespaces[index]!) &&
          overlap(objects[place]!, objects[index]!),
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
  for (const kind of ['namespaceSelector', 'objectSelector']) {
    const label = at(selectors, kind, 'matchLabels', REVISION);
    if (typeof label === 'string') revisions.add(label);
    for (const each of listOf(at(selectors, kind, 'matchExpressions') as unknown[])) {
      if (at(each, 'key') === REVISION) for (const value of stringsIn(at(each, 'values') as string[])) revisions.add(value);
    }
  }
  return revisions;
}

/** Which of the label sets to be tried a selector takes, by their place in the list. */
function matched(selector: unknown, label: string, values: readonly string[], revisions: readonly string[]): ReadonlySet<number> {
  const bases: readonly Labels[] = [{}, ...values.map((value) => ({ [label]: value }))];
  const tried = [...bases, ...revisions.flatMap((revision) => bases.map((base) => ({ ...base, [REVISION]: revision })))];
  return new Set([...tried.keys()].filter((index) => labelSelectorMatches(selector, tried[index]!)));
}

function overlap(some: ReadonlySet<number>, others: ReadonlySet<number>): boolean {
  const [few, many] = some.size < others.size ? [some, others] : [others, some];
  for (const each of few) if (many.has(each)) return true;
  return false;
}

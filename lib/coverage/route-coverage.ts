import { placeOf } from '../mesh/place';
import type { Model, Origin, Resource } from '../model';
import type { Source } from '../model/read';
import type { Decision } from '../route';
import type { Part } from '../route/parts';
import { countingParts } from '../route/reach';
import { nameOf } from '../route/trace';
import type { CoverageEvent, KnownPart } from './event';
import { KIND_OF, keyOfPath, partsOf, type WrittenPart } from './parts';
import { type CoverageReport, formatReport, reportOf } from './report';

/**
 * Remembers which rules, matches and subsets the requests of a test reach. Give it to a mesh, and every
 * `mesh.route(request)` counts, of that mesh and of those made of it with `with()`.
 *
 * What is written in a rule makes it what it is: a rule that two meshes have alike is one rule, and one that a scenario
 * writes otherwise is another, to be reached by a request of its own. The rules of a mesh count from its first request on.
 */
export class RouteCoverage {
  private readonly parts = new Map<string, KnownPart>();
  private readonly reached = new Set<string>();
  private readonly notModelled = new Set<string>();
  private readonly models = new WeakSet<Model>();

  /** @param listen is told whatever is new, as it happens */
  public constructor(private readonly listen?: (event: CoverageEvent) => void) {}

  /** What has been reached so far, and what has not. */
  public report(): CoverageReport {
    return reportOf(this.parts.values(), this.reached, this.notModelled);
  }

  /** The report as a table, and where to find what no request has reached. */
  public toString(): string {
    return formatReport(this.report());
  }

  /**
   * Answers a request and counts what it came to. Of an answer that depends on what is not modelled nothing counts.
   *
   * @internal
   */
  public record(model: Model, answer: () => Decision): Decision {
    const { result: decision, parts } = countingParts(answer);
    if (!this.models.has(model)) this.know(model);
    if (decision.outcome === 'notModelled') {
      if (!this.notModelled.has(decision.object)) this.add({ notModelled: decision.object });
      return decision;
    }
    const reached = parts.flatMap(idOf).filter((id) => !this.reached.has(id));
    if (reached.length > 0) this.add({ reached });
    return decision;
  }

  /**
   * Takes in what this or another recorder has learnt.
   *
   * @internal
   */
  public add(event: CoverageEvent): void {
    if ('parts' in event) {
      for (const part of event.parts) if (!this.parts.has(part.id)) this.parts.set(part.id, part);
    } else if ('reached' in event) for (const id of event.reached) this.reached.add(id);
    else this.notModelled.add(event.notModelled);
    this.listen?.(event);
  }

  private know(model: Model): void {
    this.models.add(model);
    const added: KnownPart[] = [];
    for (const kind of new Set(Object.values(KIND_OF))) {
      for (const resource of model.ofKind(kind)) {
        for (const part of partsOf(resource).values()) if (!this.parts.has(part.id)) added.push(known(resource, part));
      }
    }
    if (added.length > 0) this.add({ parts: added });
  }
}

function known(resource: Resource, { id, kind, path, name }: WrittenPart): KnownPart {
  const { origin } = resource;
  const locate = () => placeOf(origin, path);
  return { id, kind, object: nameOf(resource), path, ...(name !== undefined && { name }), source: sourceOf(origin), locate };
}

function sourceOf(origin: Origin): KnownPart['source'] {
  const source = origin as Source | undefined;
  return source && (source.kind === 'construct' ? { construct: source.path } : { file: source.file });
}

function idOf({ resource, path }: Part): string | [] {
  return partsOf(resource).get(keyOfPath(path))?.id ?? [];
}

import type { Model, Resource } from '../model';
import type { Note } from '../model/read';
import { analyze, CATALOGUE, suppress } from './analysis';
import type { Finding } from './finding';
import { oneByMistake } from './one-mistake';
import { notedIn } from './noted';
import { inOrder } from './order';
import { duplicatesIn, generatedNamesIn, refusalsOf } from './refusals';

/** How to check, and what to tell. */
export interface CheckOptions {
  /**
   * Takes as existing what the set can't know: hosts, gateways, Secrets and namespaces outside of it.
   * @default false: what is missing there is told, as a warning at most
   */
  readonly open?: boolean;
  /** Codes to tell, no others. @default - all */
  readonly only?: readonly string[];
  /** Codes not to tell. @default none */
  readonly skip?: readonly string[];
  /** The time at which certificates are to be valid. @default now */
  readonly now?: Date;
}

/** What else a check may be told of its set. */
export interface CheckScope {
  /** Objects that came more than once. @default - as the model says */
  readonly duplicates?: Model['duplicates'];
  /** What was odd in the text that an object was read from. @default nothing */
  readonly notesOf?: (resource: Resource) => readonly Note[];
  /** Whether to tell of an object, or only to look at it. @default - of all */
  readonly isReported?: (resource: Resource) => boolean;
  /** Is called now and then with what is done, from 0 to 1. */
  readonly progress?: (share: number) => void;
}

const STEP = 512;

/**
 * All that is wrong with a set of manifests: what the API server would refuse, then what istiod's webhook would, then
 * what the objects show together. One mistake is one finding, and what annotations suppress is none.
 */
export function check(model: Model, options: CheckOptions = {}, scope: CheckScope = {}): readonly Finding[] {
  const { duplicates = model.duplicates, notesOf = () => [], isReported = () => true, progress = () => undefined } = scope;
  const unnamed = model.unnamed.filter(isReported);
  const resources = [
    ...model.kindsPresent.flatMap((kind) => model.ofKind(kind)).filter(isReported),
    ...duplicates.map(({ earlier }) => earlier).filter(isReported),
    ...unnamed,
  ];
  const refusals = resources.map((resource, index) => {
    if (index % STEP === 0) progress((0.5 * index) / resources.length);
    return refusalsOf(resource);
  });
  progress(0.5);
  const rest = [
    ...duplicatesIn(duplicates.filter(({ later }) => isReported(later))),
    ...generatedNamesIn(unnamed),
    ...notedIn(resources, notesOf),
    ...(needsAnalysis(options) ? analyze(model, options.now) : []).filter(({ resource }) => isReported(resource)),
  ];
  const told = suppressed(
    model,
    refusals.flatMap(({ schema, admission }) => [...schema, ...admission]).concat(rest),
    oneByMistake(refusals, options.open ? rest.filter(({ outside }) => !outside) : rest),
  );
  progress(1);
  return inOrder(told.filter(({ code, resource }) => isReported(resource) && isAsked(code, options)));
}

/** What annotations leave of the findings; a suppression is used also by what the findings of other layers, or those of a closed world, stand for. */
function suppressed(model: Model, all: readonly Finding[], findings: readonly Finding[]): readonly Finding[] {
  const isUnused = ({ code }: Finding): boolean => code === 'unused-suppression';
  return [...suppress(model, findings).filter((finding) => !isUnused(finding)), ...suppress(model, all).filter(isUnused)];
}

/** Whether analysis has a say in what is told: by its own codes, or by those of warnings that it tells in the webhook's stead. */
function needsAnalysis(options: CheckOptions): boolean {
  return ['IST0133', ...Object.keys(CATALOGUE)].some((code) => isAsked(code, options));
}

function isAsked(code: string, { only, skip }: CheckOptions): boolean {
  return (!only || only.includes(code)) && !skip?.includes(code);
}

import { Model } from '../model';
import { Decision } from './decision';
import { RouteRequest } from './request';

/** What a decision answers: which request, in which set of manifests. */
export interface Question {
  readonly model: Model;
  readonly request: RouteRequest;
}

let questions: WeakMap<Decision, Question> | undefined;

/** From now on it is remembered which question each decision answers, for who must explain it later. Costs a tenth of a decision. */
export function keepQuestions(): void {
  questions ??= new WeakMap();
}

/** Says which question a decision answers; free unless someone wants to know. Returns the decision. */
export function answerTo(model: Model, request: RouteRequest, decision: Decision): Decision {
  questions?.set(decision, { model, request });
  return decision;
}

/** The question that a decision answers, if it is known. */
export function questionOf(decision: Decision): Question | undefined {
  return questions?.get(decision);
}

import { CelInput, celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { FUNCTIONS, RE2 } from './functions';

/** What a rule says of a value: it holds, it does not, or it cannot be told, which Kubernetes takes as a no. */
export type Outcome = { readonly kind: 'holds' } | { readonly kind: 'fails' } | { readonly kind: 'error'; readonly why: string };

/** A rule, ready to run. */
export interface Program {
  /** Whether the rule compares with the object as it was before, so that it says nothing of a new one. */
  readonly isTransition: boolean;
  /** Functions that the rule calls and that are not known here: it cannot be run. */
  readonly unknownFunctions: readonly string[];
  readonly run: (self: () => CelInput) => Outcome;
  /** The text that an expression gives; undefined where it gives none. */
  readonly text: (self: () => CelInput) => string | undefined;
}

const environment = celEnv({ funcs: [...FUNCTIONS], re2: RE2 });
const programs = new Map<string, Program>();

/** What is no function but an operator, which the planner knows by itself. */
const OPERATORS: ReadonlySet<string> = new Set(['_?_:_', '_&&_', '_||_', '_[_]', '@not_strictly_false', '__not_strictly_false__']);

export const HOLDS: Outcome = { kind: 'holds' };
const FAILS: Outcome = { kind: 'fails' };

/** Compiles a rule once, however many fields have it. */
export function programOf(rule: string): Program {
  let program = programs.get(rule);
  if (!program) programs.set(rule, (program = compile(rule)));
  return program;
}

function compile(rule: string): Program {
  const parsed = parse(rule);
  const evaluate = plan(environment, parsed);
  const used = namesIn(parsed);
  const result = (self: () => CelInput): unknown => {
    try {
      return evaluate({ self: self() });
    } catch (error) {
      return error;
    }
  };
  return {
    isTransition: used.variables.has('oldSelf'),
    unknownFunctions: [...used.functions].filter((name) => !OPERATORS.has(name) && !environment.funcs.find(name)),
    run: (self) => {
      const value = result(self);
      if (value === true) return HOLDS;
      if (isCelError(value)) return { kind: 'error', why: reasonOf(value) };
      return value instanceof Error ? { kind: 'error', why: value.message } : FAILS;
    },
    text: (self) => {
      const value = result(self);
      return typeof value === 'string' && value.trim() !== '' && !value.includes('\n') ? value.trim() : undefined;
    },
  };
}

function reasonOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** The functions and variables that an expression names. */
function namesIn(expression: unknown): { readonly functions: ReadonlySet<string>; readonly variables: ReadonlySet<string> } {
  const functions = new Set<string>();
  const variables = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { case: kind, value } = node as { case?: unknown; value?: { function?: string; name?: string } };
    if (kind === 'callExpr') functions.add(value!.function!);
    if (kind === 'identExpr') variables.add(value!.name!);
    for (const part of Object.values(node)) walk(part);
  };
  walk((expression as { expr: unknown }).expr);
  return { functions, variables };
}

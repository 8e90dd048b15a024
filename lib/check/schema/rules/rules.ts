import { Path, report, SchemaProblem } from '../problem';
import { propertiesOf, Schema, ValidationRule } from '../structure/schema';
import { Mapping, nameOf, show, typeOf } from '../value';
import { HOLDS, Outcome, programOf } from './program';
import { sentenceFor } from './sentences';
import { compileView, View } from './view';

/** Runs the rules about a value and about what is in it. */
export type RuleCheck = (value: unknown, path: Path, problems: SchemaProblem[]) => void;

/**
 * The rules of a schema as a function; undefined where it has none. A null is not ruled on. Rules that compare with an
 * older object are left out: a manifest is taken as a new object.
 *
 * Source: `Validator.validate`, apiextensions-apiserver 0.35 pkg/apiserver/schema/cel/validation.go
 *
 * @param node the schema that types the value, where the rules are those of one of its `allOf`
 */
export function compileRules(schema: Schema, node: Schema = schema): RuleCheck | undefined {
  const rules = compileOwn(schema['x-kubernetes-validations'] ?? [], node);
  const allOf = (schema.allOf ?? []).map((part) => compileRules(part, node)).filter((check) => check !== undefined);
  const properties = propertiesOf(schema, (property, name) => compileRules(property, node.properties?.[name] ?? property));
  const additional = schema.additionalProperties && compileRules(schema.additionalProperties, node.additionalProperties);
  const items = schema.items && compileRules(schema.items, node.items);
  if (rules.length === 0 && allOf.length === 0 && properties.size === 0 && !additional && !items) return undefined;
  return (value, path, problems) => {
    const type = typeOf(value);
    if (type === 'null') return;
    for (const rule of rules) rule(value, path, problems);
    for (const check of allOf) check(value, path, problems);
    if (type === 'array') {
      if (items) for (const [index, item] of (value as readonly unknown[]).entries()) descend(items, item, index, path, problems);
    } else if (type === 'object' && (additional || properties.size > 0)) {
      for (const name of Object.keys(value as Mapping)) {
        const check = properties.get(name) ?? additional;
        if (check) descend(check, (value as Mapping)[name], name, path, problems);
      }
    }
  };
}

function descend(check: RuleCheck, value: unknown, step: string | number, path: Path, problems: SchemaProblem[]): void {
  path.push(step);
  check(value, path, problems);
  path.pop();
}

function compileOwn(rules: readonly ValidationRule[], node: Schema): RuleCheck[] {
  if (rules.length === 0) return [];
  const view = compileView(node);
  return rules.map((rule) => compileRule(rule, view));
}

/** The rules of a schema that are left out though they are about new objects: they call what is not known here. */
export function* rulesNotModelled(schema: Schema): Iterable<string> {
  for (const rule of schema['x-kubernetes-validations'] ?? []) {
    const { isTransition, unknownFunctions } = programOf(rule.rule);
    if (unknownFunctions.length > 0 || (isTransition && rule.optionalOldSelf)) yield rule.rule;
  }
  const inside = [...Object.values(schema.properties ?? {}), schema.additionalProperties, schema.items, ...(schema.allOf ?? [])];
  for (const part of inside) if (part) yield* rulesNotModelled(part);
}

function compileRule(rule: ValidationRule, view: View): RuleCheck {
  const sentence = sentenceFor(rule.message);
  const own = sentence ?? rule.message?.trim() ?? `the rule ${rule.rule.trim()} does not hold`;
  const below = fieldsOf(rule.fieldPath ?? '');
  const explain = (self: () => ReturnType<View>): string | undefined =>
    rule.messageExpression === undefined ? undefined : programOf(rule.messageExpression).text(self);
  // Most fields with a rule are never set, so a rule is parsed when it is needed for the first time.
  let run: ((value: unknown) => Outcome) | undefined;
  return (value, path, problems) => {
    const outcome = (run ??= runner(rule, view))(value);
    if (outcome.kind === 'holds') return;
    const what = typeof value === 'object' ? nameOf(path) : `${nameOf(path)} is ${show(value)}`;
    if (outcome.kind === 'error') {
      const why = sentence === undefined ? ` (it cannot be evaluated: ${outcome.why})` : '';
      report(problems, path, 'FieldValueInvalid', `${what}: ${own}${why}`);
    } else {
      report(problems, [...path, ...below], rule.reason ?? 'FieldValueInvalid', `${what}: ${explain(() => view(value)) ?? own}`);
    }
  };
}

/** How many outcomes of a rule are remembered, and of how long texts. */
const REMEMBERED = 1000;
const LONGEST = 100;

/** Runs a rule. It sees nothing but the value, so what it said of a text or number before (`5s`, 8080) it says again. */
function runner({ rule, optionalOldSelf }: ValidationRule, view: View): (value: unknown) => Outcome {
  const program = programOf(rule);
  if (program.isTransition || program.unknownFunctions.length > 0 || optionalOldSelf) return () => HOLDS;
  const outcomes = new Map<unknown, Outcome>();
  return (value) => {
    const isShort = typeof value === 'string' ? value.length <= LONGEST : typeof value === 'number';
    if (!isShort) return program.run(() => view(value));
    let outcome = outcomes.get(value);
    if (!outcome) {
      outcome = program.run(() => view(value));
      if (outcomes.size >= REMEMBERED) outcomes.clear();
      outcomes.set(value, outcome);
    }
    return outcome;
  };
}

/** The fields of a `fieldPath`: `.a.b`, `.a['b.c']`. */
function fieldsOf(path: string): string[] {
  return [...path.matchAll(/\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/g)].map(([, plain, quoted]) => plain ?? quoted!.replace(/\\(.)/g, '$1'));
}

/**
 * Why Envoy would not take a header's value with its `%COMMAND(arguments)%`s, as a clause to follow it, or undefined. Which commands
 * there are is not asked. `ValidateHTTPHeaderValue`, `validateHeaderValue`, istio 1.30.3 pkg/config/validation/header_value_validator.go
 */
export function headerValueProblem(value: string): string | undefined {
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(value)) return 'has a control character';
  for (let at = value.indexOf('%'); at >= 0; at = value.indexOf('%', at)) {
    if (value[at + 1] === '%') {
      at += 2;
      continue;
    }
    if (at + 1 === value.length) return 'ends in a single "%": write "%%" for the character';
    const end = endOfCommand(value, at + 1);
    if (typeof end === 'string') return end;
    at = end;
  }
  return undefined;
}

/** The place after the `%` that ends a command, whose name begins at `at`; or what is wrong. */
function endOfCommand(value: string, at: number): number | string {
  const name = /[%(]/g;
  name.lastIndex = at;
  const mark = name.exec(value);
  if (!mark) return UNFINISHED;
  return mark[0] === '%' ? name.lastIndex : endOfArguments(value, name.lastIndex);
}

const UNFINISHED = 'has a "%" that begins a command which does not end: write "%%" for the character';

/** What is read next among the arguments of a command, up to the `%` after them. */
type State = 'start' | 'string' | 'element' | 'delimiter' | 'close' | 'end';

/** Which characters are taken outside of strings, and what is read after each. `else`: whatever it is. */
const NEXT: Readonly<Record<Exclude<State, 'string'>, Readonly<Record<string, State | 'done'>>>> = {
  start: { '[': 'element', else: 'string' },
  element: { '"': 'string' },
  delimiter: { ',': 'element', ']': 'close' },
  close: { ')': 'end' },
  end: { '%': 'done' },
};

/** Reads `argument)%` or `["a", "b"])%`; blanks are free between the parts. */
function endOfArguments(value: string, start: number): number | string {
  let state: State = 'start';
  for (let at = start; at < value.length; at++) {
    const character = value[at]!;
    if (state === 'string') {
      if (character === '\\' && at + 1 === value.length) return 'ends in a backslash';
      if (character === '\\') at++;
      else if (character === ')') state = 'end';
      else if (character === '"') state = 'delimiter';
    } else if (character !== ' ') {
      const choices: Readonly<Record<string, State | 'done'>> = NEXT[state];
      const next: State | 'done' | undefined = choices[character] ?? choices.else;
      if (next === 'done') return at + 1;
      if (!next) return `has a command with ${JSON.stringify(character)} where ${Object.keys(choices).join(' or ')} is expected`;
      state = next;
    }
  }
  return UNFINISHED;
}

/** What template engines put into a text that is YAML only afterwards: Go's (Helm's), and Jinja's. */
const MARKS = [
  ['{{', '}}'],
  ['{%', '%}'],
] as const;

/** Whether a line of a text has the marks of a template. */
export function isTemplateLine(text: string, number: number): boolean {
  const line = text.split('\n', number)[number - 1] ?? '';
  return MARKS.some(([open, close]) => {
    const start = line.indexOf(open);
    return start >= 0 && line.indexOf(close, start) > 0;
  });
}

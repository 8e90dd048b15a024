import type { FieldPath } from '../model/read';

/** A field as people write it: `spec.http[0].match`, `metadata.annotations["example.com/a"]`; empty for the object itself. */
export function fieldText(field: FieldPath): string {
  let text = '';
  for (const step of field) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!/^[A-Za-z_][\w-]*$/.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

import { parse } from '@bufbuild/cel';

/** Why a text is not an expression of CEL, as a clause to follow it, or undefined; what its names mean is not asked. `validateTelemetryFilter` */
export function celProblem(expression: string): string | undefined {
  try {
    parse(expression);
    return undefined;
  } catch (error) {
    return `is not an expression of CEL (${error instanceof Error ? error.message : String(error)})`;
  }
}

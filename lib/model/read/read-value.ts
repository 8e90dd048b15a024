import { readDocuments } from './documents';
import { ReadError } from './read-error';
import { normalise } from './text';
import { type Json, SyntaxProblem } from './values';

/** The one value in YAML or JSON text that need not be a Kubernetes object, e.g. a mesh config; null where there is none. */
export function readValue(text: string, file = '<text>'): Json {
  try {
    const [first, second] = readDocuments(normalise(text));
    if (second) throw new ReadError(file, 'more than one document, where one is expected; keep the one that is meant', second.at);
    return first?.value ?? null;
  } catch (error) {
    if (error instanceof SyntaxProblem) throw new ReadError(file, error.message, error.at);
    throw error;
  }
}

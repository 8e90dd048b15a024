import type { Document } from './document';
import { readDocuments } from './documents';
import { MAX_BYTES } from './limits';
import { objectsIn, type SourcedObject } from './objects';
import { ReadError } from './read-error';
import { FileSource } from './source';
import { isTemplateLine } from './template';
import { decode, normalise } from './text';
import { isMapping, type Json, SyntaxProblem } from './values';

/** The name of a text that has none. */
const UNNAMED = '<text>';

/** The objects in YAML or JSON text. */
export function readYaml(text: string, file = UNNAMED): SourcedObject[] {
  if (text.length > MAX_BYTES) throw tooLarge(file);
  return guarded(file, () => readObjects(normalise(text), file));
}

/** The objects in a file's bytes. */
export function readBytes(bytes: Buffer, file: string): SourcedObject[] {
  return guarded(file, () => readObjects(decode(bytes), file));
}

/** A text or file is too large to be read. */
export function tooLarge(file: string): ReadError {
  return new ReadError(file, `larger than ${MAX_BYTES / 1024 / 1024} MB, which is more than is read from one file; split it`);
}

function readObjects(text: string, file: string): SourcedObject[] {
  const objects: SourcedObject[] = [];
  for (const document of documentsOf(text, file)) addObjects(objects, document, text, file);
  return objects;
}

/** The documents of a text. What is a template is told so, since what its marks mean to YAML helps nobody. */
function* documentsOf(text: string, file: string): Generator<Document> {
  try {
    yield* readDocuments(text);
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    if (!isTemplateLine(text, error.at.line)) throw new ReadError(file, error.message, error.at);
    throw new ReadError(
      file,
      'a template, which is YAML only when it is rendered; read what comes of it, for instance by `helm template`',
      error.at,
    );
  }
}

function addObjects(objects: SourcedObject[], document: Document, text: string, file: string): void {
  const refuse = (problem: string, path: readonly (string | number)[]): never => {
    throw new ReadError(file, problem, new FileSource(file, document, path).locate(), isForeign(text));
  };
  const { value } = document;
  if (value === null) {
    const [note] = document.notes();
    if (note) throw new ReadError(file, 'kubectl does not read what follows here; begin a new document with ---', note.at);
    return;
  }
  for (const { object, path } of objectsIn(value, refuse)) objects.push({ object, source: new FileSource(file, document, path) });
}

/** Whether none of a text's documents says that it is a Kubernetes object: values of a chart, a workflow, a patch. */
function isForeign(text: string): boolean {
  try {
    return [...readDocuments(text)].every(({ value }) => !saysWhatItIs(value));
  } catch {
    return false;
  }
}

function saysWhatItIs(value: Json): boolean {
  return isMapping(value) && (Object.hasOwn(value, 'apiVersion') || Object.hasOwn(value, 'kind'));
}

function guarded<R>(file: string, read: () => R): R {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxProblem) throw new ReadError(file, error.message, error.at);
    throw error;
  }
}

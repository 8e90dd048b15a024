import type { Document } from './document';
import { JsonParser } from './json/parse';
import { splitJson } from './json/split';
import { MAX_VALUES } from './limits';
import { checkCharacters, GO_SPACE } from './text';
import type { Json } from './values';
import { splitYaml, YamlDocument } from './yaml-document';

/** As apimachinery's `hasJSONPrefix`. */
const JSON_START = new RegExp(`^[${GO_SPACE}]*\{`);

/**
 * Reads all documents of a text that have content. What begins with `{` is a stream of JSON values, as
 * for kubectl (k8s.io/apimachinery 0.32 `YAMLOrJSONDecoder`), all else is YAML.
 *
 * @param text as `decode` in `text.ts` leaves it: line breaks are \n alone, also after the last line
 */
export function readDocuments(text: string): Iterable<Document> {
  return JSON_START.test(text.slice(0, 4096)) ? jsonDocuments(text) : yamlDocuments(text);
}

function* yamlDocuments(text: string): Generator<Document> {
  checkCharacters(text);
  let number = 0;
  let values = 0;
  for (const chunk of splitYaml(text)) {
    number++;
    const document = new YamlDocument(chunk, number, MAX_VALUES - values);
    values += document.count;
    if (document.value !== null || document.notes().length > 0) yield document;
  }
}

/** A number so large that it may be none to Go. */
const HUGE_NUMBER = /[0-9][eE]\+?[0-9]{3}|[0-9]{300}/;

function* jsonDocuments(text: string): Generator<Document> {
  let number = 0;
  for (const chunk of splitJson(text)) {
    number++;
    const again = (): JsonParser & { root: Json } => {
      const parser = new JsonParser(text, chunk);
      return Object.assign(parser, { root: parser.parse() });
    };
    const source = text.slice(chunk.start, chunk.end);
    let value: Json;
    try {
      value = HUGE_NUMBER.test(source) ? again().root : (JSON.parse(source) as Json);
    } catch (error) {
      again();
      throw error;
    }
    if (value === null) continue;
    const column = chunk.start - text.lastIndexOf('\n', chunk.start);
    // Only a key that is there twice is to be noted of JSON, and then fewer have come out of it.
    const notes = countKeys(value) < chunk.keys ? again().notes : [];
    yield { value, number, at: { line: chunk.line + 1, column }, notes: () => notes, locate: again };
  }
}

function countKeys(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  const values = Object.values(value);
  return values.reduce((count: number, each) => count + countKeys(each), Array.isArray(value) ? 0 : values.length);
}

import { createRequire } from 'node:module';
import { join } from 'node:path';

interface JsYaml {
  load(text: string, options: object): unknown;
  loadAll(text: string, iterator: undefined, options: object): unknown[];
}

/** Of a duplicate key the last wins, as for kubectl. */
const LAST_WINS = { json: true };

const yaml = createRequire(join(process.cwd(), 'package.json'))('js-yaml') as JsYaml;

/** One document. */
export function load(text: string): unknown {
  return yaml.load(text, LAST_WINS);
}

/** All documents that are not empty. */
export function loadAll(text: string): unknown[] {
  return yaml.loadAll(text, undefined, LAST_WINS).filter((each) => each !== null && each !== undefined);
}

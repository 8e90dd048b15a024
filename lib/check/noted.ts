import type { Resource } from '../model';
import type { Note } from '../model/read';
import type { Finding } from './finding';

const MESSAGES: Readonly<Record<Note['kind'], (note: Note) => string>> = {
  'duplicate-key': ({ path }) =>
    `${path.length > 0 ? JSON.stringify(path[path.length - 1]) : 'A key'} stands more than once in one mapping, and kubectl applies the last without a word. Keep the one that you mean.`,
  'unread-text': () => 'kubectl reads nothing after this line of "...". Begin a new document with "---", or remove the rest.',
};

/** What kubectl passes over in silence when it reads a file. It shows in the text alone, not in what comes out of it. */
export function* notedIn(resources: readonly Resource[], notesOf: (resource: Resource) => readonly Note[]): Iterable<Finding> {
  for (const resource of resources) {
    for (const note of notesOf(resource)) {
      yield { code: note.kind, level: 'warning', message: MESSAGES[note.kind](note), resource, field: note.path, at: note.at };
    }
  }
}

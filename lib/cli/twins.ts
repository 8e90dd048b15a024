import { formatPlace, type Mesh, placeOf } from '../mesh';
import { type Resource } from '../model';
import type { Source } from '../model/read';
import { nameOf } from '../route/trace';
import type { Io } from './io';

const SHOWN = 5;

/** Warns of objects that are given more than once, and of files that are: `dist dist/shop.yaml`. */
export function warnOfTwins({ model }: Mesh, io: Io): void {
  const files = new Set<string>();
  const twins = model.duplicates.filter(({ earlier, later }) => {
    const file = fileReadAgain(earlier, later, files);
    if (file !== undefined) files.add(file);
    return file === undefined;
  });
  for (const file of [...files].slice(0, SHOWN)) io.err(`warning: ${file} is read more than once; name it once\n`);
  if (files.size > SHOWN) io.err(`warning: so are ${files.size - SHOWN} other files\n`);
  for (const { earlier, later } of twins.slice(0, SHOWN)) {
    const [first, second] = [earlier, later].map(({ origin }) => formatPlace(placeOf(origin)!));
    io.err(`warning: ${nameOf(later)} is given more than once, at ${first} and ${second}; the later one counts\n`);
  }
  if (twins.length > SHOWN) io.err(`warning: so are ${twins.length - SHOWN} other objects\n`);
}

/** The file, if both are one object of it. To look for their places takes a while, so once a file. */
function fileReadAgain(earlier: Resource, later: Resource, known: ReadonlySet<string>): string | undefined {
  const [a, b] = [earlier.origin as Source, later.origin as Source];
  if (a.kind !== 'file' || b.kind !== 'file' || a.file !== b.file || a.document !== b.document) return undefined;
  return known.has(a.file) || formatPlace(placeOf(a)!) === formatPlace(placeOf(b)!) ? a.file : undefined;
}

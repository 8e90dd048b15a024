import { type Place, placeOf } from '../mesh/place';
import { Model } from '../model';
import { ReadError, readFiles } from '../model/read';
import type { KnownPart } from './event';
import { KIND_OF, partsOf } from './parts';

const STDIN = '-';
/** Stands for the namespace of objects that name none: which one that is, only the mesh knew. */
const UNSAID = '';

/**
 * Parts that another process has told of. Of where they stand it told only the file, since lines and columns take
 * another parsing; so files are read again here, and only if someone asks for the place of a part.
 */
export function withPlaces(parts: readonly KnownPart[]): readonly KnownPart[] {
  const models = new Map<string, Model>();
  return parts.map((part) => {
    const { source } = part;
    if (!source || !('file' in source) || source.file === STDIN) return part;
    return { ...part, locate: () => placeIn(modelOf(models, source.file), part) };
  });
}

function modelOf(models: Map<string, Model>, file: string): Model {
  let model = models.get(file);
  if (!model) models.set(file, (model = read(file)));
  return model;
}

/** Nothing of what is no file, or is gone by now. */
function read(file: string): Model {
  try {
    const sources = readFiles([file]).map(({ object, source }) => ({ manifest: object, origin: source }));
    return new Model(sources, { defaultNamespace: UNSAID });
  } catch (error) {
    if (error instanceof ReadError) return Model.of([]);
    throw error;
  }
}

/** Undefined if it is no longer as it was. */
function placeIn(model: Model, { kind, object, id }: KnownPart): Place | undefined {
  const [, namespace = '', name = ''] = /^\S+ ([^/]*)\/(.*)$/.exec(object) ?? [];
  for (const where of [namespace, UNSAID]) {
    const resource = model.get(KIND_OF[kind], where, name);
    if (!resource) continue;
    for (const part of partsOf({ ...resource, namespace }).values()) if (part.id === id) return placeOf(resource.origin, part.path);
  }
  return undefined;
}

/** From files, folders, stdin and cdk8s apps to plain manifest objects that know where they came from. */
export type { KubernetesObject, SourcedObject } from './objects';
export { type ConstructTree, readApp } from './read-app';
export { ReadError } from './read-error';
export { readFiles, type ReadFilesOptions } from './read-files';
export { readYaml } from './read-text';
export type { ConstructSource, FieldPath, FileSource, Source } from './source';
export type { Note, Position } from './values';

import { Path, report, SchemaProblem } from '../problem';
import { enumerate } from '../value';
import { MetadataRules } from './kinds';
import { asPrefix, byteLength, dnsLabel, labelValue, qualifiedName } from './names';
import { ObjectMeta, OwnerReference } from './object-meta';

/** `TotalAnnotationSizeLimitB` */
const ANNOTATIONS_LIMIT = 256 * 1024;

/**
 * Adds what is wrong with metadata. Of labels and annotations the API server names only the map; here the key is named.
 * Source: `ValidateObjectMetaAccessor`, apimachinery 0.35 pkg/api/validation/objectmeta.go
 */
export function validateMetadata(meta: ObjectMeta, rules: MetadataRules, problems: SchemaProblem[]): void {
  const invalid = (path: Path, message: string): void => report(problems, ['metadata', ...path], 'FieldValueInvalid', message);
  const generateName = meta.generateName ? badGenerateName(meta.generateName, meta.name, rules) : undefined;
  if (generateName !== undefined) invalid(['generateName'], `generateName ${generateName}`);
  if (meta.name) {
    const name = rules.name(meta.name);
    if (name !== undefined) invalid(['name'], `name ${name}`);
  } else if (rules.isKnown && !meta.generateName) {
    report(problems, ['metadata', 'name'], 'FieldValueRequired', 'the object has no name; add metadata.name');
  }
  if (rules.isKnown && meta.namespace) {
    const namespace = dnsLabel(meta.namespace);
    if (namespace !== undefined) invalid(['namespace'], `namespace ${namespace}`);
  }
  validateLabels(meta, invalid);
  validateAnnotations(meta, invalid, problems);
  validateOwners(meta, invalid);
  validateFinalizers(meta, invalid);
}

/** What is generated is held against the rule too: the first 58 characters and five more. `SimpleNameGenerator`, apiserver 0.35 pkg/storage/names */
function badGenerateName(prefix: string, name: string | undefined, rules: MetadataRules): string | undefined {
  return asPrefix(rules.name)(prefix) ?? (name ? undefined : rules.name(`${prefix.slice(0, 58)}xxxxx`));
}

type Invalid = (path: Path, message: string) => void;

function validateLabels({ labels = {} }: ObjectMeta, invalid: Invalid): void {
  for (const [key, value] of Object.entries(labels)) {
    const badKey = qualifiedName(key);
    if (badKey !== undefined) invalid(['labels', key], `the label key ${badKey}`);
    const badValue = labelValue(value ?? '');
    if (badValue !== undefined) invalid(['labels', key], `the label's value ${badValue}`);
  }
}

function validateAnnotations({ annotations = {} }: ObjectMeta, invalid: Invalid, problems: SchemaProblem[]): void {
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    size += byteLength(key) + byteLength(value ?? '');
    const bad = qualifiedName(key.toLowerCase());
    if (bad !== undefined) invalid(['annotations', key], `the annotation key ${bad}`);
  }
  if (size <= ANNOTATIONS_LIMIT) return;
  const message = `the annotations have ${size} bytes together; ${ANNOTATIONS_LIMIT} are allowed`;
  report(problems, ['metadata', 'annotations'], 'FieldValueTooLong', message);
}

function validateOwners({ ownerReferences = [] }: ObjectMeta, invalid: Invalid): void {
  for (const [index, owner] of ownerReferences.entries()) {
    const { apiVersion = '', kind = '', name = '', uid = '' }: OwnerReference = owner ?? {};
    const at = ['ownerReferences', index];
    if (apiVersion === '' || apiVersion.endsWith('/')) invalid([...at, 'apiVersion'], 'apiVersion names no version; add it');
    for (const [field, value] of Object.entries({ kind, name, uid }))
      if (value === '') invalid([...at, field], `${field} is empty; give it a value`);
    if (apiVersion === 'v1' && kind === 'Event') invalid(at, 'an Event cannot own an object; remove it');
  }
  const controllers = ownerReferences.filter((owner) => owner?.controller === true);
  // Each one after the first is told of.
  for (let repeated = 1; repeated < controllers.length; repeated++) {
    invalid(['ownerReferences'], 'several owners have controller: true; keep it for one');
  }
}

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

function validateFinalizers({ finalizers = [] }: ObjectMeta, invalid: Invalid): void {
  for (const [index, finalizer] of finalizers.entries()) {
    const bad = qualifiedName(finalizer ?? '');
    if (bad !== undefined) invalid(['finalizers', index], `the finalizer ${bad}`);
  }
  if (finalizers.includes(FOREGROUND) && finalizers.includes(ORPHAN)) {
    invalid(['finalizers'], `${enumerate([FOREGROUND, ORPHAN])} exclude each other; keep one`);
  }
}

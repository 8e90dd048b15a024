import { kindOf } from '../../model';
import { nearest } from '../../model/near-names';
import { CompiledKind, findKind } from './kinds';
import { CUSTOM_RESOURCE, metadataRulesOf } from './metadata/kinds';
import { decodeMetadata } from './metadata/object-meta';
import { validateMetadata } from './metadata/validate-metadata';
import { distinct, isBlocking, SchemaProblem } from './problem';
import { UnknownField } from './structure/decode';
import { enumerate, Mapping, nameOf, show } from './value';

/** Whether a kind and version is one of Istio's that are checked as a whole; of others only the metadata is. */
export function knowsSchemaOf(apiVersion: string, kind: string): boolean {
  return findKind(apiVersion, kind).is === 'served';
}

/**
 * For what the API server would refuse a manifest if it were created, as Kubernetes 1.35 does with `kubectl apply`'s
 * strict field validation. Nothing where it is fine, or no Kubernetes object at all.
 *
 * It works in the API server's stages, and later ones only tell something where the earlier had nothing to say:
 * metadata that cannot be read; fields that nobody knows; the structure, with metadata and lists; the rules, which
 * run unless the structure has an error that blocks them.
 *
 * Source: `schemaCoercingDecoder` (pkg/apiserver/customresource_handler.go), `customResourceStrategy.Validate`
 * (pkg/registry/customresource/strategy.go), apiextensions-apiserver 0.35.
 */
export function checkSchema(manifest: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  const { apiVersion, kind } = manifest;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
  const known = findKind(apiVersion, kind);
  switch (known.is) {
    case 'served':
      return checkKnown(manifest, known.kind);
    case 'foreignGroup':
      return checkForeign(manifest, kindOf(apiVersion, kind));
    case 'unknownKind': {
      const message = `${apiVersion} has no kind ${show(kind)}; use ${enumerate(known.kinds, 'or')}`;
      return [{ field: ['kind'], reason: 'NotFound', message }];
    }
    case 'unknownVersion': {
      const message = `${kind} is not served in ${show(apiVersion)}; use version ${enumerate(known.versions, 'or')}`;
      return [{ field: ['apiVersion'], reason: 'NotFound', message }];
    }
  }
}

function checkKnown(manifest: Mapping, kind: CompiledKind): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const unknown: UnknownField[] = [];
  const meta = decodeMetadata(manifest.metadata, problems, unknown);
  if (!meta) return distinct(problems);
  const decoded = kind.decode(bodyOf(manifest), [], unknown) as Mapping;
  if (unknown.length > 0) return unknown.map(problemOf);
  const body = kind.dropsStatus ? without(decoded, 'status') : decoded;
  validateMetadata(meta, CUSTOM_RESOURCE, problems);
  kind.validate(body, [], problems);
  kind.checkLists?.(body, [], problems);
  if (!problems.some(isBlocking)) kind.checkRules?.(body, [], problems);
  return problems.length > 1 ? distinct(problems) : problems;
}

/** A manifest that no imported CRD describes: the API server reads metadata the same way for all kinds. */
function checkForeign(manifest: Mapping, kind: string): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const unknown: UnknownField[] = [];
  const meta = decodeMetadata(manifest.metadata, problems, unknown);
  if (!meta) return distinct(problems);
  if (unknown.length > 0) return unknown.map(problemOf);
  validateMetadata(meta, metadataRulesOf(kind), problems);
  return problems;
}

/** Of how many unknown fields the likeliest name is looked up: it takes a while, and nobody mistypes more. */
const SUGGESTIONS = 100;

function problemOf({ field, known }: UnknownField, index: number): SchemaProblem {
  const where = field.length > 1 ? ` in ${nameOf(field.slice(0, -1))}` : '';
  const [meant] = index < SUGGESTIONS ? nearest(String(field.at(-1)), known, 1) : [];
  const remedy = meant === undefined ? 'correct its name, or remove it' : `did you mean ${meant}?`;
  return { field, reason: 'StrictDecoding', message: `there is no field ${nameOf(field)}${where}; ${remedy}` };
}

/** What the CRD's schema is about: the manifest without what every object has. */
function bodyOf(manifest: Mapping): Mapping {
  const { apiVersion: _version, kind: _kind, metadata: _metadata, ...body } = manifest;
  return body;
}

function without(mapping: Mapping, field: string): Mapping {
  if (!Object.hasOwn(mapping, field)) return mapping;
  const { [field]: _dropped, ...rest } = mapping;
  return rest;
}

import { Path, report, SchemaProblem } from '../problem';
import { compileDecode, UnknownField } from '../structure/decode';
import { Schema } from '../structure/schema';
import { compileValidate } from '../structure/validate';
import { Mapping } from '../value';

const TEXT: Schema = { type: 'string' };
const INTEGER: Schema = { type: 'integer' };
const TIME: Schema = { type: 'string', format: 'go-time' };
const FLAG: Schema = { type: 'boolean' };
/** Of a map and of a list, null stands for the empty text. */
const TEXT_OR_NULL: Schema = { type: 'string', nullable: true };

/**
 * What every object may say of itself, as the API server's decoder reads it.
 * Source: `ObjectMeta`, apimachinery 0.35 pkg/apis/meta/v1/types.go
 */
const OBJECT_META: Schema = {
  type: 'object',
  properties: {
    name: TEXT,
    generateName: TEXT,
    namespace: TEXT,
    selfLink: TEXT,
    uid: TEXT,
    resourceVersion: TEXT,
    generation: INTEGER,
    creationTimestamp: TIME,
    deletionTimestamp: TIME,
    deletionGracePeriodSeconds: INTEGER,
    labels: { type: 'object', additionalProperties: TEXT_OR_NULL },
    annotations: { type: 'object', additionalProperties: TEXT_OR_NULL },
    ownerReferences: {
      type: 'array',
      items: {
        type: 'object',
        nullable: true,
        properties: { apiVersion: TEXT, kind: TEXT, name: TEXT, uid: TEXT, controller: FLAG, blockOwnerDeletion: FLAG },
      },
    },
    finalizers: { type: 'array', items: TEXT_OR_NULL },
    managedFields: {
      type: 'array',
      items: {
        type: 'object',
        nullable: true,
        properties: {
          manager: TEXT,
          operation: TEXT,
          apiVersion: TEXT,
          time: TIME,
          fieldsType: TEXT,
          fieldsV1: { 'x-kubernetes-preserve-unknown-fields': true },
          subresource: TEXT,
        },
      },
    },
  },
};

const decode = compileDecode(OBJECT_META);
const validate = compileValidate(OBJECT_META);

/** Metadata that the decoder takes. */
export interface ObjectMeta {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string | null>>;
  readonly annotations?: Readonly<Record<string, string | null>>;
  readonly ownerReferences?: readonly (OwnerReference | null)[];
  readonly finalizers?: readonly (string | null)[];
}

export interface OwnerReference {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly uid?: string;
  readonly controller?: boolean;
}

/**
 * Reads a manifest's metadata. What it cannot read ends the API server's work at once, as a bad request; unknown fields
 * are added to the others. Undefined where it cannot be read.
 *
 * Source: `GetObjectMetaWithOptions`, apiextensions-apiserver 0.35 pkg/apiserver/schema/objectmeta/coerce.go
 */
export function decodeMetadata(metadata: unknown, problems: SchemaProblem[], unknown: UnknownField[]): ObjectMeta | undefined {
  if (metadata === undefined || metadata === null) return {};
  const path: Path = ['metadata'];
  const decoded = decode(metadata, path, unknown);
  const wrong: SchemaProblem[] = [];
  validate(decoded, path, wrong);
  for (const { field, message } of wrong) report(problems, [...field], 'BadRequest', message);
  return wrong.length > 0 ? undefined : (decoded as Mapping);
}

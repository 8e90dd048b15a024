import { type DescEnum, type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { ImportError } from '../import/import-error';

/**
 * A field as the table has it, much as a .proto file writes it: `string`, `repeated .Filter`, `map<string, google.protobuf.Any>`,
 * `uint32 in specifier` for a member of a oneof. Names of messages and enums of the same package begin with a dot.
 *
 * @throws ImportError if the table cannot hold the field
 */
export function fieldText(field: DescField): string {
  checkJsonName(field);
  return `${labelled(field)}${field.oneof ? ` in ${field.oneof.name}` : ''}`;
}

function labelled(field: DescField): string {
  switch (field.fieldKind) {
    case 'list':
      return `repeated ${typeText(field)}`;
    case 'map':
      return `map<${scalarText(field.mapKey)}, ${typeText(field)}>`;
    case 'message':
    case 'enum':
    case 'scalar':
      return typeText(field);
  }
}

function typeText({ message, enum: enumeration, scalar, parent }: DescField): string {
  const named: DescMessage | DescEnum | undefined = message ?? enumeration;
  if (!named) return scalarText(scalar!);
  const pack = parent.file.proto.package;
  return named.file.proto.package === pack ? named.typeName.slice(pack.length) : named.typeName;
}

function scalarText(scalar: ScalarType): string {
  return ScalarType[scalar].toLowerCase();
}

/** The table does not tell JSON names: they follow from the names, `connect_timeout` and `connectTimeout`, unless one is given. */
function checkJsonName({ name, jsonName, parent }: DescField): void {
  const expected = name.replace(/_+(.?)/g, (_, letter: string) => letter.toUpperCase());
  if (jsonName === expected || jsonName === '') return;
  throw new ImportError({
    where: `${parent.typeName}.${name}`,
    found: `its JSON name is ${jsonName}`,
    expected: `${expected}, which follows from its name`,
    wayOut: 'give the table a place for JSON names, here and where it is read',
  });
}

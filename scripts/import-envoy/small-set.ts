import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import {
  type FieldDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';

type Field = MessageInitShape<typeof FieldDescriptorProtoSchema>;

const field = (name: string, number: number, type: Type, rest: Partial<Field> = {}): Field => ({
  name,
  number,
  type,
  label: Label.OPTIONAL,
  ...(rest as object),
});

/** A descriptor set with a field of each sort, for tests: two packages, the first of which needs the second. */
export function smallSet(extra: readonly Field[] = []): Uint8Array {
  const cluster = {
    name: 'Cluster',
    field: [
      field('alt_stat_name', 1, Type.STRING),
      field('lb_policy', 2, Type.ENUM, { typeName: '.shop.v3.Cluster.LbPolicy' }),
      field('filters', 3, Type.MESSAGE, { label: Label.REPEATED, typeName: '.shop.v3.Filter' }),
      field('labels', 4, Type.MESSAGE, { label: Label.REPEATED, typeName: '.shop.v3.Cluster.LabelsEntry' }),
      field('port', 5, Type.UINT32, { oneofIndex: 0 }),
      field('path', 6, Type.STRING, { oneofIndex: 0 }),
      field('weight', 7, Type.DOUBLE, { oneofIndex: 1, proto3Optional: true }),
      ...extra,
    ],
    nestedType: [
      {
        name: 'LabelsEntry',
        field: [field('key', 1, Type.STRING), field('value', 2, Type.MESSAGE, { typeName: '.base.Any' })],
        options: { mapEntry: true },
      },
    ],
    enumType: [{ name: 'LbPolicy', value: ['ROUND_ROBIN', 'RANDOM'].map((name, number) => ({ name, number })) }],
    oneofDecl: [{ name: 'address' }, { name: '_weight' }],
  };
  return toBinary(
    FileDescriptorSetSchema,
    create(FileDescriptorSetSchema, {
      file: [
        { name: 'base.proto', package: 'base', syntax: 'proto3', messageType: [{ name: 'Any' }] },
        {
          name: 'shop.proto',
          package: 'shop.v3',
          syntax: 'proto3',
          dependency: ['base.proto'],
          messageType: [cluster, { name: 'Filter', field: [field('name', 1, Type.STRING)] }],
        },
      ],
    }),
  );
}

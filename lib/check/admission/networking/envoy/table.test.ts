import { SCALARS } from './scalars';
import { type Field, findDeclared, type Message, messageNames } from './table';
import { WELL_KNOWN } from './well-known';

function messageOf(name: string): Message {
  const declared = findDeclared(name);
  if (declared?.is !== 'message') throw new Error(`no message ${name}`);
  return declared.message;
}

const fields = messageNames().flatMap((name) =>
  [...new Set(messageOf(name).fields.values())].map((field): [string, Field] => [name, field]),
);

test('has what Envoy has', () => {
  expect(messageNames().length).toBeGreaterThan(1800);
  expect(fields.length).toBeGreaterThan(6000);
});

test('declares every type that a field names', () => {
  const missing = fields.filter(([, { type }]) => !SCALARS.has(type) && !findDeclared(type));
  expect(missing.map(([message, { name, type }]) => `${message}.${name}: ${type}`)).toEqual([]);
});

test('keys maps by texts and whole numbers', () => {
  const keys = new Set(fields.filter(([, { label }]) => label === 'map').map(([, { key }]) => key));
  expect([...keys].sort()).toEqual(['int64', 'string', 'uint32']);
  expect(fields.filter(([, { label, key }]) => label !== 'map' && key !== undefined)).toEqual([]);
});

test('knows each field by one name of each sort, which no other field has', () => {
  for (const name of messageNames()) {
    const { fields: known } = messageOf(name);
    const own = [...new Set(known.values())];
    expect([name, [...known.keys()].sort()]).toEqual([name, [...new Set(own.flatMap((field) => [field.name, field.jsonName]))].sort()]);
    expect(own.map(({ index }) => index)).toEqual(own.map((_, index) => index));
    for (const field of own) expect([known.get(field.name), known.get(field.jsonName)]).toEqual([field, field]);
  }
});

test('has no list or map in a oneof', () => {
  const lists = fields.filter(([, { oneof, label }]) => oneof !== undefined && label !== 'single');
  expect(lists).toEqual([]);
});

test('names the values of enums', () => {
  for (const [, { type }] of fields) {
    const declared = findDeclared(type);
    if (declared?.is === 'enum') expect(declared.values).toEqual(expect.arrayContaining([expect.stringMatching(/^\w+$/)]));
  }
  const policies = findDeclared('envoy.config.cluster.v3.Cluster.LbPolicy');
  expect(policies?.is === 'enum' && policies.values).toEqual(
    expect.arrayContaining(['ROUND_ROBIN', 'LEAST_REQUEST', 'RING_HASH', 'RANDOM', 'MAGLEV', 'CLUSTER_PROVIDED']),
  );
});

test('has the messages of Google that JSON writes in another form, so that each is known as what it is', () => {
  for (const name of [...WELL_KNOWN.keys(), 'google.protobuf.Any', 'google.protobuf.Empty']) expect(messageOf(name).name).toBe(name);
});

test('reads a field of each sort', () => {
  const cluster = messageOf('envoy.config.cluster.v3.Cluster').fields;
  expect(cluster.get('connectTimeout')).toEqual(cluster.get('connect_timeout'));
  expect(cluster.get('connect_timeout')).toMatchObject({ jsonName: 'connectTimeout', label: 'single', type: 'google.protobuf.Duration' });
  expect(cluster.get('filters')).toMatchObject({ label: 'list', type: 'envoy.config.cluster.v3.Filter' });
  expect(cluster.get('lb_policy')).toMatchObject({ label: 'single', type: 'envoy.config.cluster.v3.Cluster.LbPolicy' });
  expect(cluster.get('typed_extension_protocol_options')).toMatchObject({ label: 'map', key: 'string', type: 'google.protobuf.Any' });
  expect(cluster.get('maglev_lb_config')).toMatchObject({ label: 'single', oneof: 'lb_config' });
  expect(findDeclared('envoy.config.cluster.v3')).toBeUndefined();
  expect(findDeclared('constructor')).toBeUndefined();
});

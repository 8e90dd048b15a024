import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FieldDescriptorProto_Type as Type } from '@bufbuild/protobuf/wkt';
import { importEnvoyCommand } from './command';
import { smallSet } from './small-set';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'envoy-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function command(...args: string[]) {
  const said = { out: '', err: '' };
  const target = join(folder, 'envoy.json');
  const exitCode = importEnvoyCommand(args, { target, out: (text) => (said.out += text), err: (text) => (said.err += text) });
  return { exitCode, ...said, target };
}

function given(bytes: Uint8Array): string {
  writeFileSync(join(folder, 'set.binpb'), bytes);
  return join(folder, 'set.binpb');
}

test('writes a line a message and enum: labels, types and oneofs, without numbers', () => {
  const source = given(smallSet());
  const { exitCode, out, err, target } = command(source);
  expect([exitCode, out, err]).toEqual([0, `${target} written from ${source}: 2 packages, 3 messages\n`, '']);
  expect(readFileSync(target, 'utf8')).toBe(`{"packages":{
"base":{"messages":{
"Any":{}},"enums":{}},
"shop.v3":{"messages":{
"Cluster":{"alt_stat_name":"string","lb_policy":".Cluster.LbPolicy","filters":"repeated .Filter","labels":"map<string, base.Any>","port":"uint32 in address","path":"string in address","weight":"double"},
"Filter":{"name":"string"}},"enums":{
"Cluster.LbPolicy":["ROUND_ROBIN","RANDOM"]}}}}
`);
  expect(readdirSync(folder).sort()).toEqual(['envoy.json', 'set.binpb']);
});

test.each<[string, () => string, string]>([
  ['a file that is not there', () => join(folder, 'nope'), 'nope: no such file\n'],
  ['a folder', () => folder, ': cannot be read (EISDIR'],
  ['something else', () => given(Buffer.from('kind: Gateway')), 'set.binpb: cannot be read as descriptors ('],
  ['nothing', () => given(Buffer.alloc(0)), 'set.binpb: cannot be read as descriptors (it has no files)\n'],
  [
    'descriptors without what they import',
    () => given(smallSet([{ name: 'any', number: 9, type: Type.MESSAGE, typeName: '.else.Where' }])),
    'set.binpb: cannot be read as descriptors (',
  ],
  [
    'a JSON name of its own',
    () => given(smallSet([{ name: 'tls_mode', jsonName: 'tlsmode', number: 9, type: Type.STRING }])),
    'shop.v3.Cluster.tls_mode: its JSON name is tlsmode\n  expected: tlsMode, ',
  ],
])('refuses %s, and leaves the table as it was', (_, source, message) => {
  writeFileSync(join(folder, 'envoy.json'), 'as it was');
  const { exitCode, out, err } = command(source());
  expect([exitCode, out]).toEqual([2, '']);
  expect(err).toContain(message);
  expect(err).toContain('envoy.json is as it was.\n');
  expect(readFileSync(join(folder, 'envoy.json'), 'utf8')).toBe('as it was');
});

test('explains itself', () => {
  expect(command('--help')).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^Usage: npm run import:envoy -- FILE\n/), err: '' });
  for (const args of [[], ['a', 'b']]) {
    const { exitCode, err } = command(...args);
    expect([exitCode, err.split('\n', 3)]).toEqual([
      2,
      [`npm run import:envoy: one FILE, not ${args.length}`, '', 'Usage: npm run import:envoy -- FILE'],
    ]);
  }
});

import { rawCrd, smallCrds } from './small-bundle';
import { checkModules } from './typescript-modules';

const [gateway] = smallCrds().slice(4);
const check = (modules: Record<string, string>) => () => checkModules(new Map(Object.entries(modules)), [gateway!]);
const GATEWAY = 'export class Gateway {}\n';
const WHERE = 'the modules that cdk8s import wrote: ';

test('accepts modules with a class for each kind', () => {
  expect(rawCrd().spec.names.kind).toBe('Gateway');
  expect(check({ 'networking.istio.io.ts': GATEWAY, 'security.istio.io.ts': 'export enum Mode { A = "A" }' })).not.toThrow();
});

test('refuses what is no TypeScript, with the line', () => {
  expect(check({ 'networking.istio.io.ts': `${GATEWAY}interface X {\n  readonly a,b?: string;\n  readonly a b: string;\n}` })).toThrow(
    /^the modules that cdk8s import wrote: networking\.istio\.io\.ts:\d: .+\n {2}expected: TypeScript/,
  );
});

test('refuses a name that two modules export', () => {
  expect(check({ 'networking.istio.io.ts': GATEWAY, 'security.istio.io.ts': 'export interface Gateway {}' })).toThrow(
    `${WHERE}Gateway in networking.istio.io.ts and in security.istio.io.ts`,
  );
});

test('refuses a kind without a class', () => {
  expect(check({ 'networking.istio.io.ts': 'export class Gate {}' })).toThrow(`${WHERE}no class Gateway in networking.istio.io.ts`);
});

test('refuses an enum that lacks a value', () => {
  expect(check({ 'networking.istio.io.ts': `${GATEWAY}export enum E { A = "__stripped_by_cdk8s__" }` })).toThrow(
    `${WHERE}a value was stripped from an enum in networking.istio.io.ts`,
  );
});

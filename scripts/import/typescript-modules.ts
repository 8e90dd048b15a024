import * as ts from 'typescript';
import { type Crd } from './crds';
import { ImportError } from './import-error';

/**
 * Checks the generated modules as far as it goes without type checking: they are TypeScript, they lack no value,
 * there is a class for each kind, and no two modules export the same name, which the index could not.
 *
 * @throws ImportError that names the module and the line, or the name
 */
export function checkModules(modules: ReadonlyMap<string, string>, crds: readonly Crd[]): void {
  const exportedBy = new Map<string, string>();
  for (const [file, text] of modules) {
    checkSyntax(file, text);
    // What the generator puts in the place of an enum's value that has characters it does not expect.
    if (text.includes('__stripped_by_cdk8s__')) throw refuse(`a value was stripped from an enum in ${file}`, 'all values');
    for (const name of exportedNames(file, text)) {
      const other = exportedBy.get(name);
      if (other !== undefined) throw refuse(`${name} in ${other} and in ${file}`, 'names that differ between the groups');
      exportedBy.set(name, file);
    }
  }
  for (const { spec } of crds) {
    if (exportedBy.get(spec.names.kind) !== `${spec.group}.ts`) {
      throw refuse(`no class ${spec.names.kind} in ${spec.group}.ts`, 'a class for each kind');
    }
  }
}

function checkSyntax(file: string, text: string): void {
  const { diagnostics = [] } = ts.transpileModule(text, { fileName: file, reportDiagnostics: true });
  const [problem] = diagnostics;
  if (problem === undefined) return;
  const line = text.slice(0, problem.start).split('\n').length;
  throw refuse(`${file}:${line}: ${ts.flattenDiagnosticMessageText(problem.messageText, ' ')}`, 'TypeScript');
}

function exportedNames(file: string, text: string): string[] {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
  return statements.flatMap((statement) => {
    const named = statement as ts.Statement & { readonly name?: ts.Node };
    return named.name !== undefined && ts.isIdentifier(named.name) ? [named.name.text] : [];
  });
}

function refuse(found: string, expected: string): ImportError {
  return new ImportError({
    where: 'the modules that cdk8s import wrote',
    found,
    expected,
    wayOut: 'look at the names of the fields and kinds that are new in the bundle; this import may have to learn them',
  });
}

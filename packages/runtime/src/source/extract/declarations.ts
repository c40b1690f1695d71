/** Constants among statements, and among what a module exports. */
import { type Expression, Node, type SourceFile, type Statement, VariableDeclarationKind } from 'ts-morph';

/** What a list of statements declares under a name. */
export type Declaration =
  | { readonly kind: 'constant'; readonly initializer: Expression | undefined }
  | { readonly kind: 'other' };

export function findDeclaration(statements: readonly Statement[], name: string): Declaration | undefined {
  for (const statement of statements) {
    if (Node.isVariableStatement(statement)) {
      const declared = statement.getDeclarations().find((declaration) => declaration.getName() === name);
      const isConstant = statement.getDeclarationKind() === VariableDeclarationKind.Const;
      if (declared !== undefined)
        return isConstant ? { kind: 'constant', initializer: declared.getInitializer() } : { kind: 'other' };
    }
    const isNamed =
      Node.isFunctionDeclaration(statement) || Node.isClassDeclaration(statement) || Node.isEnumDeclaration(statement);
    if (isNamed && statement.getName() === name) return { kind: 'other' };
  }
  return undefined;
}

/** What a module exports under a name, or from where it passes it on. */
export type ExportedName =
  | { readonly kind: 'constant'; readonly initializer: Expression }
  | { readonly kind: 'elsewhere'; readonly specifier: string; readonly name: string };

export function findExportedName(module: SourceFile, name: string): ExportedName | undefined {
  for (const statement of module.getExportDeclarations()) {
    const exported = statement
      .getNamedExports()
      .find((item) => (item.getAliasNode()?.getText() ?? item.getName()) === name);
    const specifier = statement.getModuleSpecifierValue();
    if (exported === undefined) continue;
    if (specifier !== undefined) return { kind: 'elsewhere', specifier, name: exported.getName() };
    return toConstant(findDeclaration(module.getStatements(), exported.getName()));
  }
  if (name === 'default') {
    const assignment = module.getExportAssignment((statement) => !statement.isExportEquals());
    return assignment === undefined ? undefined : { kind: 'constant', initializer: assignment.getExpression() };
  }
  const exported = module.getVariableStatements().filter((statement) => statement.isExported());
  return toConstant(findDeclaration(exported, name));
}

function toConstant(declaration: Declaration | undefined): ExportedName | undefined {
  if (declaration?.kind !== 'constant' || declaration.initializer === undefined) return undefined;
  return { kind: 'constant', initializer: declaration.initializer };
}

/** Constants among statements, and among what a module exports. */
import {
  type Expression,
  Node,
  type SourceFile,
  type Statement,
  SyntaxKind,
  type VariableDeclaration,
  VariableDeclarationKind,
} from 'ts-morph';

/** What a name is declared as. */
export type Declaration = { readonly kind: 'constant'; readonly initializer: Expression } | { readonly kind: 'other' };

/** What a scope itself, not one within it, declares under a name. */
export function findDeclaration(scope: Node, name: string): Declaration | undefined {
  const statement = Node.isStatemented(scope) ? findStatement(scope.getStatements(), name) : undefined;
  if (statement !== undefined) return statement;
  if (Node.isForStatement(scope) || Node.isForOfStatement(scope) || Node.isForInStatement(scope)) {
    return declares(scope.getInitializer(), name) ? { kind: 'other' } : undefined;
  }
  const own = Node.isCatchClause(scope) ? [scope.getVariableDeclaration()] : listParameters(scope);
  return own.some((node) => declares(node, name)) || isNamed(scope, name) ? { kind: 'other' } : undefined;
}

function findStatement(statements: readonly Statement[], name: string): Declaration | undefined {
  for (const statement of statements) {
    const declared = Node.isVariableStatement(statement)
      ? statement.getDeclarations().find((declaration) => declares(declaration, name))
      : undefined;
    const initializer = declared !== undefined && isConstant(declared) ? declared.getInitializer() : undefined;
    if (initializer !== undefined) return { kind: 'constant', initializer };
    if (declared !== undefined || isNamed(statement, name)) return { kind: 'other' };
  }
  return undefined;
}

/** `const NAME = …`; a part of a pattern has no initializer that is its value. */
function isConstant(declaration: VariableDeclaration): boolean {
  const kind = declaration.getVariableStatement()?.getDeclarationKind();
  return kind === VariableDeclarationKind.Const && Node.isIdentifier(declaration.getNameNode());
}

function listParameters(scope: Node): readonly Node[] {
  return Node.isParametered(scope) ? scope.getParameters() : [];
}

/** Whether a variable, a parameter or a list of variables binds the name, alone or in a pattern. */
function declares(node: Node | undefined, name: string): boolean {
  if (Node.isVariableDeclarationList(node)) return node.getDeclarations().some((item) => declares(item, name));
  if (!Node.isVariableDeclaration(node) && !Node.isParameterDeclaration(node)) return false;
  if (node.getName() === name) return true;
  return node
    .getNameNode()
    .getDescendantsOfKind(SyntaxKind.BindingElement)
    .some((item) => item.getName() === name);
}

function isNamed(node: Node, name: string): boolean {
  const hasName =
    Node.isFunctionDeclaration(node) ||
    Node.isFunctionExpression(node) ||
    Node.isClassDeclaration(node) ||
    Node.isClassExpression(node) ||
    Node.isEnumDeclaration(node) ||
    Node.isModuleDeclaration(node);
  return hasName && node.getName() === name;
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
    return toConstant(findDeclaration(module, exported.getName()));
  }
  if (name === 'default') {
    const assignment = module.getExportAssignment((statement) => !statement.isExportEquals());
    return assignment === undefined ? undefined : { kind: 'constant', initializer: assignment.getExpression() };
  }
  const exported = module.getVariableStatements().filter((statement) => statement.isExported());
  return toConstant(findStatement(exported, name));
}

function toConstant(declaration: Declaration | undefined): ExportedName | undefined {
  return declaration?.kind === 'constant' ? declaration : undefined;
}

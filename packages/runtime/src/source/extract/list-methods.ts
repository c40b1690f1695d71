/** Finds the methods of a file and what their classes may be called at run time. */
import {
  type ClassDeclaration,
  type ClassExpression,
  type MethodDeclaration,
  Node,
  type SourceFile,
  SyntaxKind,
} from 'ts-morph';

export interface MethodNode {
  readonly name: string;
  readonly classNames: readonly string[];
  readonly node: MethodDeclaration;
}

/** Methods of instances that have a body, those of declared classes first. */
export function listMethodNodes(sourceFile: SourceFile): readonly MethodNode[] {
  const declarations = sourceFile.getDescendantsOfKind(SyntaxKind.ClassDeclaration);
  const expressions = sourceFile.getDescendantsOfKind(SyntaxKind.ClassExpression);
  return [...declarations, ...expressions].flatMap((node) => {
    const classNames = listClassNames(node);
    return node.getMethods().flatMap((method) => {
      const name = findMethodName(method);
      const isTask = name !== undefined && !method.isStatic() && method.getBody() !== undefined;
      return isTask ? [{ name, classNames, node: method }] : [];
    });
  });
}

function findMethodName(method: MethodDeclaration): string | undefined {
  const name = method.getNameNode();
  if (Node.isIdentifier(name)) return name.compilerNode.text;
  if (Node.isStringLiteral(name)) return name.getLiteralText();
  const computed = Node.isComputedPropertyName(name) ? name.getExpression() : undefined;
  return Node.isStringLiteral(computed) || Node.isNoSubstitutionTemplateLiteral(computed)
    ? computed.getLiteralText()
    : undefined;
}

/** Its own name, and those of what it is assigned to, which compilers add and which a class without a name takes. */
function listClassNames(node: ClassDeclaration | ClassExpression): readonly string[] {
  const names = new Set<string>();
  const own = node.getName();
  if (own !== undefined) names.add(own);
  if (Node.isClassDeclaration(node) && node.isDefaultExport()) names.add('default');
  if (Node.isClassExpression(node)) addAssignedNames(node, names);
  return [...names];
}

function addAssignedNames(node: Node, names: Set<string>): void {
  const parent = node.getParent();
  if (parent === undefined) return;
  if (Node.isExportAssignment(parent)) names.add('default');
  if (Node.isVariableDeclaration(parent) || Node.isPropertyAssignment(parent) || Node.isPropertyDeclaration(parent)) {
    names.add(parent.getName());
  }
  if (Node.isBinaryExpression(parent)) {
    names.add(parent.getLeft().getText().replace(/^.*\./s, ''));
    addAssignedNames(parent, names);
  }
  if (Node.isParenthesizedExpression(parent) || Node.isAsExpression(parent) || Node.isSatisfiesExpression(parent)) {
    addAssignedNames(parent, names);
  }
}

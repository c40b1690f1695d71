/** What an expression uses from outside of itself. */
import { type Identifier, Node } from 'ts-morph';

/** Identifiers that are not declared within the expression; names of properties and of types are none. */
export function listFreeIdentifiers(expression: Node): readonly Identifier[] {
  return listNodes(expression).filter(
    (node): node is Identifier => Node.isIdentifier(node) && isReference(node) && !isDeclaredInside(node, expression),
  );
}

export interface OuterUse {
  readonly word: 'this' | 'super' | 'await' | 'yield' | 'arguments';
  readonly node: Node;
}

/** The first use of what only the method's own call has. */
export function findOuterUse(expression: Node): OuterUse | undefined {
  for (const node of listNodes(expression)) {
    const word = findWord(node);
    if (word !== undefined && !isOwnedInside(node, word, expression)) return { word, node };
  }
  return undefined;
}

/** The expression and everything in it, without types. */
function listNodes(expression: Node): readonly Node[] {
  const nodes: Node[] = [];
  const visit = (node: Node): void => {
    if (Node.isTypeNode(node) && !Node.isExpressionWithTypeArguments(node)) return;
    nodes.push(node);
    node.forEachChild(visit);
  };
  visit(expression);
  return nodes;
}

function isReference(node: Identifier): boolean {
  const parent = node.getParent();
  if (Node.isPropertyAccessExpression(parent)) return parent.getExpression() === node;
  if (Node.isBindingElement(parent)) return parent.getInitializer() === node;
  if (Node.isPropertyAssignment(parent) || Node.isPropertyDeclaration(parent)) return parent.getInitializer() === node;
  if (Node.isParameterDeclaration(parent) || Node.isVariableDeclaration(parent))
    return parent.getInitializer() === node;
  return !(
    Node.isMethodDeclaration(parent) ||
    Node.isGetAccessorDeclaration(parent) ||
    Node.isSetAccessorDeclaration(parent) ||
    Node.isMetaProperty(parent)
  );
}

/** Whether a function or class between the identifier and the expression declares the name, wherever in it. */
function isDeclaredInside(node: Identifier, expression: Node): boolean {
  const name = node.compilerNode.text;
  return listScopes(node, expression).some((scope) =>
    [scope, ...scope.getDescendants()].some((declaration) => declaredName(declaration) === name),
  );
}

function declaredName(node: Node): string | undefined {
  const isDeclaration =
    Node.isVariableDeclaration(node) ||
    Node.isParameterDeclaration(node) ||
    Node.isBindingElement(node) ||
    Node.isFunctionDeclaration(node) ||
    Node.isFunctionExpression(node) ||
    Node.isClassDeclaration(node) ||
    Node.isClassExpression(node);
  if (!isDeclaration) return undefined;
  const name = node.getNameNode();
  return Node.isIdentifier(name) ? name.compilerNode.text : undefined;
}

function findWord(node: Node): OuterUse['word'] | undefined {
  if (Node.isThisExpression(node)) return 'this';
  if (Node.isSuperExpression(node)) return 'super';
  if (Node.isAwaitExpression(node)) return 'await';
  if (Node.isYieldExpression(node)) return 'yield';
  return Node.isIdentifier(node) && node.getText() === 'arguments' && isReference(node) ? 'arguments' : undefined;
}

/** Arrow functions have no `this`, `super` and `arguments` of their own; every function has its own `await`. */
function isOwnedInside(node: Node, word: OuterUse['word'], expression: Node): boolean {
  const scopes = listScopes(node, expression);
  return word === 'await' ? scopes.length > 0 : scopes.some((scope) => !Node.isArrowFunction(scope));
}

function listScopes(node: Node, expression: Node): readonly Node[] {
  const scopes: Node[] = [];
  for (let current: Node | undefined = node; current !== undefined; current = current.getParent()) {
    if (
      Node.isFunctionLikeDeclaration(current) ||
      Node.isFunctionExpression(current) ||
      Node.isClassExpression(current)
    ) {
      scopes.push(current);
    }
    if (current === expression) break;
  }
  return scopes;
}

/**
 * The value of an expression that is the same on every evaluation: literals, and constants that lead to them. An object
 * counts as constant where it says so (`as const`, `Object.freeze`), since any other may have been changed meanwhile.
 */
import { type Expression, type Identifier, Node, type ObjectLiteralElementLike, SyntaxKind } from 'ts-morph';
import { runtimeError } from '../../errors.js';
import { findConstant } from './find-constant.js';
import type { ModuleFiles } from './module-files.js';

/** @throws TaskloomError DEFAULT_UNREADABLE, whose message is the reason alone */
export function evaluateConstant(expression: Expression, modules: ModuleFiles): unknown {
  return evaluate(expression, { modules, open: new Set() });
}

interface Scope {
  readonly modules: ModuleFiles;
  /** Constants that are being looked up, to notice one that leads to itself. */
  readonly open: ReadonlySet<Node>;
}

function evaluate(expression: Expression, scope: Scope): unknown {
  const node = unwrap(expression);
  if (Node.isNullLiteral(node)) return null;
  if (Node.isTrueLiteral(node) || Node.isFalseLiteral(node)) return node.getLiteralValue();
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) return node.getLiteralValue();
  if (Node.isNumericLiteral(node)) return Number(node.compilerNode.text);
  if (Node.isBigIntLiteral(node)) return BigInt(node.compilerNode.text.replace(/n$/, ''));
  if (Node.isPrefixUnaryExpression(node))
    return applySign(node.getOperatorToken(), evaluate(node.getOperand(), scope), node);
  if (Node.isArrayLiteralExpression(node)) return node.getElements().map((element) => evaluate(element, scope));
  if (Node.isObjectLiteralExpression(node)) return evaluateObject(node.getProperties(), scope);
  if (Node.isPropertyAccessExpression(node)) return readProperty(node.getExpression(), node.getName(), scope);
  if (Node.isIdentifier(node)) return evaluateName(node, scope);
  throw unreadable(`\`${shorten(node)}\` is not a literal or a constant`);
}

/** Without what only the type checker sees. */
export function unwrap(expression: Expression): Expression {
  const isWrapper =
    Node.isParenthesizedExpression(expression) ||
    Node.isAsExpression(expression) ||
    Node.isSatisfiesExpression(expression) ||
    Node.isTypeAssertion(expression) ||
    Node.isNonNullExpression(expression);
  return isWrapper ? unwrap(expression.getExpression()) : expression;
}

function applySign(operator: SyntaxKind, operand: unknown, node: Node): unknown {
  if (operator === SyntaxKind.MinusToken && typeof operand === 'number') return -operand;
  if (operator === SyntaxKind.MinusToken && typeof operand === 'bigint') return -operand;
  if (operator === SyntaxKind.PlusToken && typeof operand === 'number') return operand;
  throw unreadable(`\`${shorten(node)}\` is not a literal or a constant`);
}

function evaluateObject(properties: readonly ObjectLiteralElementLike[], scope: Scope): unknown {
  const entries = properties.map((property) => {
    if (Node.isShorthandPropertyAssignment(property)) {
      return [property.getName(), evaluateName(property.getNameNode(), scope)] as const;
    }
    const key = Node.isPropertyAssignment(property) ? property.getNameNode() : undefined;
    const value = Node.isPropertyAssignment(property) ? property.getInitializer() : undefined;
    const name = Node.isIdentifier(key) ? key.compilerNode.text : readLiteralKey(key);
    // `__proto__: …` sets no field.
    if (name === undefined || name === '__proto__' || value === undefined) {
      throw unreadable(`\`${shorten(property)}\` is not a plain field`);
    }
    return [name, evaluate(value, scope)] as const;
  });
  return Object.fromEntries(entries);
}

function readLiteralKey(key: Node | undefined): string | undefined {
  if (Node.isStringLiteral(key)) return key.getLiteralText();
  return Node.isNumericLiteral(key) ? String(key.getLiteralValue()) : undefined;
}

function readProperty(object: Expression, key: string, scope: Scope): unknown {
  const name = unwrap(object);
  if (Node.isIdentifier(name)) {
    const found = scope.modules.findExport(name, key);
    if (found !== undefined) return evaluateInitializer(name, found, scope);
  }
  const value = evaluate(object, scope);
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, key)) return value[key as never];
  throw unreadable(`\`${shorten(object)}\` has no field "${key}" that the source shows`);
}

const NAMED_VALUES: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
};

function evaluateName(name: Identifier, scope: Scope): unknown {
  const initializer = findConstant(name, scope.modules);
  if (initializer !== undefined) return evaluateInitializer(name, initializer, scope);
  if (Object.hasOwn(NAMED_VALUES, name.getText())) return NAMED_VALUES[name.getText()];
  throw unreadable(`\`${name.getText()}\` is not a constant whose value the source shows`);
}

function evaluateInitializer(name: Node, initializer: Expression, { modules, open }: Scope): unknown {
  if (open.has(initializer)) throw unreadable(`\`${name.getText()}\` leads to itself`);
  const scope = { modules, open: new Set([...open, initializer]) };
  const frozen = findFrozen(initializer);
  const value = evaluate(frozen ?? initializer, scope);
  const isAlias = Node.isIdentifier(unwrap(initializer)) || Node.isPropertyAccessExpression(unwrap(initializer));
  if (typeof value !== 'object' || value === null || isAlias || frozen !== undefined || isConstAssertion(initializer)) {
    return value;
  }
  throw unreadable(`\`${name.getText()}\` is an object that may have changed; \`as const\` makes it a constant`);
}

function isConstAssertion(initializer: Expression): boolean {
  if (Node.isAsExpression(initializer) && initializer.getTypeNode()?.getText() === 'const') return true;
  const isWrapper = Node.isSatisfiesExpression(initializer) || Node.isParenthesizedExpression(initializer);
  return isWrapper && isConstAssertion(initializer.getExpression());
}

/** What `Object.freeze(…)` is given. */
function findFrozen(initializer: Expression): Expression | undefined {
  const call = unwrap(initializer);
  if (!Node.isCallExpression(call) || call.getExpression().getText() !== 'Object.freeze') return undefined;
  const [argument] = call.getArguments();
  return Node.isExpression(argument) ? argument : undefined;
}

function shorten(node: Node): string {
  const text = node.getText().replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function unreadable(why: string) {
  return runtimeError('DEFAULT_UNREADABLE', why);
}

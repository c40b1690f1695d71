/** The body of a method: one returned template, one returned `python.file(…)`, or the statement that makes it neither. */
import { type Expression, type MethodDeclaration, Node } from 'ts-morph';
import type { ExtractedBody, ExtractedParameter } from '../extracted-file.js';
import { unwrap } from './constant-value.js';
import { type FileContext, startOf } from './file-context.js';
import { readTemplate } from './read-template.js';

export interface BodyContext {
  readonly method: string;
  readonly parameters: readonly ExtractedParameter[];
  readonly file: FileContext;
}

export function readBody(node: MethodDeclaration, context: BodyContext): ExtractedBody {
  const { method, file } = context;
  const refuse = (message: string, at: Node): ExtractedBody => ({
    kind: 'problem',
    problem: {
      code: 'BODY_NOT_TEMPLATE',
      message: `${message}, and the body of a Python task is one returned template.`,
      hint: 'Make the body one statement: return python`…`.',
      at: startOf(at, file),
    },
  });
  if (node.isGenerator()) return refuse(`"${method}" is a generator`, node.getNameNode());
  const statements = node.getStatements();
  const [first] = statements;
  if (first === undefined) return refuse(`The body of "${method}" is empty`, node.getBodyOrThrow());
  const extra = statements.find((statement) => !Node.isReturnStatement(statement)) ?? statements[1];
  if (extra !== undefined) return refuse(`"${method}" does something else than return`, extra);
  const returned = Node.isReturnStatement(first) ? first.getExpression() : undefined;
  if (returned === undefined) return refuse(`"${method}" returns nothing`, first);
  const value = unwrapAwait(returned);
  if (Node.isTaggedTemplateExpression(value)) return readTemplate(value, context);
  // Structurally, so that the tag may have any name; calling the method tells whether it is ours.
  const callee = Node.isCallExpression(value) ? value.getExpression() : undefined;
  if (Node.isPropertyAccessExpression(callee) && callee.getName() === 'file') {
    return { kind: 'file', at: startOf(value, file) };
  }
  return refuse(`"${method}" returns something else`, value);
}

/** Waiting for a body is waiting for what it stands for. */
function unwrapAwait(expression: Expression): Expression {
  const value = unwrap(expression);
  return Node.isAwaitExpression(value) ? unwrapAwait(value.getExpression()) : value;
}

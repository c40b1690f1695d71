/** What a `${…}` means: a parameter, a value to capture, or a mistake. */
import { type Expression, Node } from 'ts-morph';
import type { ExtractedParameter, SourceProblem } from '../extracted-file.js';
import type { CaptureRequest } from '../python/capture-names.js';
import type { PythonContext } from '../python/scan-python.js';
import { unwrap } from './constant-value.js';
import { type FileContext, startOf } from './file-context.js';
import { findOuterUse, listFreeIdentifiers } from './free-references.js';
import type { PlaceholderNode } from './template-parts.js';

export interface PlaceholderContext {
  readonly parameters: readonly ExtractedParameter[];
  readonly file: FileContext;
}

export type PlaceholderMeaning =
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'capture'; readonly request: CaptureRequest };

export function readPlaceholder(
  { expression, start, end }: PlaceholderNode,
  { parameters }: PlaceholderContext,
): PlaceholderMeaning {
  const node = unwrap(expression);
  const index = findParameter(node, parameters);
  if (index >= 0) return { kind: 'parameter', index };
  const width = start.line === end.line ? end.column - start.column : Number.POSITIVE_INFINITY;
  const identifier = Node.isIdentifier(node) ? { identifier: node.compilerNode.text } : {};
  return { kind: 'capture', request: { ...identifier, words: listPath(node), width } };
}

/** @param context where in Python's text the placeholder stands */
export function findPlaceholderProblem(
  { expression, start, end }: PlaceholderNode,
  context: PythonContext,
  { parameters, file }: PlaceholderContext,
): SourceProblem | undefined {
  const text = describe(expression);
  if (context === 'string') {
    const hint = `Use an f-string, f"{${text}}", or join the parts with +.`;
    return refuse(`${text} stands inside a string of Python, where it would be text`, hint, start);
  }
  if (context === 'field' && start.line !== end.line) {
    const hint = 'Put the value into a constant of the module.';
    return refuse(`${text} is several lines long inside an f-string of Python`, hint, start);
  }
  if (findParameter(unwrap(expression), parameters) >= 0) return undefined;
  const used = listFreeIdentifiers(expression).find((node) => findParameter(node, parameters) >= 0);
  if (used !== undefined) {
    const why = `${text} computes with the parameter "${used.getText()}", which has no value in TypeScript`;
    return refuse(why, `Compute in Python: \${${used.getText()}} is the Python variable.`, startOf(used, file));
  }
  const outer = findOuterUse(expression);
  return outer === undefined
    ? undefined
    : refuse(`${text} ${OUTER_USES[outer.word]}`, HINTS[outer.word], startOf(outer.node, file));
}

const NO_INSTANCE = 'uses `this`, and a Python task has no instance: its body is never called';
const OUTER_USES = {
  this: NO_INSTANCE,
  super: NO_INSTANCE.replace('this', 'super'),
  await: 'awaits, and values are captured at once when the DAG is planned',
  yield: 'yields, and values are captured at once when the DAG is planned',
  arguments: 'uses `arguments`, which have no values in TypeScript',
} as const;

const USE_CONSTANT = 'Pass the value as a parameter, or put it into a constant of the module.';
const HINTS = {
  this: USE_CONSTANT,
  super: USE_CONSTANT,
  await: 'Await it at the top of the module, and capture the constant.',
  yield: USE_CONSTANT,
  arguments: 'Name the parameters.',
} as const;

function findParameter(node: Node, parameters: readonly ExtractedParameter[]): number {
  if (!Node.isIdentifier(node)) return -1;
  return parameters.findIndex(({ name }) => name === node.compilerNode.text);
}

/** `settings.path` as its words; nothing for what is not a path. */
function listPath(expression: Expression): readonly string[] {
  const node = unwrap(expression);
  if (Node.isIdentifier(node)) return [node.compilerNode.text];
  if (!Node.isPropertyAccessExpression(node)) return [];
  const object = listPath(node.getExpression());
  return object.length === 0 ? [] : [...object, node.getName()];
}

function describe(expression: Expression): string {
  const text = expression.getText().replace(/\s+/g, ' ');
  return `\${${text.length > 60 ? `${text.slice(0, 59)}…` : text}}`;
}

function refuse(message: string, hint: string, at: SourceProblem['at']): SourceProblem {
  return { code: 'CAPTURE_UNSUPPORTED', message: `${message}.`, hint, at };
}

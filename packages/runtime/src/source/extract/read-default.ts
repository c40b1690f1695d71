/** The default of a parameter: its value where the source says it, else why it does not. */
import { encodeToText, TaskloomError } from '@taskloom/sdk/internal';
import type { Expression } from 'ts-morph';
import type { ExtractedDefault, SourceProblem } from '../extracted-file.js';
import { evaluateConstant } from './constant-value.js';
import { type FileContext, startOf } from './file-context.js';
import { findOuterUse, listFreeIdentifiers } from './free-references.js';

export interface DefaultNode {
  /** Of the parameter. */
  readonly name: string;
  readonly initializer: Expression;
  /** All of the method's. */
  readonly parameterNames: readonly string[];
}

export function readDefault({ name, initializer, parameterNames }: DefaultNode, file: FileContext): ExtractedDefault {
  const other = listFreeIdentifiers(initializer).find(({ compilerNode }) => parameterNames.includes(compilerNode.text));
  const use = other?.getText() ?? findOuterUse(initializer)?.word;
  const describe = (why: string, hint: string): SourceProblem => ({
    code: 'DEFAULT_UNREADABLE',
    message: `The default of "${name}" cannot be read from the source: ${why}.`,
    hint,
    at: startOf(initializer, file),
  });
  if (use !== undefined) {
    const hint = `Make the parameter optional (\`${name}?\`) and choose in Python: \`if ${name} is None\`.`;
    return { kind: 'dynamic', canEvaluate: false, problem: describe(`it uses \`${use}\``, hint) };
  }
  try {
    return { kind: 'value', value: encodeToText(evaluateConstant(initializer, file.modules)) };
  } catch (error) {
    if (!(error instanceof TaskloomError)) throw error;
    const hint = `Write a literal or a constant, or use the parameter as \`\${${name}}\` in the body: then its default is evaluated.`;
    return { kind: 'dynamic', canEvaluate: true, problem: describe(error.message.replace(/\.$/, ''), hint) };
  }
}

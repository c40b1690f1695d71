/** One method as data. */
import type { ExtractedMethod } from '../extracted-file.js';
import { type FileContext, startOf } from './file-context.js';
import type { MethodNode } from './list-methods.js';
import { readBody } from './read-body.js';
import { readParameters } from './read-parameters.js';

export function readMethod({ name, classNames, node }: MethodNode, file: FileContext): ExtractedMethod {
  const { parameters, problem } = readParameters(node, file);
  return {
    name,
    classNames,
    at: startOf(node.getNameNode(), file),
    span: { start: startOf(node, file), end: file.lines.toPosition(node.getEnd()) },
    parameters,
    ...(problem === undefined ? {} : { parameterProblem: problem }),
    body: readBody(node, { method: name, parameters, file }),
  };
}

/** The parameters of a method, and whether they can be those of a Python function. */
import { type MethodDeclaration, Node, type ParameterDeclaration } from 'ts-morph';
import type { ExtractedParameter, SourceProblem } from '../extracted-file.js';
import { findPythonName } from '../python/python-names.js';
import { type FileContext, startOf } from './file-context.js';
import { readDefault } from './read-default.js';

export interface ReadParameters {
  readonly parameters: readonly ExtractedParameter[];
  readonly problem: SourceProblem | undefined;
}

export function readParameters(method: MethodDeclaration, file: FileContext): ReadParameters {
  // TypeScript's `this` parameter is a type only.
  const nodes = method.getParameters().filter((parameter) => parameter.getName() !== 'this');
  const parameters = nodes.map((node) => readParameter(node, nodes, file));
  const problem = nodes.map((node) => findNameProblem(node, file)).find((found) => found !== undefined);
  return { parameters, problem: problem ?? findCollision(parameters) };
}

function readParameter(
  node: ParameterDeclaration,
  siblings: readonly ParameterDeclaration[],
  file: FileContext,
): ExtractedParameter {
  const name = nameOf(node);
  const initializer = node.getInitializer();
  return {
    name,
    pythonName: findPythonName(name) ?? name,
    at: startOf(node.getNameNode(), file),
    optional: initializer !== undefined || node.hasQuestionToken(),
    rest: node.isRestParameter(),
    ...(initializer === undefined
      ? {}
      : { defaultValue: readDefault({ name, initializer, parameterNames: siblings.map(nameOf) }, file) }),
  };
}

/** Without Unicode escapes; of a pattern, its text on one line. */
function nameOf(node: ParameterDeclaration): string {
  const name = node.getNameNode();
  return Node.isIdentifier(name) ? name.compilerNode.text : name.getText().replace(/\s+/g, ' ');
}

function findNameProblem(node: ParameterDeclaration, file: FileContext): SourceProblem | undefined {
  const code = 'PARAMETER_UNSUPPORTED';
  const at = startOf(node.getNameNode(), file);
  const name = nameOf(node);
  if (!Node.isIdentifier(node.getNameNode())) {
    const message = `The parameter ${name} is taken apart, and Python's parameters have one name each.`;
    return { code, message, hint: 'Give it a name, and take it apart in Python.', at };
  }
  if (findPythonName(name) !== undefined) return undefined;
  const message = `The parameter "${name}" has a name that Python does not take.`;
  return { code, message, hint: 'Use letters, digits and underscores.', at };
}

function findCollision(parameters: readonly ExtractedParameter[]): SourceProblem | undefined {
  const seen = new Map<string, string>();
  for (const { name, pythonName, at } of parameters) {
    const other = seen.get(pythonName);
    if (other !== undefined) {
      const message = `The parameters "${other}" and "${name}" are both "${pythonName}" in Python.`;
      return { code: 'PARAMETER_UNSUPPORTED', message, hint: 'Rename one of them.', at };
    }
    seen.set(pythonName, name);
  }
  return undefined;
}

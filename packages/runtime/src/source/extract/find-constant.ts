/** Where a name gets its value: in the scopes around it, or in the module that it is imported from. */
import { type Expression, type Identifier, Node } from 'ts-morph';
import { findDeclaration } from './declarations.js';
import type { ModuleFiles } from './module-files.js';

/** What a `const` of that name is initialized with. Undefined for whatever else the name means. */
export function findConstant(name: Identifier, modules: ModuleFiles): Expression | undefined {
  const text = name.compilerNode.text;
  for (let scope: Node | undefined = name; scope !== undefined; scope = scope.getParent()) {
    // A parameter hides what is outside of its function, and has no value here.
    if (Node.isParametered(scope) && scope.getParameters().some((parameter) => parameter.getName() === text))
      return undefined;
    if (!Node.isStatemented(scope)) continue;
    const declaration = findDeclaration(scope.getStatements(), text);
    if (declaration?.kind === 'constant') return declaration.initializer;
    if (declaration?.kind === 'other') return undefined;
  }
  return modules.findImport(name);
}

/** Where a name gets its value: in the scopes around it, or in the module that it is imported from. */
import type { Expression, Identifier, Node } from 'ts-morph';
import { findDeclaration } from './declarations.js';
import type { ModuleFiles } from './module-files.js';

/** What a `const` of that name is initialized with. Undefined for whatever else the name means. */
export function findConstant(name: Identifier, modules: ModuleFiles): Expression | undefined {
  const text = name.compilerNode.text;
  for (let scope: Node | undefined = name; scope !== undefined; scope = scope.getParent()) {
    const declaration = findDeclaration(scope, text);
    if (declaration !== undefined) return declaration.kind === 'constant' ? declaration.initializer : undefined;
  }
  return modules.findImport(name);
}

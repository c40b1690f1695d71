/** The compilers that authors use, and how each turns `src` of a workshop into `dist`. */
import { join } from 'node:path';
import { FIXTURES, TESTS, type Workshop } from './workshop.js';

export interface Compiler {
  readonly name: string;
  compile(workshop: Workshop): void;
  /** False where the compiler's map has another place for a decorator without arguments than its own. */
  readonly mapsDecorators?: false;
}

const TYPESCRIPT_6 = join(TESTS, 'node_modules/typescript-6/bin/tsc');
const TYPESCRIPT_7 = join(TESTS, '../node_modules/typescript/bin/tsc');

export const COMPILERS: readonly Compiler[] = [
  { name: 'tsc 6, standard decorators', compile: byTypeScript(TYPESCRIPT_6, false) },
  { name: 'tsc 6, experimentalDecorators', compile: byTypeScript(TYPESCRIPT_6, true) },
  { name: 'tsc 7, standard decorators', compile: byTypeScript(TYPESCRIPT_7, false) },
  { name: 'tsc 7, experimentalDecorators', compile: byTypeScript(TYPESCRIPT_7, true) },
  { name: 'swc, standard decorators', compile: byScript('compile-by-swc.mjs', 'standard') },
  {
    name: 'swc, experimentalDecorators',
    compile: byScript('compile-by-swc.mjs', 'experimental'),
    mapsDecorators: false,
  },
  { name: 'Babel, 2023-11', compile: byScript('compile-by-babel.mjs') },
  { name: 'Vite, legacy decorators', compile: byVite({ legacy: true, experimentalDecorators: false }) },
  { name: 'Vite, experimentalDecorators', compile: byVite({ legacy: false, experimentalDecorators: true }) },
];

/** Vite as it is without a setting: decorators are left where they are. */
export const compileByViteAlone = byVite({ legacy: false, experimentalDecorators: false });

function byTypeScript(compiler: string, experimentalDecorators: boolean) {
  return (workshop: Workshop): void => {
    workshop.writeTsconfig({ experimentalDecorators });
    workshop.runNode(compiler, '-p', '.');
  };
}

/** Vite reads the nearest tsconfig.json, too. */
function byVite({ legacy, experimentalDecorators }: { legacy: boolean; experimentalDecorators: boolean }) {
  const compile = byScript('compile-by-vite.mjs', ...(legacy ? ['legacy'] : []));
  return (workshop: Workshop): void => {
    workshop.writeTsconfig({ experimentalDecorators });
    compile(workshop);
  };
}

function byScript(script: string, ...settings: readonly string[]) {
  return (workshop: Workshop): void => {
    workshop.runNode(join(FIXTURES, script), workshop.join('src'), workshop.join('dist'), ...settings);
  };
}

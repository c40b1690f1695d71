// Every suite of `npm test`, in the order in which they begin. Those that stand alone come last.
import { harness } from './suites/harness.mjs';
import { lint } from './suites/lint.mjs';
import { types } from './suites/types.mjs';
import { vitestSuite } from './vitest-suite.mjs';

export const SUITES = [
  types,
  lint,
  harness,
  vitestSuite('architecture', ['architecture'], { alone: false }),
  vitestSuite('compilers', ['compilers'], { alone: false }),
  vitestSuite('packages', ['packages'], { alone: false }),
  vitestSuite('set-up', ['set-up'], { alone: false }),
  vitestSuite('examples', ['examples'], { alone: false }),
  vitestSuite('docs', ['docs'], { alone: false }),
  vitestSuite('sdk', ['sdk'], { alone: true }),
  vitestSuite('runtime', ['runtime'], { alone: true }),
  vitestSuite('simulation', ['simulation'], { alone: true }),
  vitestSuite('oracle', ['oracle'], { alone: true }),
  vitestSuite('e2e', ['e2e'], { alone: true }),
];

/** Surroundings without colours, with files that a test names. */
import { createPalette } from '../../../../packages/runtime/src/cli/render/palette.js';
import type { Surroundings } from '../../../../packages/runtime/src/cli/render/surroundings.js';

export function plainSurroundings(files: Readonly<Record<string, string>> = {}): Surroundings {
  return {
    palette: createPalette(false),
    width: 100,
    cwd: '/project',
    debug: false,
    readSource: (file) => files[file],
  };
}

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`../packages/${path}`, import.meta.url));

// The tests run the packages' sources, so that a failure points at the line that was written.
export default defineConfig({
  oxc: { decorator: { legacy: true } },
  resolve: {
    alias: [
      { find: /^@taskloom\/sdk\/internal$/, replacement: source('sdk/src/internal.ts') },
      { find: /^@taskloom\/sdk$/, replacement: source('sdk/src/index.ts') },
      { find: /^@taskloom\/runtime$/, replacement: source('runtime/src/index.ts') },
    ],
  },
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});

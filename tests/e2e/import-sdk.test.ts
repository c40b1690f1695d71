import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const TESTS = fileURLToPath(new URL('..', import.meta.url));

// There `require` is a global, which looks in the working directory.
it('the SDK can be imported in `node -e`', () => {
  const script =
    "import('@taskloom/sdk').then(({ dag, task }) => { class A { run() {} flow() {} } task()(A.prototype, 'run', Object.getOwnPropertyDescriptor(A.prototype, 'run')); dag()(A); console.log('fine'); })";

  expect(execFileSync(process.execPath, ['-e', script], { cwd: TESTS, encoding: 'utf8' })).toBe('fine\n');
});

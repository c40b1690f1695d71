// Tools that leave decorators in place or drop them, and what they lead to says which setting to change.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileByViteAlone } from './compilers.js';
import { Workshop } from './workshop.js';

const require = createRequire(import.meta.url);
const COMMAND = join(require.resolve('@taskloom/runtime/package.json'), '../bin/taskloom.mjs');
const STRIPS_TYPES = process.allowedNodeEnvironmentFlags.has('--experimental-strip-types');

const DROPPED =
  'Put @dag() on the class. If it is there, the tool that compiles the file drops decorators: set ' +
  '`experimentalDecorators` in tsconfig.json (Vite: `oxc: { decorator: { legacy: true } }`); ' +
  'Node’s type stripping cannot compile them.';

/** What the command writes for a file: what happened and, below the place, what to do. */
function runCommand(
  workshop: Workshop,
  ...args: readonly string[]
): { status: number | null; lines: readonly string[] } {
  const { status, stderr } = workshop.spawnNode(COMMAND, ...args);
  const lines = stderr.split('\n').filter((line) => /^error|^ {2}hint|❯/.test(line));
  return { status, lines: lines.map((line) => line.trim()) };
}

describe('Vite without a setting', () => {
  it('leaves decorators in place, which the command tells with the setting', () => {
    using workshop = new Workshop();
    compileByViteAlone(workshop);
    expect(runCommand(workshop, 'plan', 'dist/pipeline.js', '--dag', 'guests')).toEqual({
      status: 2,
      lines: [
        'error MODULE_LOAD_FAILED: pipeline.js still has its decorators, which Node cannot read.',
        expect.stringMatching(/^❯ \d+ │ +@task\.externalPython\(\{$/),
        'hint: Run the .ts file, or compile decorators away: "target": "es2022" for tsc and esbuild, ' +
          '`oxc: { decorator: { legacy: true } }` for Vite.',
      ],
    });
  });
});

describe('a tool that drops decorators', () => {
  const source = 'export class Guests {\n  list() { return "ann"; }\n  flow({ list }) { return list(); }\n}\n';

  it('leads to a class that is no DAG, which a run tells with the settings', () => {
    using workshop = new Workshop();
    writeFileSync(workshop.join('dropped.mjs'), source);
    writeFileSync(
      workshop.join('main.mjs'),
      `import { createRuntime } from '@taskloom/runtime';
       import { Guests } from './dropped.mjs';
       await createRuntime({ home: 'home' }).run(Guests).catch(({ code, message, hint }) =>
         console.log(JSON.stringify({ code, message, hint })));`,
    );
    expect(JSON.parse(workshop.runNode('main.mjs'))).toEqual({
      code: 'DAG_NOT_DECORATED',
      message: 'Guests is not a DAG: no @dag() has run on it.',
      hint: DROPPED,
    });
  });

  it('leads to a class that is no DAG, which the command tells with the settings', () => {
    using workshop = new Workshop();
    writeFileSync(workshop.join('dropped.mjs'), source);
    expect(runCommand(workshop, 'plan', 'dropped.mjs')).toEqual({
      status: 2,
      lines: ['error DAG_NOT_DECORATED: Guests is not a DAG: no @dag() has run on it.', `hint: ${DROPPED}`],
    });
  });
});

describe('Node’s type stripping', () => {
  it.skipIf(!STRIPS_TYPES)('cannot read decorators', () => {
    using workshop = new Workshop();
    const { status, stderr } = workshop.spawnNode('--experimental-strip-types', workshop.join('src/pipeline.ts'));
    expect(status).toBe(1);
    expect(stderr).toMatch(/Invalid or unexpected token|decorators/i);
  });

  it('is not what the command uses: it runs the same file', () => {
    using workshop = new Workshop();
    expect(runCommand(workshop, 'plan', 'src/pipeline.ts', '--dag', 'guests')).toEqual({ status: 0, lines: [] });
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isMoving, pinRevisions } from '../../../../packages/runtime/src/environment/installers/pin-revisions.js';
import { createInterpreter, createRequest } from '../requests.js';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-revisions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: readonly string[]): string {
  const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];
  return execFileSync('git', [...author, ...args], { cwd: folder, encoding: 'utf8' }).trim();
}

git('init', '--quiet', '--initial-branch', 'main');
git('commit', '--quiet', '--allow-empty', '--message', 'first');
git('tag', '--annotate', '--message', 'first', 'v1');
const FIRST = git('rev-parse', 'HEAD');
git('commit', '--quiet', '--allow-empty', '--message', 'second');
git('tag', 'light');
git('branch', 'work/main');
const SECOND = git('rev-parse', 'HEAD');
git('commit', '--quiet', '--allow-empty', '--message', 'third');
const THIRD = git('rev-parse', 'HEAD');

const URL = `git+file://${folder}`;

async function pin(line: string): Promise<string | undefined> {
  const request = createRequest({ requirements: [line] });
  const { signal } = new AbortController();
  const [pinned] = await pinRevisions({ request, interpreter: createInterpreter(), scratch: folder, signal });
  return pinned;
}

describe('the commit of a revision', () => {
  it.each([
    [`own @ ${URL}`, `own @ ${URL}@${THIRD}`],
    [`own @ ${URL}@main`, `own @ ${URL}@${THIRD}`],
    [`own @ ${URL}@work/main`, `own @ ${URL}@${SECOND}`],
    [`own @ ${URL}@light`, `own @ ${URL}@${SECOND}`],
    [`own @ ${URL}@v1`, `own @ ${URL}@${FIRST}`],
    [`own @ ${URL}@refs/heads/main`, `own @ ${URL}@${THIRD}`],
    [`${URL}@v1#egg=own&subdirectory=x`, `${URL}@${FIRST}#egg=own&subdirectory=x`],
    [`${URL}@${FIRST} ; python_version > "3"`, `${URL}@${FIRST} ; python_version > "3"`],
  ])('of %s', async (line, pinned) => {
    expect(await pin(line)).toBe(pinned);
    expect(isMoving(pinned)).toBe(false);
  });

  it.each([`own @ ${URL}@${FIRST.slice(0, 12)}`, `own @ ${URL}@none`])('is not known of %s', async (line) => {
    expect(await pin(line)).toBe(line);
    expect(isMoving(line)).toBe(true);
  });

  it('is what the words of git are told for, where it has none', async () => {
    await expect(pin(`own @ ${URL}/none`)).rejects.toMatchObject({
      code: 'ENVIRONMENT_BUILD_FAILED',
      message: expect.stringMatching(/does not appear to be a git repository/),
      hint: expect.stringMatching(/^Correct what `git ls-remote` complains of/),
    });
  });
});

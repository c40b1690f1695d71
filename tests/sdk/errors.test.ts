import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TaskloomError } from '@taskloom/sdk';
import { authorError } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { AUTHOR_ERROR_CODES } from '../../packages/sdk/src/errors.js';

describe('an error of ours', () => {
  it('has its code, its words and where it is', () => {
    const cause = new Error('below');
    const location = { file: '/project/a.ts', line: 3, column: 5, source: 'load();' };
    const error = authorError('CYCLE', 'It turns.', { hint: 'Stop it.', details: { cycle: ['a'] }, location, cause });
    expect({ ...error }).toEqual({
      name: 'TaskloomError',
      code: 'CYCLE',
      hint: 'Stop it.',
      details: { cycle: ['a'] },
      location,
    });
    expect(error).toMatchObject({ message: 'It turns.', cause });
    expect(error).toBeInstanceOf(TaskloomError);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe('TaskloomError: It turns.');
  });

  it('has nothing that nobody said', () => {
    const error = new TaskloomError('CYCLE', 'It turns.');
    expect(Object.keys(error).sort()).toEqual(['code', 'details', 'name']);
    expect([error.details, 'cause' in error, 'hint' in error, 'location' in error]).toEqual([{}, false, false, false]);
  });

  it('keeps details of its own, which nobody changes', () => {
    const details = { option: 'retries' };
    const error = new TaskloomError('OPTION_INVALID', 'No.', { details });
    details.option = 'other';
    expect(error.details).toEqual({ option: 'retries' });
    expect(Object.isFrozen(error.details)).toBe(true);
  });

  it('begins its stack where it was made', () => {
    const { stack = '' } = new TaskloomError('CYCLE', 'It turns.');
    expect(stack.split('\n')[1]).toContain(import.meta.filename);
  });
});

it('the codes are in order, each once', () => {
  expect([...AUTHOR_ERROR_CODES]).toEqual([...new Set(AUTHOR_ERROR_CODES)].sort());
});

it('the codes are those that this package throws', () => {
  const folder = fileURLToPath(new URL('../../packages/sdk/src', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ts$/.test(name));
  const text = files
    .filter((name) => name !== 'errors.ts')
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const unused = AUTHOR_ERROR_CODES.filter((code) => !text.includes(`'${code}'`));
  expect(unused).toEqual([]);
});

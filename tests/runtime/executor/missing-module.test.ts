import type { TaskSpec } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { adviseOnMissingModule } from '../../../packages/runtime/src/executor/failure/missing-module.js';

const createFailure = (type: string, message: string) => ({ type, message, traceback: '', frames: [], hint: 'old' });
const VIRTUALENV = { kind: 'virtualenv', options: {} } as TaskSpec;
const EXTERNAL = { kind: 'externalPython', options: { python: '/opt/python' } } as TaskSpec;

describe('the hint of a failure', () => {
  it.each([
    [
      "No module named 'yaml'",
      "Add 'PyYAML' to the `requirements` of the task. A module of your own goes beside the pipeline.",
    ],
    [
      "No module named 'six_more'",
      "Add 'six-more' to the `requirements` of the task. A module of your own goes beside the pipeline.",
    ],
    [
      "No module named 'tomllib'",
      'Python has tomllib since 3.11: ask for such a version by `python`. A module of your own goes beside the pipeline.',
    ],
    ["No module named 'pandas.nothing'", 'old'],
    ['No module named wrong, and more', 'old'],
  ])('for %s says %s', (message, hint) => {
    expect(adviseOnMissingModule(createFailure('ModuleNotFoundError', message), VIRTUALENV).hint).toBe(hint);
  });

  it('names the interpreter of a task that has no environment of its own, also for Python 2.7', () => {
    expect(adviseOnMissingModule(createFailure('ImportError', 'No module named yaml'), EXTERNAL).hint).toBe(
      "Install 'PyYAML' for /opt/python, or make it a `@task.virtualenv` that requires it.",
    );
  });

  it('is left alone for every other failure', () => {
    expect(adviseOnMissingModule(createFailure('KeyError', "No module named 'yaml'"), VIRTUALENV).hint).toBe('old');
  });
});

import { task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { show, showThrown } from '../show.js';
import { declareTask } from './declare-task.js';

const DURATION = "a number of seconds or a text like '300ms', '5s', '10m', '1.5h', '1d'";
const NO_EQUALS = 'named without "=" and NUL characters';

/** What `@task.virtualenv({ [name]: value })` is told. */
function refusal(name: string, value: unknown): unknown {
  const { code, message, hint } = showThrown(() => declareTask(task.virtualenv({ [name]: value })));
  return { code, hint, message: message.replace('@task.virtualenv on Options.work: ', '') };
}

describe('a value that an option does not take', () => {
  it.each<[string, unknown, string]>([
    ['taskId', 7, '"taskId" is 7, but must be a text'],
    ['taskId', '', '"taskId" is \'\', but must be a text that is not empty'],
    ['retries', -1, '"retries" is -1, but must be a whole number, 0 or more'],
    ['retries', 1.5, '"retries" is 1.5, but must be a whole number, 0 or more'],
    ['retries', '3', '"retries" is \'3\', but must be a whole number, 0 or more'],
    ['retries', Number.NaN, '"retries" is NaN, but must be a whole number, 0 or more'],
    ['retries', Number.POSITIVE_INFINITY, '"retries" is Infinity, but must be a whole number, 0 or more'],
    ['retries', null, '"retries" is null, but must be a whole number, 0 or more'],
    ['retryDelay', '5 minutes', `"retryDelay" is '5 minutes', but must be ${DURATION}`],
    ['retryDelay', -1, `"retryDelay" is -1, but must be ${DURATION}`],
    ['executionTimeout', 0, `"executionTimeout" is 0, but must be ${DURATION}, above 0`],
    ['executionTimeout', 'soon', `"executionTimeout" is 'soon', but must be ${DURATION}, above 0`],
    [
      'triggerRule',
      'all_don',
      '"triggerRule" is \'all_don\', but must be one of all_success, all_failed, all_done, all_done_min_one_success, all_skipped, one_success, one_failed, one_done, none_failed, none_failed_min_one_success, none_skipped, always',
    ],
    [
      'retryExponentialBackoff',
      0.5,
      '"retryExponentialBackoff" is 0.5, but must be true, false, or a number of at least 1',
    ],
    ['retryPolicy', {}, '"retryPolicy" is {}, but must be a list of rules'],
    ['doc', 7, '"doc" is 7, but must be a text'],
    ['returns', {}, '"returns" is {}, but must be a zod schema'],
    ['returns', Number, '"returns" is [Function: Number], but must be a zod schema'],
    ['env', 'A=1', '"env" is \'A=1\', but must be an object of texts'],
    ['env', { A: 1 }, '"env.A" is 1, but must be a text'],
    ['env', { A: 'a\0b' }, '"env.A" is \'a\\x00b\', but must be a text without NUL characters'],
    ['env', { 'A=B': '1' }, `"env.A=B" is '1', but must be ${NO_EQUALS}`],
    ['env', { '': '1' }, `"env." is '1', but must be ${NO_EQUALS}`],
    ['cwd', '', '"cwd" is \'\', but must be a text that is not empty'],
    ['skipOnExitCode', 256, '"skipOnExitCode" is 256, but must be an exit code from 0 to 255'],
    ['skipOnExitCode', [1, -1], '"skipOnExitCode[1]" is -1, but must be an exit code from 0 to 255'],
    ['serializer', 'marshal', "\"serializer\" is 'marshal', but must be 'json', 'pickle', 'cloudpickle' or 'dill'"],
    ['isolation', 'fork', "\"isolation\" is 'fork', but must be 'spawn': forking is not available in this version"],
    ['stringArgs', 'a', '"stringArgs" is \'a\', but must be a list of texts'],
    ['stringArgs', ['a', 1], '"stringArgs[1]" is 1, but must be a text'],
    ['inheritEnv', 'HOME', '"inheritEnv" is \'HOME\', but must be true, false, or a list of names'],
    ['python', 3.12, '"python" is 3.12, but must be a text'],
    ['requirements', { pandas: '2' }, '"requirements" is { pandas: \'2\' }, but must be a text or a list of texts'],
    ['requirements', ['pandas', 2], '"requirements" is [ \'pandas\', 2 ], but must be a text or a list of texts'],
    ['systemSitePackages', 'yes', '"systemSitePackages" is \'yes\', but must be true or false'],
    ['indexUrls', 7, '"indexUrls" is 7, but must be a text or a list of texts'],
    ['installOptions', '--pre', '"installOptions" is \'--pre\', but must be a list of texts'],
    ['installer', 'conda', "\"installer\" is 'conda', but must be 'auto', 'uv' or 'pip'"],
    ['cachePath', '', '"cachePath" is \'\', but must be a text that is not empty'],
  ])('is for %s %j', (name, value, message) => {
    expect(refusal(name, value)).toEqual({
      code: 'OPTION_INVALID',
      message: `${message}.`,
      hint: `Correct \`${name}\`, or leave it out.`,
    });
  });

  it('is told with all that is wrong with it', () => {
    expect(refusal('env', { A: 1, B: null })).toMatchObject({
      message: '"env.A" is 1, but must be a text; "env.B" is null, but must be a text.',
    });
  });

  it('is told shortened', () => {
    const { message } = refusal('doc', ['x'.repeat(500), ...Array.from({ length: 50 }, (_, n) => n)]) as Error;
    expect(message).toBe(
      `"doc" is [ '${'x'.repeat(80)}'... 420 more characters, 0, 1, 2, 3, ... 46 more items ], but must be a text.`,
    );
  });

  it('is told without what a URL holds before its host', () => {
    const { message } = refusal('indexUrls', { url: 'https://user:secret@example.org/simple' }) as Error;
    expect(message).toBe(
      '"indexUrls" is { url: \'https://***@example.org/simple\' }, but must be a text or a list of texts.',
    );
  });

  it('has the error of its schema as its cause', () => {
    const error = catchError(() => declareTask(task({ retries: -1 })));
    expect(error).toMatchObject({ details: { option: 'retries' }, cause: expect.any(z.core.$ZodError) });
  });
});

describe('an option', () => {
  it('that is undefined is left out', () => {
    const options = { retries: undefined, pool: undefined, nonsense: undefined } as object;
    expect(declareTask(task(options)).problems).toEqual([]);
  });

  it.each(['expectAirflow', 'expectPendulum', 'preload', 'queue', 'templatesDict', 'templatesExts'])(
    '%s is known, and not there yet',
    (name) => {
      expect(refusal(name, true)).toEqual({
        code: 'OPTION_INVALID',
        message: `the option "${name}" is not available in this version.`,
        hint: `Leave \`${name}\` out.`,
      });
    },
  );

  it.each([
    ['retires', 'Did you mean "retries"?'],
    ['retry_delay', 'Did you mean "retryDelay"?'],
    ['requirement', 'Did you mean "requirements"?'],
    ['system_site_packages', 'Did you mean "systemSitePackages"?'],
  ])('%s is none, and the name that was meant is told', (name, hint) => {
    expect(refusal(name, 1)).toEqual({ code: 'OPTION_UNKNOWN', message: `there is no option "${name}".`, hint });
  });

  it.each([['toString'], ['constructor'], ['hasOwnProperty'], ['__proto__']])('%s is none', (name) => {
    const options = Object.defineProperty({}, name, { value: 1, enumerable: true });
    expect(showThrown(() => declareTask(task(options)))).toMatchObject({
      code: 'OPTION_UNKNOWN',
      message: `@task on Options.work: there is no option "${name}".`,
    });
  });
});

describe('the options', () => {
  it.each([
    ['a text', 'retries', "'retries'"],
    ['a number', 3, '3'],
    ['null', null, 'null'],
    ['a list', [{ retries: 3 }], '[ { retries: 3 } ]'],
  ])('cannot be %s', (_what, options, said) => {
    expect(showThrown(() => declareTask(task(options as never)))).toEqual({
      code: 'OPTION_INVALID',
      message: `@task on Options.work: the options are ${said}, but must be an object.`,
      hint: 'Pass an object, or nothing.',
      at: 'expect(showThrown(() => declareTask(▸task(options as never)))).toEqual({',
    });
  });
});

function catchError(body: () => unknown): unknown {
  try {
    return body();
  } catch (error) {
    show(error);
    return error;
  }
}

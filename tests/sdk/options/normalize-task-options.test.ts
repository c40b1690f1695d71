import { describe, expect, it } from 'vitest';
import { normalizeTaskOptions } from '../../../packages/sdk/src/options/normalize-task-options.js';

const DEFAULTS = { retries: 0, retryDelayMs: 300_000, triggerRule: 'all_success' };

describe('options in layers', () => {
  it('are the defaults where nobody says anything', () => {
    expect(normalizeTaskOptions()).toEqual(DEFAULTS);
    expect(normalizeTaskOptions({}, {})).toEqual(DEFAULTS);
  });

  it('are those of the strongest layer that says something', () => {
    const spec = normalizeTaskOptions({ retries: 1, doc: 'dag' }, { retries: 2, doc: undefined }, { retryDelay: 1 });
    expect(spec).toMatchObject({ retries: 2, doc: 'dag', retryDelayMs: 1000 });
  });

  it('may be zero, false and empty', () => {
    const spec = normalizeTaskOptions(
      { retries: 3, retryDelay: 9, systemSitePackages: true, doc: 'x' },
      { retries: 0, retryDelay: 0, systemSitePackages: false, doc: '', inheritEnv: false, requirements: [] },
    );
    expect(spec).toEqual({
      ...DEFAULTS,
      retryDelayMs: 0,
      systemSitePackages: false,
      doc: '',
      inheritEnv: false,
      requirements: [],
    });
  });

  it('have no serializer where it is JSON, so that saying so changes nothing', () => {
    expect(normalizeTaskOptions({ serializer: 'pickle' }).serializer).toBe('pickle');
    expect(normalizeTaskOptions({ serializer: 'pickle' }, { serializer: 'json' })).toEqual(DEFAULTS);
  });

  it.each([
    [99, [99]],
    [0, [0]],
    [
      [1, 2],
      [1, 2],
    ],
  ])('have for an exit code of %j the list %j', (skipOnExitCode, expected) => {
    expect(normalizeTaskOptions({ skipOnExitCode }).skipOnExitCode).toEqual(expected);
  });

  it('keep no index apart from the usual one', () => {
    expect(normalizeTaskOptions({ indexUrls: [] }).indexUrls).toEqual([]);
    expect(normalizeTaskOptions({})).not.toHaveProperty('indexUrls');
  });

  it('keep a text of requirements apart from a list with it', () => {
    expect(normalizeTaskOptions({ requirements: 'requirements.txt' }).requirements).toBe('requirements.txt');
  });
});

describe('environment variables in layers', () => {
  it('are put together, the stronger layer winning', () => {
    const layers = [{ env: { A: '1', B: '1' } }, { env: { B: '2' } }, {}, { env: { C: '3' } }];
    expect(normalizeTaskOptions(...layers).env).toEqual({ A: '1', B: '2', C: '3' });
  });

  it('are sorted by name', () => {
    expect(Object.keys(normalizeTaskOptions({ env: { b: '', B: '', a: '' } }).env ?? {})).toEqual(['B', 'a', 'b']);
  });

  it('are absent where there are none', () => {
    expect(normalizeTaskOptions({ env: {} })).not.toHaveProperty('env');
  });
});

it('what the author changes afterwards changes nothing', () => {
  const given = { env: { A: '1' }, stringArgs: ['a'], requirements: ['pandas'], findLinks: ['/wheels'] };
  const spec = normalizeTaskOptions(given);
  given.env.A = '2';
  for (const list of [given.stringArgs, given.requirements, given.findLinks]) list.push('later');
  expect(spec).toMatchObject({ env: { A: '1' }, stringArgs: ['a'], requirements: ['pandas'], findLinks: ['/wheels'] });
  expect([spec, spec.env, spec.stringArgs, spec.requirements, spec.findLinks].every(Object.isFrozen)).toBe(true);
});

import { describe, expect, it } from 'vitest';
import {
  createEnvironmentKey,
  createRequestKey,
  type EnvironmentContent,
} from '../../../../packages/runtime/src/environment/resolution/keys.js';
import { createInterpreter, createRequest } from '../requests.js';

const NO_CONTENT = { requires: [], whole: [] };
const SIX = { packages: [{ name: 'six', version: '1.17.0', hashes: ['sha256:aa'] }], direct: [] };

describe('the key of a request', () => {
  const base = createRequest({ requirements: ['six'], indexUrls: ['https://a:b@example.org/simple'] });
  const key = createRequestKey(base, createInterpreter(), NO_CONTENT);

  it.each([
    ['the task', { ...base, taskId: 'other', sourceFile: '/x.ts' }, {}],
    ['credentials', { ...base, indexUrls: ['https://c:d@example.org/simple'] }, {}],
    ['where the interpreter is', base, { path: '/opt/python', source: 'PATH' } as const],
  ])('does not depend on %s', (_what, request, interpreter) => {
    expect(createRequestKey(request, createInterpreter(interpreter), NO_CONTENT)).toBe(key);
  });

  it.each([
    ['requirements', { ...base, requirements: ['six>1'] }, {}],
    ['constraints', { ...base, constraints: ['six<2'] }, {}],
    ['the index', { ...base, indexUrls: [] }, {}],
    ['options', { ...base, installOptions: ['--pre'] }, {}],
    ['the version of Python', base, { version: '3.12.2' }],
    ['the libc', base, { libc: 'musl' }],
  ])('depends on %s', (_what, request, interpreter) => {
    expect(createRequestKey(request, createInterpreter(interpreter), NO_CONTENT)).not.toBe(key);
  });

  it('depends on what local projects require', () => {
    const changed = createRequestKey(base, createInterpreter(), { requires: ['0a'], whole: [] });
    expect(changed).not.toBe(key);
  });
});

describe('the key of an environment', () => {
  const base: EnvironmentContent = {
    request: createRequest({ requirements: ['six'] }),
    interpreter: createInterpreter(),
    local: NO_CONTENT,
    installed: SIX,
  };

  it('is the same for requests that resolve alike', () => {
    const other = { ...base, request: createRequest({ requirements: ['six>1'], constraints: ['six<2'] }) };
    expect(createEnvironmentKey(other)).toBe(createEnvironmentKey(base));
  });

  it.each([
    ['versions', { installed: { ...SIX, direct: ['/srv/project'] } }],
    ['where the interpreter is', { interpreter: createInterpreter({ path: '/opt/python' }) }],
    ['options', { request: createRequest({ installOptions: ['--no-binary=six'] }) }],
    ['what is in local projects', { local: { requires: [], whole: ['0a'] } }],
    ['what the interpreter has', { installed: { requestKey: '0a', basePackages: ['six-1.17.0.dist-info'] } }],
  ])('depends on %s', (_what, facts) => {
    expect(createEnvironmentKey({ ...base, ...facts })).not.toBe(createEnvironmentKey(base));
  });
});

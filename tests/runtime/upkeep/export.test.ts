import { describe, expect, it } from 'vitest';
import type { Interpreter } from '../../../packages/runtime/src/environment/interpreters/interpreter.js';
import { formatDockerfile } from '../../../packages/runtime/src/upkeep/format-dockerfile.js';
import { formatRequirementsFile } from '../../../packages/runtime/src/upkeep/format-requirements.js';
import { createInterpreter, createRequest } from '../environment/requests.js';

const SIX = { name: 'six', version: '1.17.0', hashes: ['sha256:aa', 'sha256:bb'] };
const WHEEL = { name: 'own', version: '1.0', url: '/srv/wheels/own-1.0-py3-none-any.whl', hashes: ['sha256:cc'] };

function createEnvironment(packages: readonly (typeof SIX)[], direct: readonly string[] = [], facts = {}) {
  const interpreter: Interpreter = createInterpreter(facts);
  return { python: '/home/venv/bin/python', interpreter, resolution: { packages, direct } };
}

describe('an exported requirements file', () => {
  it('says where packages come from, without passwords', () => {
    const request = createRequest({
      indexUrls: ['https://ci:secret@example.org/simple', 'https://example.com/simple'],
      findLinks: ['/srv/wheels', 'https://token@example.org/links'],
    });

    expect(formatRequirementsFile(createEnvironment([SIX]), request)).toBe(
      `# The task load, for Python 3.12.1.
# example.org wants a user and a password: write them into a netrc file.
--index-url https://example.org/simple
--extra-index-url https://example.com/simple
--find-links /srv/wheels
--find-links https://example.org/links
six==1.17.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
`,
    );
  });

  it('has no index where the task has none, and no hashes where not all have one', () => {
    const environment = createEnvironment([SIX], ['own @ git+https://***@example.org/own@01']);

    expect(formatRequirementsFile(environment, createRequest({ indexUrls: [] }))).toBe(
      `# The task load, for Python 3.12.1.
--no-index
# Without hashes: not all of it can have one, and pip wants them for all or for none.
six==1.17.0
own @ git+https://example.org/own@01
`,
    );
  });
});

describe('an exported Dockerfile', () => {
  it('copies what is named by a path, and checks hashes', () => {
    const request = createRequest({ indexUrls: [], findLinks: ['/srv/wheels'] });

    expect(formatDockerfile(createEnvironment([SIX, WHEEL]), request, '/srv')).toBe(
      `# syntax=docker/dockerfile:1
FROM python:3.12.1-slim
COPY ["./wheels/own-1.0-py3-none-any.whl","/opt/taskloom/1/own-1.0-py3-none-any.whl"]
COPY ["./wheels","/opt/taskloom/2/wheels"]
COPY <<'REQUIREMENTS' /opt/taskloom/requirements.txt
# The task load, for Python 3.12.1.
--no-index
--find-links /opt/taskloom/2/wheels
six==1.17.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
/opt/taskloom/1/own-1.0-py3-none-any.whl \\
    --hash=sha256:cc
REQUIREMENTS
RUN pip install --no-cache-dir --no-deps --require-hashes --requirement /opt/taskloom/requirements.txt
# A task that runs in it: @task.externalPython({ python: '/usr/local/bin/python' })
`,
    );
  });

  it('takes the whole image for what has to be built, and passwords from a secret', () => {
    const request = createRequest({ indexUrls: ['https://ci:secret@example.org/simple'] });

    const text = formatDockerfile(createEnvironment([SIX], ['/srv/own']), request, '/srv');

    expect(text.split('\n').filter((line) => /^(?:FROM|COPY \[|RUN|# docker|\/opt)/.test(line))).toEqual([
      '# docker build --secret id=netrc,src=$HOME/.netrc .',
      'FROM python:3.12.1',
      'COPY ["./own","/opt/taskloom/1/own"]',
      '/opt/taskloom/1/own',
      'RUN --mount=type=secret,id=netrc,target=/root/.netrc pip install --no-cache-dir --no-deps --requirement /opt/taskloom/requirements.txt',
    ]);
  });

  it.each([
    [{ implementation: 'PyPy', version: '3.10.14' }, 'pypy:3.10-slim'],
    [{ libc: 'musl' }, 'python:3.12.1-alpine'],
  ] as const)('of %j is made from %s', (facts, image) => {
    expect(formatDockerfile(createEnvironment([SIX], [], facts), createRequest(), '/srv')).toContain(`FROM ${image}\n`);
  });

  it.each([
    [createEnvironment([SIX], ['/elsewhere/own']), 'The task "load" requires /elsewhere/own, which is not below /srv.'],
    [
      createEnvironment([SIX], [], { abi: 'cpython-313t-x86_64-linux-gnu', version: '3.13.0' }),
      'There is no image of a free-threaded Python 3.13.0, which the task "load" has.',
    ],
  ])('is refused for what an image cannot have', (environment, message) => {
    expect(() => formatDockerfile(environment, createRequest(), '/srv')).toThrow(
      expect.objectContaining({ code: 'USAGE', message }),
    );
  });
});

/** What a user reads when pip cannot build an environment: every message whole, with the hint. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useFailingInstalls } from './failing-installs.js';

describe('pip', () => {
  const failing = useFailingInstalls('pip');

  it('says that there is no such package', async () => {
    expect(await failing.tell({ requirements: ['no-such-shade'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: no-such-shade
        ERROR: Could not find a version that satisfies the requirement no-such-shade (from versions: none)
        ERROR: No matching distribution found for no-such-shade
      hint: See how no-such-shade is spelled, or name the index that has it by \`indexUrls\`, the folder by \`findLinks\`."
    `);
  });

  it('says which versions there are', async () => {
    expect(await failing.tell({ requirements: ['shade==9.0'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: shade==9.0
        ERROR: Could not find a version that satisfies the requirement shade==9.0 (from versions: 1.0, 2.0)
        ERROR: No matching distribution found for shade==9.0
      hint: Require a version of shade that there is: the newest is 2.0."
    `);
  });

  it('says that a package is for other Pythons', async () => {
    expect(await failing.tell({ requirements: ['older'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: older
        ERROR: Could not find a version that satisfies the requirement older (from versions: none)
        ERROR: No matching distribution found for older
        older-1.0-cp34-cp34m-any.whl is for another Python or system
      hint: Ask for another interpreter by \`python\`, or for a version that has a release for Python 3.X.Y on this system."
    `);
  });

  it('says what excludes what', async () => {
    expect(await failing.tell({ requirements: ['leaf', 'shade==2.0'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: leaf, shade==2.0
        ERROR: Cannot install leaf and shade==2.0 because these package versions have conflicting dependencies.

        The conflict is caused by:
            The user requested shade==2.0
            leaf 1.0 depends on shade==1.0

        To fix this you could try to:
        1. loosen the range of package versions you've specified
        2. remove package versions to allow pip to attempt to solve the dependency conflict

        ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts
      hint: Loosen one of the requirements that exclude each other, or divide them between two tasks."
    `);
  });

  it('says that there is no compiler', async () => {
    const project = failing.writeProject('native', "error: command 'gcc' failed: No such file or directory");
    expect(await failing.tell({ requirements: [project] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: FOLDER/native
          error: subprocess-exited-with-error

          × Preparing metadata (pyproject.toml) did not run successfully.
          │ exit code: 1

          gcc -c native.c
          error: command 'gcc' failed: No such file or directory
      hint: Install a compiler: FOLDER/native has no wheel for Python 3.X.Y, and gcc is not there to build it. Debian has one in \`build-essential\`. Or require a version that has a wheel."
    `);
  });

  it('says what a build lacks', async () => {
    const project = failing.writeProject(
      'headless',
      'native.c:1:10: fatal error: no_such.h: No such file or directory',
    );
    expect(await failing.tell({ requirements: [project] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: FOLDER/headless
          error: subprocess-exited-with-error

          × Preparing metadata (pyproject.toml) did not run successfully.
          │ exit code: 1

          gcc -c native.c
          native.c:1:10: fatal error: no_such.h: No such file or directory
      hint: Install what the lines above lack: FOLDER/headless has no wheel for Python 3.X.Y and is built from source. Or require a version that has a wheel."
    `);
  });

  it('says that a file is another one than was announced', async () => {
    failing.index.behaviour.hasWrongHashes = true;
    expect(await failing.tell({ requirements: ['shade'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: shade
        ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.
            shade from http://HOST/files/shade-2.0-py2.py3-none-any.whl#sha256=DIGEST (from shade):
                Expected sha256 DIGEST
                     Got        DIGEST
      hint: The index serves another file than the one that was resolved. Find out why, or resolve anew: \`taskloom env lock FILE --upgrade\`."
    `);
  });

  it('says that there is no network', async () => {
    expect(
      await failing.tell({ requirements: ['shade'], indexUrls: ['http://127.0.0.1:1/simple'] }),
    ).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: shade
        http://HOST/simple/shade/: [Errno 111] Connection refused
      hint: See whether the network, the proxy and the address of HOST are right, and run it again. Without a network, \`findLinks\` names a folder of wheels and \`indexUrls: []\` leaves the index out."
    `);
  });

  it('says that a transfer broke off', async () => {
    failing.index.behaviour.wheels = 'cut-off';
    expect(await failing.tell({ requirements: ['shade'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: shade
        ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.
            shade from http://HOST/files/shade-2.0-py2.py3-none-any.whl#sha256=DIGEST (from shade):
                Expected sha256 DIGEST
                     Got        DIGEST
      hint: The index serves another file than the one that was resolved. Find out why, or resolve anew: \`taskloom env lock FILE --upgrade\`."
    `);
  });

  it('says that the index is out of order', async () => {
    failing.index.behaviour.wheels = 'error';
    expect(await failing.tell({ requirements: ['shade'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: shade
        pip._vendor.requests.exceptions.RetryError: HTTPConnectionPool(host='127.0.0.1', port=PORT): Max retries exceeded with url: /files/shade-2.0-py2.py3-none-any.whl (Caused by ResponseError('too many 500 error responses'))
      hint: Run it again later, or name another index by \`indexUrls\`: HOST answers with an error."
    `);
  });

  it('says that the password is wrong, and not which', async () => {
    failing.index.behaviour.credentials = 'ci:pa55';
    expect(
      await failing.tell({ requirements: ['shade'], indexUrls: [failing.index.url('ci:wrong-pa55')] }),
    ).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: shade
        http://***@HOST/simple/shade/: 401 Client Error: Unauthorized
      hint: Give HOST a user and a password that it accepts: in a netrc file, in the configuration of pip or uv, or in the URL of \`indexUrls\`."
    `);
  });

  it('says that it leaves out an index', async () => {
    expect(
      await failing.tell({ requirements: ['shade'], indexUrls: ['http://index.example/simple'] }),
    ).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: shade
        WARNING: The repository located at index.example is not a trusted or secure host and is being ignored. If this repository is available via HTTPS we recommend you use HTTPS instead, otherwise you may silence this warning and allow it anyway with '--trusted-host index.example'.
        ERROR: Could not find a version that satisfies the requirement shade (from versions: none)
        ERROR: No matching distribution found for shade
      hint: Serve index.example by https, since pip does not use it by http, or trust it: \`installOptions: ['--trusted-host', 'index.example']\`."
    `);
  });

  it('says that a file is not there', async () => {
    expect(
      await failing.tell({ requirements: [join(failing.wheels, 'own-1.0-py3-none-any.whl')] }),
    ).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: FOLDER/wheels/own-1.0-py3-none-any.whl
        FileNotFoundError: [Errno 2] No such file or directory: 'FOLDER/wheels/own-1.0-py3-none-any.whl'
      hint: Put FOLDER/wheels/own-1.0-py3-none-any.whl there, or correct the path in \`requirements\`."
    `);
  });
});

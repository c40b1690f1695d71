/** What a user reads when uv cannot build an environment: every message whole, with the hint. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useFailingInstalls } from './failing-installs.js';

describe.runIf(process.env['TASKLOOM_TEST_UV'] !== undefined)('uv', () => {
  const failing = useFailingInstalls('uv');

  it('says that there is no such package', async () => {
    expect(await failing.tell({ requirements: ['no-such-shade'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: no-such-shade
        error: No solution found when resolving dependencies
          cause: Because no-such-shade was not found in the package registry and you require no-such-shade, we can conclude that your requirements are unsatisfiable.
      hint: See how no-such-shade is spelled, or name the index that has it by \`indexUrls\`."
    `);
  });

  it('says that there is no such package in a folder', async () => {
    expect(
      await failing.tell({ requirements: ['no-such-shade'], indexUrls: [], findLinks: failing.wheels }),
    ).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: no-such-shade
        error: No solution found when resolving dependencies
          cause: Because no-such-shade was not found in the provided package locations and you require no-such-shade, we can conclude that your requirements are unsatisfiable.
      hint: Put no-such-shade into one of \`findLinks\`, or leave out \`indexUrls: []\`: no index is asked."
    `);
  });

  it('says that there is no such version', async () => {
    expect(await failing.tell({ requirements: ['shade==9.0'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: shade==9.0
        error: No solution found when resolving dependencies
          cause: Because there is no version of shade==9.0 and you require shade==9.0, we can conclude that your requirements are unsatisfiable.
        The newest of shade for Python 3.X.Y is 2.0.
      hint: Require a version of shade that there is: the newest is 2.0."
    `);
  });

  it('says that a package is for other Pythons', async () => {
    expect(await failing.tell({ requirements: ['older'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: older
        error: No solution found when resolving dependencies
          cause: Because older==1.0 has no wheels with a matching Python ABI tag (e.g., \`cp311\`) and only older==1.0 is available, we can conclude that all versions of older cannot be used.
                 And because you require older, we can conclude that your requirements are unsatisfiable.

        hint: You require CPython 3.11 (\`cp311\`), but we only found wheels for \`older\` (v1.0) with the following Python ABI tag: \`cp34m\`
      hint: Ask for another interpreter by \`python\`, or for a version that has a release for Python 3.X.Y on this system."
    `);
  });

  it('says what excludes what', async () => {
    expect(await failing.tell({ requirements: ['leaf', 'shade==2.0'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: leaf, shade==2.0
        error: No solution found when resolving dependencies
          cause: Because all versions of leaf depend on shade==1.0 and you require leaf, we can conclude that you require shade==1.0.
                 And because you require shade==2.0, we can conclude that your requirements are unsatisfiable.
      hint: Loosen one of the requirements that exclude each other, or divide them between two tasks."
    `);
  });

  it('says that there is no compiler', async () => {
    const project = failing.writeProject('native', "error: command 'gcc' failed: No such file or directory");
    expect(await failing.tell({ requirements: [project] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: FOLDER/native
        error: Failed to build \`native @ file://FOLDER/native\`
          cause: The build backend returned an error
          cause: Call to \`backend.build_wheel\` failed (exit status: 1)

                 [stdout]
                 gcc -c native.c

                 [stderr]
                 error: command 'gcc' failed: No such file or directory

        hint: Build failures usually indicate a problem with the package or the build environment
      hint: Install a compiler: native has no wheel for Python 3.X.Y, and gcc is not there to build it. Debian has one in \`build-essential\`. Or require a version that has a wheel."
    `);
  });

  it('says what a build lacks', async () => {
    const project = failing.writeProject(
      'headless',
      'native.c:1:10: fatal error: no_such.h: No such file or directory',
    );
    expect(await failing.tell({ requirements: [project] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: FOLDER/headless
        error: Failed to build \`headless @ file://FOLDER/headless\`
          cause: The build backend returned an error
          cause: Call to \`backend.build_wheel\` failed (exit status: 1)

                 [stdout]
                 gcc -c native.c

                 [stderr]
                 native.c:1:10: fatal error: no_such.h: No such file or directory

        hint: This error likely indicates that you need to install a library that provides \`no_such.h\` for \`headless@1.0\`
      hint: Install what the lines above lack: headless has no wheel for Python 3.X.Y and is built from source. Or require a version that has a wheel."
    `);
  });

  it('says that a file is another one than was announced', async () => {
    failing.index.behaviour.hasWrongHashes = true;
    expect(await failing.tell({ requirements: ['shade'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: shade
        error: Failed to download \`shade==2.0\`
          cause: Hash mismatch for \`shade==2.0\`

                 Expected:
                   sha256:DIGEST

                 Computed:
                   sha256:DIGEST
      hint: The index serves another file than the one that was resolved. Find out why, or resolve anew: \`taskloom env lock FILE --upgrade\`."
    `);
  });

  it('says that there is no network', async () => {
    expect(
      await failing.tell({ requirements: ['shade'], indexUrls: ['http://127.0.0.1:1/simple'] }),
    ).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: shade
        error: Failed to fetch: http://HOST/simple/shade/
          cause: error sending request for url (http://HOST/simple/shade/)
          cause: client error (Connect)
          cause: tcp connect error
          cause: Connection refused (os error 111)
      hint: See whether the network, the proxy and the address of HOST are right, and run it again. Without a network, \`findLinks\` names a folder of wheels and \`indexUrls: []\` leaves the index out."
    `);
  });

  it('says that a transfer broke off', async () => {
    failing.index.behaviour.wheels = 'cut-off';
    expect(await failing.tell({ requirements: ['shade'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: shade
        error: Failed to fetch: http://HOST/files/shade-2.0-py2.py3-none-any.whl
          cause: error sending request for url (http://HOST/files/shade-2.0-py2.py3-none-any.whl)
          cause: client error (SendRequest)
          cause: connection closed before message completed
      hint: See whether the network, the proxy and the address of HOST are right, and run it again. Without a network, \`findLinks\` names a folder of wheels and \`indexUrls: []\` leaves the index out."
    `);
  });

  it('says that the index is out of order', async () => {
    failing.index.behaviour.wheels = 'error';
    expect(await failing.tell({ requirements: ['shade'] })).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: shade
        error: Failed to fetch: http://HOST/files/shade-2.0-py2.py3-none-any.whl
          cause: HTTP status server error (500 Internal Server Error) for url (http://HOST/files/shade-2.0-py2.py3-none-any.whl)
      hint: Run it again later, or name another index by \`indexUrls\`: HOST answers with an error."
    `);
  });

  it('says that the password is wrong, and not which', async () => {
    failing.index.behaviour.credentials = 'ci:pa55';
    expect(
      await failing.tell({ requirements: ['shade'], indexUrls: [failing.index.url('ci:wrong-pa55')] }),
    ).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: shade
        error: No solution found when resolving dependencies
          cause: Because shade was not found in the package registry and you require shade, we can conclude that your requirements are unsatisfiable.

        hint: An index URL (http://HOST/simple) could not be queried due to a lack of valid authentication credentials (401 Unauthorized)
      hint: Give HOST a user and a password that it accepts: in a netrc file, in the configuration of pip or uv, or in the URL of \`indexUrls\`."
    `);
  });

  it('says that a file is not there', async () => {
    expect(
      await failing.tell({ requirements: [join(failing.wheels, 'own-1.0-py3-none-any.whl')] }),
    ).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "work" could not be built for Python 3.X.Y: FOLDER/wheels/own-1.0-py3-none-any.whl
        error: Distribution not found at: file://FOLDER/wheels/own-1.0-py3-none-any.whl
      hint: Put FOLDER/wheels/own-1.0-py3-none-any.whl there, or correct the path in \`requirements\`."
    `);
  });
});

import { expect, it } from 'vitest';
import { diagnoseFailure } from '../../../../packages/runtime/src/environment/installers/failures/diagnose-failure.js';

const diagnose = (told: string) =>
  diagnoseFailure({ told: told.split('\n'), output: told.split('\n'), python: 'Python 3.12.1' });

// What uv 0.13, and pip 20 to 24, have said.
it.each([
  [
    'accessDenied',
    'hint: An index URL (https://host/simple) could not be queried due to a lack of valid authentication credentials (401 Unauthorized)',
  ],
  [
    'accessDenied',
    'hint: An index (https://host/simple) returned a 403 Forbidden error. Check that the index URL is correct and the credentials are valid.',
  ],
  ['accessDenied', '  cause: HTTP status client error (401 Unauthorized) for url (https://host/files/own.whl)'],
  ['accessDenied', 'https://ci:****@host/simple/shade/: 403 Client Error: Forbidden'],
  [
    'insecureIndex',
    'WARNING: The repository located at host is not a trusted or secure host and is being ignored.\nERROR: No matching distribution found for shade',
  ],
  ['indexFailed', '  cause: HTTP status server error (500 Internal Server Error) for url (https://host/simple/shade/)'],
  ['indexFailed', 'https://host/simple/shade/: too many 500 error responses'],
  [
    'unreachable',
    'error: Request failed after 3 retries in 7.6s\n  cause: dns error\n  cause: failed to lookup address information: Name or service not known',
  ],
  ['unreachable', '  cause: error sending request for url (https://host/simple/shade/)\n  cause: operation timed out'],
  ['unreachable', 'https://host/simple/shade/: [Errno -3] Temporary failure in name resolution'],
  ['unreachable', '  cause: error decoding response body\n  cause: end of file before message length reached'],
  ['hashMismatch', '  cause: Hash mismatch for `shade==2.0`'],
  ['hashMismatch', 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.'],
  [
    'noCompiler',
    "error: Failed to build `native==1.0`\n  unable to execute 'x86_64-linux-gnu-gcc': No such file or directory",
  ],
  ['noCompiler', 'error: Failed to build `native==1.0`\n  error: linker `cc` not found'],
  ['noCompiler', 'error: Failed to build `native==1.0`\n  ERROR: Unknown compiler(s): [[cc], [gcc], [clang]]'],
  [
    'noCompiler',
    "error: Failed to build `native==1.0`\n  FileNotFoundError: [Errno 2] No such file or directory: 'gcc'",
  ],
  ['noCompiler', "error: Failed to build `native==1.0`\n  error: can't find Rust compiler"],
  ['buildFailed', "error: Failed to build `native==1.0`\n  error: command '/usr/bin/gcc' failed with exit code 1"],
  [
    'buildFailed',
    'error: Failed to download and build `native==1.0`\n  cause: No solution found when resolving: `setuptools>=40.8.0`\n  cause: Because setuptools was not found in the package registry and you require setuptools>=40.8.0',
  ],
  [
    'buildFailed',
    'ERROR: Command errored out with exit status 1: python setup.py egg_info Check the logs for full command output.',
  ],
  [
    'unknownPackage',
    '  cause: Because shade was not found in the package registry and you require shade, we can conclude that your requirements are unsatisfiable.',
  ],
  [
    'unknownPackage',
    'ERROR: Could not find a version that satisfies the requirement shade (from versions: none)\nERROR: No matching distribution found for shade',
  ],
  [
    'noVersion',
    '  cause: Because there is no version of shade==9.0 and you require shade==9.0, we can conclude that your requirements are unsatisfiable.',
  ],
  [
    'noVersion',
    'ERROR: Could not find a version that satisfies the requirement shade==9 (from versions: 1.0, 2.0)\nERROR: No matching distribution found for shade==9',
  ],
  [
    'conflict',
    '  cause: Because all versions of leaf depend on shade==1.0 and you require leaf, we can conclude that you require shade==1.0.\n  And because you require shade==2.0, we can conclude that your requirements are unsatisfiable.',
  ],
  [
    'conflict',
    'ERROR: Cannot install leaf and shade==2.0 because these package versions have conflicting dependencies.',
  ],
  [
    'wrongPython',
    '  cause: Because the current Python version (3.11.7) does not satisfy Python>=3.12 and newer==2.0 depends on Python>=3.12, we can conclude that newer==2.0 cannot be used.\n  And because you require newer, we can conclude that your requirements are unsatisfiable.',
  ],
  [
    'wrongPython',
    '  cause: Because winonly==1.0 has no wheels with a matching platform tag (e.g., `manylinux_2_36_x86_64`) and you require winonly, we can conclude that your requirements are unsatisfiable.',
  ],
  [
    'wrongPython',
    'ERROR: Ignored the following versions that require a different python version: 2.0 Requires-Python >=3.12\nERROR: Could not find a version that satisfies the requirement newer (from versions: none)\nERROR: No matching distribution found for newer',
  ],
  ['missingFile', 'error: Distribution not found at: file:///nowhere/own-1.0-py3-none-any.whl'],
  ['other', "error: unexpected argument '--no-such' found"],
] as const)('is %s: %s', (kind, told) => {
  expect(diagnose(told).kind).toBe(kind);
});

it.each([
  ['https://ci:****@host:8443/simple/shade/: 401 Client Error: Unauthorized', /^Give host:8443 a user and a password/],
  ["RetryError: HTTPConnectionPool(host='host', port=80): too many 500 error responses", /: host:80 answers with/],
  [
    "error: Failed to build `native @ file:///native`\nunable to execute 'gcc': No such file or directory",
    /: native has no wheel for Python 3\.12\.1, and gcc is not there/,
  ],
  ['  Collecting native==1.0 (from leaf)\nerror: subprocess-exited-with-error', /: native==1\.0 has no wheel/],
])('of %s, the hint names what it is about', (told, hint) => {
  expect(diagnose(told).hint).toMatch(hint);
});

import { expect, it } from 'vitest';
import { parsePipLog } from '../../../../packages/runtime/src/environment/installers/failures/pip-log.js';

const TIME = '2026-11-26T08:49:24,142 ';

it.each([
  [
    "Could not fetch URL http://ci:****@host/simple/shade/: connection error: HTTPConnectionPool(host='host', port=80): Max retries exceeded with url: /simple/shade/ (Caused by NewConnectionError('<pip._vendor.urllib3.connection.HTTPConnection object at 0x7f3d1cd229d0>: Failed to establish a new connection: [Errno 111] Connection refused')) - skipping",
    ['http://ci:****@host/simple/shade/: [Errno 111] Connection refused'],
  ],
  [
    'Could not fetch URL https://host/simple/shade/: 401 Client Error: Unauthorized for url: https://host/simple/shade/ - skipping',
    ['https://host/simple/shade/: 401 Client Error: Unauthorized'],
  ],
  ['Could not fetch URL https://host/simple/shade/: 404 Client Error: Not Found for url: https://host/ - skipping', []],
  [
    "  Skipping link: none of the wheel's tags (cp39-cp39-linux_x86_64) are compatible (run pip debug --verbose to show compatible tags): https://host/own-1.0%2Bcpu-cp39-cp39-linux_x86_64.whl#sha256=00",
    ['own-1.0+cpu-cp39-cp39-linux_x86_64.whl is for another Python or system'],
  ],
  [
    "  Link requires a different Python (3.11.7 not in: '>=3.13'): https://host/newer-3.0.tar.gz#sha256=00 (from https://host/simple/newer/) (requires-python:>=3.13)",
    ['newer-3.0.tar.gz needs Python >=3.13'],
  ],
  ['Getting page https://host/simple/shade/', []],
])('of %s, %j is told', (line, expected) => {
  expect(parsePipLog(`${TIME}${line}\n${TIME}${line}\n`)).toEqual(expected);
});

it('of a build, what the command printed that failed is told', () => {
  const lines = [
    '  Running command Getting requirements to build wheel',
    '  running egg_info',
    '  Running command Preparing metadata (pyproject.toml)',
    '  gcc -c native.c',
    '  native.c:1:10: fatal error: no_such.h: No such file or directory',
    '  ERROR: [present-rich] Preparing metadata (pyproject.toml) exited with 1',
    'Exception information:',
  ];

  expect(parsePipLog(lines.map((line) => `${TIME}${line}`).join('\n'))).toEqual(lines.slice(3, 5));
});

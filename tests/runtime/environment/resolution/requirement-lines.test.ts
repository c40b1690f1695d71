import { describe, expect, it } from 'vitest';
import {
  formatDirectLines,
  formatHashedLines,
  parseHashedLines,
} from '../../../../packages/runtime/src/environment/resolution/requirement-lines.js';

const COMPILED = `\
# comment
six==1.17.0 \\
    --hash=sha256:bb \\
    --hash=sha256:aa
/wheels/Own_Package-1.0-py3-none-any.whl \\
    --hash=sha256:cc
leaf @ https://ci:secret@example.org/leaf-2.0.tar.gz#x=1 \\
    --hash=sha256:dd
tool @ git+https://ci:secret@example.org/tool@0123
/srv/project
`;

describe('what uv has compiled', () => {
  it('is read with hashes, sorted, and without credentials', () => {
    expect(parseHashedLines(COMPILED)).toEqual({
      packages: [
        { name: 'leaf', version: '2.0', url: 'https://***@example.org/leaf-2.0.tar.gz#x=1', hashes: ['sha256:dd'] },
        { name: 'own-package', version: '1.0', url: '/wheels/Own_Package-1.0-py3-none-any.whl', hashes: ['sha256:cc'] },
        { name: 'six', version: '1.17.0', hashes: ['sha256:aa', 'sha256:bb'] },
      ],
      direct: ['/srv/project', 'tool @ git+https://***@example.org/tool@0123'],
    });
  });

  it('is installed with the credentials that the requirements have', () => {
    const requested = [
      'leaf @ https://ci:secret@example.org/leaf-2.0.tar.gz#x=1',
      'tool @ git+https://ci:secret@example.org/tool',
    ];
    const resolution = parseHashedLines(COMPILED);

    expect(formatHashedLines(resolution, requested)).toEqual([
      'leaf @ https://ci:secret@example.org/leaf-2.0.tar.gz#x=1 --hash=sha256:dd',
      '/wheels/Own_Package-1.0-py3-none-any.whl --hash=sha256:cc',
      'six==1.17.0 --hash=sha256:aa --hash=sha256:bb',
    ]);
    expect(formatDirectLines(resolution, requested)).toEqual([
      '/srv/project',
      // git asks for them.
      'tool @ git+https://example.org/tool@0123',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { restoreCredentials } from '../../../../packages/runtime/src/environment/resolution/url-credentials.js';

const KEPT = 'https://***@example.org/own.zip';
const WHOLE = 'https://ci:secret@example.org/own.zip';

describe('the credentials of a URL that was kept', () => {
  it.each([
    ['own @ https://ci:secret@example.org/own.zip', KEPT, WHOLE],
    ['own @ https://ci:secret@example.org/own.zip#sha256=01', KEPT, WHOLE],
    ['own @ https://ci:secret@example.org/own.zip', `${KEPT}#sha256=01`, `${WHOLE}#sha256=01`],
    ['own @ https://ci:secret@Example.org:443/own.zip/', KEPT, WHOLE],
    ['own @ https://ci:secret@example.org/own.zip?a=b', KEPT, WHOLE],
    ['own @ HTTPS://to%40ken@example.org/own.zip', KEPT, 'https://to%40ken@example.org/own.zip'],
    [
      'hg+https://ci:secret@example.org/own',
      'hg+https://***@example.org/own@01',
      'hg+https://ci:secret@example.org/own@01',
    ],
    ['git+ssh://git@example.org/own@main', 'git+ssh://***@example.org/own@01', 'git+ssh://git@example.org/own@01'],
  ])('are those of %s', (requested, kept, whole) => {
    expect(restoreCredentials(`own @ ${kept}`, ['six', requested])).toBe(`own @ ${whole}`);
  });

  it.each([
    'own @ https://ci:secret@example.com/own.zip',
    'own @ https://ci:secret@example.org:8443/own.zip',
    'own @ https://ci:secret@example.org/other.zip',
    'own @ http://ci:secret@example.org/own.zip',
    'own @ https://example.org/own.zip',
  ])('are not those of %s', (requested) => {
    expect(restoreCredentials(KEPT, [requested])).toBe('https://example.org/own.zip');
  });

  it('are left to git where it asks for them', () => {
    const requested = 'own @ git+https://ci:secret@example.org/own@main';

    expect(restoreCredentials(requested, [requested])).toBe('own @ git+https://example.org/own@main');
  });
});

import { expect, it } from 'vitest';
import { maskCredentials } from '../../../packages/sdk/src/options/mask-credentials.js';

it.each([
  ['see https://me:secret@example.org/simple', 'see https://***@example.org/simple'],
  ["own @ http://me:s3'cret@example.org/own.whl", 'own @ http://***@example.org/own.whl'],
  ['git+https://token@example.org/own@main', 'git+https://***@example.org/own@main'],
  ['https://example.org/own@main', 'https://example.org/own@main'],
  ['{"url":"https://me:x@example.org"}', '{"url":"https://***@example.org"}'],
])('%s becomes %s', (text, expected) => {
  expect(maskCredentials(text)).toBe(expected);
});

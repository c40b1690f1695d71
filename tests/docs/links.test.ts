import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOCUMENTS, ROOT, readDocument } from './documents.ts';

describe('the links of the documents', () => {
  it.each(DOCUMENTS)('of %s lead to files and headings that are there', (document) => {
    const targets = [...readDocument(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const local = targets.filter((target) => !/^[a-z]+:/.test(target));

    expect(local.filter((target) => !leadsSomewhere(document, target))).toEqual([]);
  });
});

function leadsSomewhere(document: string, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? document : join(dirname(document), file);
  if (!existsSync(join(ROOT, path))) return false;
  return anchor === undefined || readAnchors(path).includes(anchor);
}

/** As GitHub makes them of headings. */
function readAnchors(path: string): string[] {
  return [...readDocument(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Source maps of compiled files: from a place in what was loaded to the place in what the author wrote. */
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TextPosition } from './line-table.js';
import { findText } from './text-file.js';

export interface OriginalPlace extends TextPosition {
  /** Absolute path. */
  readonly file: string;
  /** Where the map carries it. */
  readonly text: string | undefined;
}

export interface MapReader {
  /** Undefined where the map says nothing, or leads to something that is no file. */
  findOriginal(position: TextPosition): OriginalPlace | undefined;
}

/**
 * The map that a text names in its last comment, inside the comment or in a file beside it. One that is not there or
 * cannot be read is as good as none: positions are then those of the compiled file.
 */
export function findSourceMap(file: string, text: string): MapReader | undefined {
  const url = [...text.matchAll(/^[ \t]*(?:\/\/|\/\*)[#@]\s*sourceMappingURL=([^\s*]+)/gm)].at(-1)?.[1];
  if (url === undefined) return undefined;
  try {
    const isInline = url.startsWith('data:');
    const mapFile = isInline ? file : resolve(dirname(file), decodeURIComponent(url));
    const payload: unknown = JSON.parse((isInline ? decodeDataUrl(url) : findText(mapFile)) ?? 'null');
    return isPayload(payload) ? createReader(payload, dirname(mapFile)) : undefined;
  } catch {
    return undefined;
  }
}

function isPayload(value: unknown): value is SourceMapPayload {
  return typeof value === 'object' && value !== null && 'mappings' in value && 'sources' in value;
}

function createReader(payload: SourceMapPayload, folder: string): MapReader {
  const { sources, sourcesContent, sourceRoot = '' } = payload;
  const map = new SourceMap(payload);
  const originals = new Map(
    sources.map((source, index) => {
      const text = sourcesContent?.[index]?.replace(/^\uFEFF/, '');
      return [source, { file: toPath(String(source), sourceRoot, folder), text }] as const;
    }),
  );
  return {
    findOriginal({ line, column }) {
      const entry = map.findEntry(line - 1, column - 1);
      // The entry may be one of a line before, which says nothing of this one.
      if (!('originalSource' in entry) || entry.generatedLine !== line - 1) return undefined;
      const { file, text } = originals.get(entry.originalSource) ?? {};
      if (file === undefined) return undefined;
      const moved = column - 1 - entry.generatedColumn;
      return { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 + moved, text };
    },
  };
}

function toPath(source: string, root: string, folder: string): string | undefined {
  const joined = /^[a-z][\w+.-]+:/i.test(source) || root === '' ? source : `${root.replace(/\/$/, '')}/${source}`;
  if (joined.startsWith('file:')) return fileURLToPath(joined);
  return /^[a-z][\w+.-]+:/i.test(joined) ? undefined : resolve(folder, joined);
}

function decodeDataUrl(url: string): string | undefined {
  const [, base64, data] = /^data:[^,]*?(;base64)?,(.*)$/s.exec(url) ?? [];
  if (data === undefined) return undefined;
  return base64 === undefined ? decodeURIComponent(data) : Buffer.from(data, 'base64').toString('utf8');
}

/** Reads the fenced blocks of a document. */
import { readDocument } from './documents.ts';

export interface Fence {
  readonly document: string;
  /** The text of the heading it stands under. */
  readonly heading: string;
  /** The line of the document on which its content begins, from 1. */
  readonly line: number;
  /** The first word behind the backticks. */
  readonly language: string;
  readonly lines: readonly string[];
}

/** All fences of a document, in order. */
export function readFences(document: string): Fence[] {
  const fences: Fence[] = [];
  let heading = '';
  let open: { line: number; language: string; lines: string[] } | undefined;
  for (const [index, text] of readDocument(document).split('\n').entries()) {
    const mark = /^```(\S*)/.exec(text);
    if (open === undefined && mark !== null) open = { line: index + 2, language: mark[1] ?? '', lines: [] };
    else if (open !== undefined && mark !== null) {
      fences.push({ document, heading, ...open });
      open = undefined;
    } else if (open !== undefined) open.lines.push(text);
    else heading = /^#+ (.*)/.exec(text)?.[1] ?? heading;
  }
  return fences;
}

/** `pipeline.ts` of a fence whose first line is the comment `// pipeline.ts` or `# pipeline.py`. */
export function findFileName({ lines: [first = ''] }: Fence): string | undefined {
  return /^(?:\/\/|#) (\S+\.[a-z]+)$/.exec(first)?.[1];
}

/** As in `README.md:33`. */
export function labelFence({ document, line }: Fence): string {
  return `${document}:${line}`;
}

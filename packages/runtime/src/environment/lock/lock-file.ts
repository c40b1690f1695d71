/**
 * The text of a lock file: what each environment of a source file resolved to, for each target. Sorted and with one
 * package or hash a line, so that differences are small and merge.
 */
import { runtimeError } from '../../errors.js';
import { formatPin, parsePin } from '../resolution/requirement-lines.js';
import { compare, createResolution, type Resolution } from '../resolution/resolution.js';
import { locateIn, relocate } from './locked-request.js';

export interface LockedEnvironment {
  /** As `describeTarget` gives it. */
  readonly target: string;
  /** As `describeLockedRequest` gives it. */
  readonly request: readonly string[];
  /** Paths in it are absolute. */
  readonly resolution: Resolution;
}

const HEADER = `# What the tasks beside this file require, resolved to exact versions and the hashes of their files.
# Written by \`taskloom env lock\`. Keep it with the source; do not edit it.
lock 1
`;

/** @param folder of the lock file, absolute */
export function formatLock(environments: readonly LockedEnvironment[], folder: string): string {
  const sections = environments.map((one) => formatSection(one, folder)).sort(compare);
  return [HEADER, ...sections].join('\n');
}

function formatSection({ target, request, resolution }: LockedEnvironment, folder: string): string {
  const packages = resolution.packages.flatMap((one) => {
    const url = one.url === undefined ? {} : { url: relocate(one.url, folder) };
    const pin = url.url?.startsWith('.') ? url.url : formatPin({ ...one, ...url });
    return [`package ${pin}`, ...one.hashes.map((hash) => `  ${hash}`)];
  });
  const direct = resolution.direct.map((line) => `direct ${relocate(line, folder)}`);
  return [`[${target}]`, ...request, ...packages, ...direct, ''].join('\n');
}

const REQUEST = /^(?:require|constraint|index|find-links|option) \S|^no-index$/;

interface Section {
  readonly target: string;
  readonly request: string[];
  readonly packages: { readonly pin: string; readonly hashes: string[] }[];
  readonly direct: string[];
}

/** @param file absolute @throws TaskloomError LOCK_INVALID with the line */
export function parseLock(text: string, { file, folder }: { readonly file: string; readonly folder: string }) {
  const sections: Section[] = [];
  let isLock = false;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#')) continue;
    if (!isLock && line !== 'lock 1') throw refuse({ file, line: index + 1, source: line });
    isLock = true;
    if (line !== 'lock 1' && !readLine(line, sections)) throw refuse({ file, line: index + 1, source: line });
  }
  if (!isLock) throw refuse({ file, line: 1, source: '' });
  return sections.map((section) => finish(section, folder));
}

/** Whether it is a line that can stand there. */
function readLine(line: string, sections: Section[]): boolean {
  const [, target] = /^\[(\w+ \d+\.\d+t? \S+)\]$/.exec(line) ?? [];
  if (target !== undefined) return sections.push({ target, request: [], packages: [], direct: [] }) > 0;
  const section = sections.at(-1);
  if (section === undefined) return false;
  if (REQUEST.test(line)) return section.request.push(line) > 0;
  const [, word, rest = ''] = /^(package|direct| ) (\S.*)$/.exec(line) ?? [];
  if (word === 'package') return section.packages.push({ pin: rest, hashes: [] }) > 0;
  if (word === 'direct') return section.direct.push(rest) > 0;
  const hashes = section.packages.at(-1)?.hashes;
  return word === ' ' && hashes !== undefined && /^[a-z0-9]+:[0-9a-f]+$/.test(rest) && hashes.push(rest) > 0;
}

function finish({ target, request, packages, direct }: Section, folder: string): LockedEnvironment {
  const resolved = packages.map(({ pin, hashes }) => ({ ...parsePin(locateIn(pin, folder)), hashes }));
  const located = direct.map((line) => locateIn(line, folder));
  return { target, request, resolution: createResolution(resolved, located) };
}

function refuse({ file, line, source }: { readonly file: string; readonly line: number; readonly source: string }) {
  const isMerge = /^(?:<{7}|={7}|>{7})/.test(source);
  const what = isMerge ? 'has a merge conflict' : 'is not as `taskloom env lock` writes it';
  return runtimeError('LOCK_INVALID', `The lock file ${file} ${what}, in line ${line}.`, {
    hint: isMerge
      ? 'Keep either side, then run `taskloom env lock` on the pipeline again.'
      : 'Delete it, and run `taskloom env lock` on the pipeline.',
    location: { file, line, column: 1, source },
  });
}

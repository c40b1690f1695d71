/**
 * Reads one requirement: a specifier of PEP 508, or what pip takes beside it, a URL or the path of a wheel, an archive
 * or a project.
 */
import { fileURLToPath } from 'node:url';
import { parseMarker } from './parse-marker.js';
import { parseVersionSpecifiers } from './parse-version-specifier.js';
import { Mistake, Scanner } from './scanner.js';

export type ParsedRequirement =
  | { readonly kind: 'name'; readonly name: string; readonly specifiers: readonly string[] }
  | { readonly kind: 'url'; readonly name?: string; readonly url: string }
  /** As written: from `.`, `~` or `/` on. */
  | { readonly kind: 'path'; readonly path: string };

const NAME = /[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/;
const PATH = /(?:\.{1,2}|~)?\/[^\s;[]*|\.{1,2}(?=$|\s|;|\[)/;
const URL = /[a-z][a-z0-9+.-]*:\/\/\S+/i;
const ARCHIVE = /\.(?:whl|zip|tar\.(?:gz|bz2|xz)|tgz)$/i;

/** What the text asks for, or the first mistake in it. The text has no blanks around it, and no comment. */
export function parseRequirement(text: string): ParsedRequirement | Mistake {
  try {
    return parse(new Scanner(text), text);
  } catch (error) {
    if (error instanceof Mistake) return error;
    throw error;
  }
}

/** Of the distribution, in its normal form (PEP 503); undefined where only installing it would tell. */
export function findRequiredName(text: string): string | undefined {
  const parsed = parseRequirement(text);
  if (parsed instanceof Mistake || parsed.kind === 'path') return undefined;
  return parsed.name?.toLowerCase().replace(/[-_.]+/g, '-');
}

function parse(scanner: Scanner, text: string): ParsedRequirement {
  const path = scanner.take(PATH);
  if (path !== undefined) {
    parseExtras(scanner);
    parseEnd(scanner);
    return { kind: 'path', path };
  }
  const url = scanner.take(URL);
  if (url !== undefined) {
    refuseForeignFile(scanner, url);
    parseEnd(scanner);
    return { kind: 'url', url };
  }
  refuseBarePath(scanner, text);
  return parseNamed(scanner);
}

function parseNamed(scanner: Scanner): ParsedRequirement {
  const name = scanner.expect(NAME, 'the name of a package');
  parseExtras(scanner);
  if (scanner.skipBlanks().take(/@/) !== undefined) {
    if (scanner.skipBlanks().take(/(?=[./~])/) !== undefined)
      scanner.refuse('a path stands alone, without a name and `@`');
    const url = scanner.skipBlanks().expect(/[a-z][a-z0-9+.-]*:\S+/i, 'a URL');
    refuseForeignFile(scanner, url);
    parseEnd(scanner);
    return { kind: 'url', name, url };
  }
  const inParentheses = scanner.skipBlanks().take(/\(/) !== undefined;
  const specifiers = parseVersionSpecifiers(scanner);
  if (inParentheses) scanner.skipBlanks().expect(/\)/, '`)`');
  else refuseBareVersion(scanner, specifiers.length > 0);
  parseEnd(scanner);
  return { kind: 'name', name, specifiers };
}

function parseExtras(scanner: Scanner): void {
  if (scanner.skipBlanks().take(/\[/) === undefined) return;
  if (scanner.skipBlanks().take(/\]/) !== undefined) return;
  do scanner.skipBlanks().expect(NAME, 'the name of an extra');
  while (scanner.skipBlanks().take(/,/) !== undefined);
  scanner.expect(/\]/, '`]`');
}

/** A marker, or nothing more. */
function parseEnd(scanner: Scanner): void {
  if (scanner.skipBlanks().take(/;/) !== undefined) parseMarker(scanner);
  if (!scanner.skipBlanks().isAtEnd) scanner.expect(/$/, 'the end, `,` or `;` and a marker');
}

/** `pandas 2.0` */
function refuseBareVersion(scanner: Scanner, isCompared: boolean): void {
  const { column } = scanner.skipBlanks();
  const version = isCompared ? undefined : scanner.take(/v?\d[\w.]*/);
  if (version !== undefined) scanner.refuse(`\`${version}\` needs a comparison before it: \`==${version}\``, column);
}

/** `file://nas/own.whl` */
function refuseForeignFile(scanner: Scanner, url: string): void {
  const [place = ''] = url.split('#', 1);
  if (!/^file:\/\//i.test(place)) return;
  try {
    fileURLToPath(place);
  } catch {
    scanner.refuse(`\`${place}\` names no path of this machine: write \`file:///…\``, scanner.column - url.length);
  }
}

/** What pip would take for a path in the working directory, or else for a name. */
function refuseBarePath(scanner: Scanner, text: string): void {
  const [place = ''] = text.split(/[\s;[]/, 1);
  if (!place.includes('@') && (/^[\w.-]+(?:\/[\w.-]+)+$/.test(place) || ARCHIVE.test(place)))
    scanner.refuse(`a path begins with \`./\`, \`~/\` or \`/\`: \`./${place}\``);
}

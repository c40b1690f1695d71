/** Text of tasks made safe for a terminal: it can neither move the cursor nor ring the bell. */
import { stripVTControlCharacters } from 'node:util';

const LIMIT = 4096;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/** The lines of a text, each clean. */
export function cleanLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/).map(cleanLine);
}

/** One line, with tabs as blanks and without control characters; beyond 4,096 characters it is cut. */
export function cleanLine(line: string): string {
  const cut = line.length > LIMIT ? `${line.slice(0, LIMIT)}…` : line;
  return stripVTControlCharacters(cut).replaceAll('\t', '    ').replace(CONTROL, '');
}

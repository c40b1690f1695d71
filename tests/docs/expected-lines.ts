/** Compares printed lines with shown ones, in which `…` stands for what differs from run to run. */

/**
 * True when the lines are as shown. `…` within a line stands for any text of that line, a line of `…` alone for any
 * number of lines. Blanks at the end of a line and empty lines around all of it do not count.
 */
export function isAsShown(shown: readonly string[], printed: string): boolean {
  const pattern = shown.map((line) => (line.trim() === '…' ? '(?:[^\\n]*\\n)*?' : `${toPattern(line.trimEnd())}\\n`));
  const text = printed.replaceAll(/[ \t]+$/gm, '').trim();
  return new RegExp(`^${pattern.join('')}$`).test(text === '' ? '' : `${text}\n`);
}

function toPattern(line: string): string {
  return line
    .split('…')
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('[^\\n]*');
}

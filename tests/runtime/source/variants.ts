/** Ways in which one text can lie in a file. */
export const VARIANTS: readonly (readonly [what: string, change: (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['with CR LF', (text) => text.replaceAll('\n', '\r\n')],
  ['with a byte order mark', (text) => `\uFEFF${text}`],
  ['with tabs', (text) => text.replace(/^(?: {2})+/gm, (indent) => '\t'.repeat(indent.length / 2))],
];

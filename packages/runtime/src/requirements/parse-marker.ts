/** Environment markers, as PEP 508 has them: `python_version < "3.11" and sys_platform != "win32"`. */
import type { Scanner } from './scanner.js';

const VARIABLES = [
  'python_version',
  'python_full_version',
  'os_name',
  'sys_platform',
  'platform_release',
  'platform_system',
  'platform_version',
  'platform_machine',
  'platform_python_implementation',
  'implementation_name',
  'implementation_version',
  'extra',
  'extras',
  'dependency_groups',
  // Spellings from before PEP 508.
  'os.name',
  'sys.platform',
  'platform.version',
  'platform.machine',
  'platform.python_implementation',
  'python_implementation',
];

/** @throws Mistake */
export function parseMarker(scanner: Scanner): void {
  do parsePart(scanner);
  while (scanner.skipBlanks().take(/(?:and|or)\b/) !== undefined);
}

function parsePart(scanner: Scanner): void {
  if (scanner.skipBlanks().take(/\(/) !== undefined) {
    parseMarker(scanner);
    scanner.skipBlanks().expect(/\)/, '`)`');
    return;
  }
  parseOperand(scanner);
  scanner.skipBlanks().expect(/===|==|~=|!=|<=|>=|<|>|in\b|not[ \t]+in\b/, 'a comparison such as `==` or `in`');
  parseOperand(scanner.skipBlanks());
}

function parseOperand(scanner: Scanner): void {
  if (scanner.take(/'[^']*'|"[^"]*"/) !== undefined) return;
  if (scanner.take(/(?=['"])/) !== undefined) scanner.refuse('the quote is not closed');
  const { column } = scanner;
  const word = scanner.expect(/[A-Za-z][\w.-]*/, 'a marker variable or a text in quotes');
  if (VARIABLES.includes(word)) return;
  const meant = VARIABLES.find((name) => name === word.toLowerCase().replaceAll('-', '_'));
  const guess =
    meant === undefined ? `there is ${VARIABLES.slice(0, 4).join(', ')} and more (PEP 508)` : `write ${meant}`;
  scanner.refuse(`\`${word}\` is no marker variable: ${guess}`, column);
}

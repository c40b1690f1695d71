/** What Node and the harness say to each other, typed, as a table in ARCHITECTURE.md gives it. */
import type { PicklingSerializer } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import type { OutputLine, WireText } from '../../ports.js';
import type { ColumnShift } from '../../python-text.js';
import { encodeFrame, type Frame, MAX_MESSAGE_BYTES, tooLong } from './framing.js';

export const PROTOCOL_VERSION = 1;

export interface StartMessage {
  readonly kind: 'body' | 'file';
  readonly file: string;
  readonly functionName: string;
  /** Line (from 1) of the file at which `text` begins. */
  readonly firstLine: number;
  /** Empty for a file. */
  readonly text: string;
  /** Python's names of them, a rest parameter's with `*` before it. Empty for a file. */
  readonly parameters: readonly string[];
  readonly args: readonly WireText[];
  readonly captures: Readonly<Record<string, WireText>>;
  readonly context: WireText;
  /** Importable from the body. */
  readonly sourceFolder: string;
  readonly stringArgs: readonly string[];
  /** Of what the task gives. */
  readonly serializer: 'json' | PicklingSerializer;
  /** Empty for a file. */
  readonly columnShifts: readonly ColumnShift[];
}

export type HarnessMessage =
  | { readonly kind: 'hello'; readonly version: string; readonly interpreter: string }
  | { readonly kind: 'result'; readonly value: WireText }
  | { readonly kind: 'xcom'; readonly key: string; readonly value: WireText }
  | {
      readonly kind: 'pull';
      readonly request: string;
      readonly taskId: string;
      readonly key: string;
      readonly mapIndex: number | undefined;
    }
  | {
      readonly kind: 'log';
      readonly level: OutputLine['level'];
      readonly message: string;
      readonly location?: { readonly file: string; readonly line: number };
    }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'failed'; readonly final: boolean; readonly failure: string };

/** @throws TaskloomError VALUE_UNSUPPORTED for arguments that are too long together */
export function encodeStart(start: StartMessage): Buffer {
  const values = [...start.args, ...Object.values(start.captures), start.context];
  const length = values.reduce((sum, value) => sum + value.length, 0);
  if (length > MAX_MESSAGE_BYTES / 2) throw tooLong(length);
  return encodeFrame('S', [
    String(PROTOCOL_VERSION),
    start.kind,
    start.file,
    start.functionName,
    String(start.firstLine),
    start.text,
    start.parameters.join('\n'),
    start.args.length === 0 ? '' : `[${start.args.join(',')}]`,
    encodeCaptures(start.captures),
    start.context,
    start.sourceFolder,
    start.stringArgs.length === 0 ? '' : JSON.stringify(start.stringArgs),
    start.columnShifts.map(({ line, column, by }) => `${line} ${column} ${by}`).join('\n'),
    start.serializer,
  ]);
}

/** The answer to a pull. `undefined`: there is no such XCom. */
export function encodeValueReply(request: string, value: WireText | undefined): Buffer {
  return encodeFrame('V', [request, value === undefined ? '0' : '1', value ?? 'null']);
}

/** @throws TaskloomError HARNESS_MISMATCH for a message of a type that this version does not know */
export function parseHarnessMessage({ type, fields }: Frame): HarnessMessage {
  const text = (index: number): string => fields[index]?.toString('utf8') ?? '';
  switch (type) {
    case 'H':
      return { kind: 'hello', version: text(0), interpreter: text(1) };
    case 'R':
      return { kind: 'result', value: text(0) };
    case 'X':
      return { kind: 'xcom', key: text(0), value: text(1) };
    case 'Q':
      return { kind: 'pull', request: text(0), taskId: text(1), key: text(2), mapIndex: parseOptionalInteger(text(3)) };
    case 'L':
      return { kind: 'log', level: parseLevel(text(0)), message: text(1), ...parseLocation(text(2), text(3)) };
    case 'K':
      return { kind: 'skipped', reason: text(0) };
    case 'F':
      return { kind: 'failed', final: text(0) === '1', failure: text(1) };
    default:
      throw runtimeError('HARNESS_MISMATCH', `The harness sent a message of the unknown type "${type}".`, {
        hint: 'Install @taskloom/runtime again: its Python files are of another version.',
        details: { type },
      });
  }
}

function encodeCaptures(captures: Readonly<Record<string, WireText>>): string {
  const entries = Object.entries(captures).map(([name, value]) => `${JSON.stringify(name)}:${value}`);
  return entries.length === 0 ? '' : `{${entries.join(',')}}`;
}

function parseOptionalInteger(text: string): number | undefined {
  return text === '' ? undefined : Number(text);
}

function parseLevel(text: string): OutputLine['level'] {
  switch (text) {
    case 'debug':
    case 'warn':
    case 'error':
      return text;
    default:
      return 'info';
  }
}

function parseLocation(file: string, line: string) {
  return file === '' ? {} : { location: { file, line: Number(line) } };
}

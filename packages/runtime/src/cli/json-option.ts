/** JSON given on the command line. */
import { runtimeError } from '../errors.js';

export interface ParamsOption {
  /** JSON. */
  readonly params?: string;
}

/** Undefined: the defaults of the DAG. @throws TaskloomError USAGE */
export function readParams({ params }: ParamsOption): Record<string, unknown> | undefined {
  return params === undefined ? undefined : parseObjectOption('--params', params);
}

/** @throws TaskloomError USAGE */
export function parseObjectOption(option: string, text: string): Record<string, unknown> {
  const value = parseJson(option, text, `{"name": "value"}`);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw runtimeError('USAGE', `${option} takes a JSON object, not ${describe(value)}.`, {
    hint: `Name each value: ${option} '{"name": …}'.`,
  });
}

/** @throws TaskloomError USAGE */
export function parseArrayOption(option: string, text: string): unknown[] {
  const value = parseJson(option, text, `["text", 1]`);
  if (Array.isArray(value)) return value;
  throw runtimeError('USAGE', `${option} takes a JSON array with an item for each argument, not ${describe(value)}.`, {
    hint: `Put it in brackets: ${option} '[${text}]'.`,
  });
}

function parseJson(option: string, text: string, example: string): unknown {
  refuseLostDigits(option, text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw runtimeError('USAGE', `${option} is not valid JSON: ${reason}`, {
      hint: `Quote it for the shell: ${option} '${example}'.`,
      cause,
    });
  }
}

/** JSON.parse would make another number of an integer that is too long, and say nothing. */
function refuseLostDigits(option: string, text: string): void {
  const withoutTexts = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const integers = withoutTexts.match(/(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g) ?? [];
  const lost = integers.find((integer) => !Number.isSafeInteger(Number(integer)));
  if (lost === undefined) return;
  throw runtimeError('USAGE', `${option} has the integer ${lost}, which is beyond ±(2^53−1) and would lose digits.`, {
    hint: 'Pass it as text, and convert it in the task.',
  });
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value === 'object' ? 'JSON object' : typeof value}`;
}

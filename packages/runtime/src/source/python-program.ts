/** Joins what the source says with what the call showed into what a Python task runs. */
import { statSync } from 'node:fs';
import { type CapturedBody, encodeToText, type SourceLocation, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { TaskParameter, WireText } from '../ports.js';
import type { ColumnShift, PythonProgram, PythonSource } from '../python-text.js';
import { listEvaluated } from './capture-method.js';
import type { ExtractedParameter, ExtractedTemplate } from './extracted-file.js';
import { describeProblem, type MethodSource } from './method-source.js';

export interface PythonTask {
  readonly program: PythonProgram;
  readonly parameters: readonly TaskParameter[];
}

/** @throws TaskloomError CAPTURE_UNSUPPORTED, DEFAULT_UNREADABLE, PYTHON_FILE_MISSING */
export function createPythonTask(source: MethodSource, captured: CapturedBody): PythonTask {
  const { body } = source.extracted;
  const parameters = source.extracted.parameters.map((parameter, index) => {
    const { name, optional, rest } = parameter;
    const value = findDefault(parameter, index, source, captured);
    return { name, optional, rest, ...(value === undefined ? {} : { defaultValue: value }) };
  });
  if (captured.kind === 'file') {
    checkFile(captured.path, source);
    const { path, functionName = source.method.name } = captured;
    return { parameters, program: { kind: 'file', path, functionName } };
  }
  if (body.kind !== 'template') throw runtimeError('INTERNAL', 'A template was called, and none was read.');
  const captures = encodeCaptures(body, source, captured);
  return { parameters, program: { kind: 'body', source: createSource(body, parameters, source), captures } };
}

function findDefault(
  { name, optional, defaultValue, rest, at }: ExtractedParameter,
  index: number,
  source: MethodSource,
  captured: CapturedBody,
): WireText | undefined {
  if (defaultValue?.kind === 'value') return defaultValue.value;
  // A function in a file has defaults of its own.
  if (defaultValue === undefined) return optional && !rest && captured.kind === 'template' ? 'null' : undefined;
  const { body } = source.extracted;
  if (body.kind !== 'template' || captured.kind !== 'template' || !listEvaluated(source.extracted).includes(index)) {
    throw describeProblem(source, defaultValue.problem);
  }
  const position = body.placeholders.findIndex((item) => item.kind === 'parameter' && item.index === index);
  return encode(readCaptured(captured, position), {
    code: 'DEFAULT_UNREADABLE',
    what: `The default of "${name}"`,
    location: source.text.locate(at),
  });
}

function encodeCaptures(
  { placeholders }: ExtractedTemplate,
  { text }: MethodSource,
  captured: CapturedBody,
): Readonly<Record<string, WireText>> {
  const captures: Record<string, WireText> = {};
  for (const [position, placeholder] of placeholders.entries()) {
    if (placeholder.kind !== 'capture') continue;
    const { pythonName, expression, at } = placeholder;
    const what = `\${${expression}}`;
    const value = encode(readCaptured(captured, position), {
      code: 'CAPTURE_UNSUPPORTED',
      what,
      location: text.locate(at),
    });
    // The same expression has one name in Python.
    if ((captures[pythonName] ?? value) !== value) throw describeChanging(what, text.locate(at));
    captures[pythonName] = value;
  }
  return captures;
}

function describeChanging(what: string, location: SourceLocation) {
  return runtimeError('CAPTURE_UNSUPPORTED', `${what} has changed since it stood in the same template before.`, {
    hint: 'Put the values into constants of the module, under names of their own.',
    location,
  });
}

function readCaptured(captured: CapturedBody, position: number): unknown {
  const value = captured.kind === 'template' ? captured.values[position] : undefined;
  return value?.kind === 'value' ? value.value : undefined;
}

interface EncodingFault {
  readonly code: 'CAPTURE_UNSUPPORTED' | 'DEFAULT_UNREADABLE';
  readonly what: string;
  readonly location: SourceLocation;
}

function encode(value: unknown, { code, what, location }: EncodingFault): WireText {
  try {
    return encodeToText(value);
  } catch (cause) {
    if (!(cause instanceof TaskloomError)) throw cause;
    const { hint, details } = cause;
    throw runtimeError(code, `${what} cannot be given to Python. ${cause.message}`, { hint, details, location, cause });
  }
}

function checkFile(path: string, { text, extracted, method }: MethodSource): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true || extracted.body.kind !== 'file') return;
  const message = `The Python file of "${method.name}" ${found === undefined ? 'is not there' : 'is no file'}: ${path}.`;
  throw runtimeError('PYTHON_FILE_MISSING', message, {
    hint: 'Correct the path; it is relative to what the first argument of python.file names.',
    details: { path },
    location: text.locate(extracted.body.at),
  });
}

function createSource(
  body: ExtractedTemplate,
  parameters: readonly TaskParameter[],
  { text, extracted }: MethodSource,
): PythonSource {
  // Positions of a compiled file whose original is gone: the lines of a template follow each other in both.
  const { file, line, column } = text.locate({ line: body.at.line, column: body.at.column - 1 });
  const by = body.firstShift + (column + 1 - body.at.column);
  const isFirstLineEmpty = /^\r?\n/.test(body.text);
  const firstShift: ColumnShift[] = by === 0 || isFirstLineEmpty ? [] : [{ line, column: 1, by }];
  const shifts = body.columnShifts.map((shift) => ({ ...shift, line: shift.line - body.at.line + line }));
  return {
    file,
    functionName: body.functionName,
    text: body.text,
    firstLine: line,
    firstColumn: column + 1,
    columnShifts: [...firstShift, ...shifts],
    parameters: parameters.map(({ name, rest, defaultValue }, index) => ({
      name,
      pythonName: extracted.parameters[index]?.pythonName ?? name,
      rest,
      ...(defaultValue === undefined ? {} : { defaultValue }),
    })),
  };
}

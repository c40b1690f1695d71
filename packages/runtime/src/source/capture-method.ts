/** Calls a Python task's method for what only a call shows, and tells whether its source is what was loaded. */
import {
  authorError,
  type CapturedBody,
  captureBody,
  describeNearest,
  type MethodDefinition,
  type SourceLocation,
  TaskloomError,
  type TaskMethod,
} from '@taskloom/sdk/internal';
import type { ExtractedMethod } from './extracted-file.js';
import { comparePositions } from './line-table.js';
import { locateMethod, type MethodSource } from './method-source.js';
import { digestText } from './text-file.js';

/** @throws TaskloomError PYTHON_BODY_INVALID, with the place in the source */
export async function captureMethod(source: MethodSource): Promise<CapturedBody> {
  const { extracted } = source;
  try {
    return await captureOnce(source);
  } catch (error) {
    if (!(error instanceof TaskloomError)) throw error;
    const { message, details, cause = error } = error;
    const hint = suggestName(cause, extracted) ?? error.hint;
    const location = locateInside(error.location, source) ?? locateCapture(source);
    throw authorError('PYTHON_BODY_INVALID', message, { hint, details, cause, location });
  }
}

/** By the method of a definition, which is made anew for each plan: its expressions are evaluated once for it. */
const captures = new WeakMap<MethodDefinition, Map<string, Promise<CapturedBody>>>();

function captureOnce({ method, extracted }: MethodSource): Promise<CapturedBody> {
  const useDefaults = listEvaluated(extracted);
  const count = extracted.parameters.length;
  const key = [count, ...useDefaults].join(' ');
  const ofMethod = captures.get(method) ?? new Map<string, Promise<CapturedBody>>();
  captures.set(method, ofMethod);
  const captured = ofMethod.get(key) ?? captureBody(method.fn, count, { useDefaults: new Set(useDefaults) });
  ofMethod.set(key, captured);
  return captured;
}

/** For a name that the module does not have: most often a slip in that of a parameter. */
function suggestName(cause: unknown, { parameters }: ExtractedMethod): string | undefined {
  const name = cause instanceof ReferenceError ? /^(\S+) is not defined$/.exec(cause.message)?.[1] : undefined;
  if (name === undefined || parameters.length === 0) return undefined;
  const names = parameters.map((parameter) => parameter.name);
  return `\${${name}} is neither a parameter nor a name of the module. ${describeNearest(name, names)}`;
}

/** Positions of the parameters whose defaults are evaluated by the call. */
export function listEvaluated({ parameters, body }: ExtractedMethod): readonly number[] {
  if (body.kind !== 'template') return [];
  const interpolated = new Set(body.placeholders.map((item) => (item.kind === 'parameter' ? item.index : -1)));
  return parameters.flatMap(({ defaultValue }, index) =>
    defaultValue?.kind === 'dynamic' && defaultValue.canEvaluate && interpolated.has(index) ? [index] : [],
  );
}

/** Whether the method that was called is, by its parameters and its body, the one that was read. */
export function isSameMethod(captured: CapturedBody, { method, extracted }: MethodSource): boolean {
  return hasLength(method.fn, extracted) && isSameBody(captured, extracted);
}

/** JavaScript counts parameters up to the first default; what was compiled for old engines has them all. */
function hasLength({ length }: TaskMethod, { parameters }: ExtractedMethod): boolean {
  const optional = parameters.findIndex(({ rest, defaultValue }) => rest || defaultValue !== undefined);
  const all = parameters.filter(({ rest }) => !rest).length;
  return length === all || length === optional;
}

function isSameBody(captured: CapturedBody, extracted: ExtractedMethod): boolean {
  const { body } = extracted;
  if (captured.kind === 'file' || body.kind !== 'template') return captured.kind === body.kind;
  if (digestText(...captured.strings) !== body.digest) return false;
  const evaluated = listEvaluated(extracted);
  return body.placeholders.every((placeholder, position) => {
    const value = captured.values[position];
    if (placeholder.kind === 'capture') return value?.kind === 'value';
    const { index } = placeholder;
    return evaluated.includes(index) || (value?.kind === 'parameter' && value.index === index);
  });
}

/** Where the expression threw, when the stack tells a place in the method itself. */
function locateInside(location: SourceLocation | undefined, { extracted, text }: MethodSource) {
  if (location === undefined || location.file !== text.path) return undefined;
  const { start, end } = extracted.span;
  const isInside = comparePositions(start, location) <= 0 && comparePositions(location, end) < 0;
  return isInside ? text.locate(location) : undefined;
}

/** The expression that threw, where there is one only. */
function locateCapture(source: MethodSource): SourceLocation {
  const { extracted, text } = source;
  if (extracted.body.kind === 'problem') return locateMethod(source);
  const captures = extracted.body.kind === 'template' ? extracted.body.placeholders.filter(isCapture) : [];
  const [first, second] = captures;
  return text.locate(first !== undefined && second === undefined ? first.at : extracted.body.at);
}

function isCapture<P extends { readonly kind: string }>(
  placeholder: P,
): placeholder is P & { readonly kind: 'capture' } {
  return placeholder.kind === 'capture';
}

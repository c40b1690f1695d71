/** Decides which method of a text is the one that was loaded. For Python tasks the loaded body itself is the proof. */
import type { CapturedBody, MethodDefinition, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { AuthorText } from './author-text.js';
import { captureMethod, isSameMethod } from './capture-method.js';
import { describeProblem, findProblem, locateMethod, type MethodSource } from './method-source.js';
import type { MethodGroup } from './rank-methods.js';

export const NAME_THE_FILE = 'Name the file of the class: `@dag({ source: import.meta.url })`.';

export type Selection =
  | { readonly kind: 'found'; readonly source: MethodSource; readonly captured: CapturedBody | undefined }
  | { readonly kind: 'failed'; readonly error: TaskloomError };

/** @throws TaskloomError BODY_NOT_TEMPLATE and others for a method that is the one, and cannot be used */
export async function selectMethod(
  method: MethodDefinition,
  text: AuthorText,
  groups: readonly MethodGroup[],
): Promise<Selection> {
  const isPython = method.kind === 'virtualenv' || method.kind === 'externalPython';
  let failed: Selection | undefined;
  for (const { certain, methods } of groups) {
    const sources = methods.map((extracted): MethodSource => ({ method, extracted, text }));
    const selection = isPython ? await selectBody(sources, certain) : selectOnly(sources, certain);
    if (selection.kind === 'found') return selection;
    failed ??= selection;
  }
  return failed ?? describeAbsent(method, text);
}

/** The body that is equal to the loaded one. */
async function selectBody(sources: readonly MethodSource[], certain: boolean): Promise<Selection> {
  const found: Selection[] = [];
  const failed: Selection[] = [];
  for (const source of sources) {
    const problem = findProblem(source);
    // Calling a body of several statements would do what they do: it must not come to that.
    if (problem !== undefined && (certain || sources.length === 1)) throw describeProblem(source, problem);
    if (problem !== undefined) continue;
    const captured = await captureMethod(source);
    if (isSameMethod(captured, source)) found.push({ kind: 'found', source, captured });
    else failed.push({ kind: 'failed', error: describeMismatch(source) });
  }
  const [first] = found;
  if (first !== undefined && (certain || found.length === 1)) return first;
  return (found.length > 1 ? undefined : failed[0]) ?? describeAmbiguous(sources);
}

/** Without a body to compare, one that could be another's is not taken. */
function selectOnly(sources: readonly MethodSource[], certain: boolean): Selection {
  const [first] = sources;
  if (first === undefined || (!certain && sources.length > 1)) return describeAmbiguous(sources);
  return { kind: 'found', source: first, captured: undefined };
}

function describeMismatch(source: MethodSource): TaskloomError {
  const { method, text } = source;
  const message = `${text.path} has another Python body for "${method.name}" than the class that was loaded.`;
  return runtimeError('SOURCE_MISMATCH', message, {
    hint: `Compile or load the file again. Where the class is in another file, name it: \`@dag({ source: import.meta.url })\`.`,
    details: { method: method.name, declaringClass: method.declaringClass },
    location: locateMethod(source),
  });
}

function describeAmbiguous(sources: readonly MethodSource[]): Selection {
  const [first] = sources;
  if (first === undefined)
    return { kind: 'failed', error: runtimeError('INTERNAL', 'There is no method to choose from.') };
  const { method, text } = first;
  const message = `${text.path} has ${sources.length} methods "${method.name}", and which is that of the loaded class is not known.`;
  const error = runtimeError('SOURCE_NOT_FOUND', message, {
    hint: 'Put the decorator on the method itself, or give the classes names of their own.',
    details: { method: method.name, declaringClass: method.declaringClass },
    location: locateMethod(first),
  });
  return { kind: 'failed', error };
}

function describeAbsent({ name, declaringClass }: MethodDefinition, { path }: AuthorText): Selection {
  const error = runtimeError('SOURCE_NOT_FOUND', `${path} has no class with a method "${name}".`, {
    hint: NAME_THE_FILE,
    details: { method: name, declaringClass, file: path },
  });
  return { kind: 'failed', error };
}

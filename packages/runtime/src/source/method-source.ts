/** A method as its source has it, in the text that it was read from, and errors that point into that text. */
import type { MethodDefinition, SourceLocation, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { AuthorText } from './author-text.js';
import type { ExtractedMethod, SourceProblem } from './extracted-file.js';

export interface MethodSource {
  readonly method: MethodDefinition;
  readonly extracted: ExtractedMethod;
  readonly text: AuthorText;
}

export function locateMethod({ extracted, text }: MethodSource): SourceLocation {
  return text.locate(extracted.at);
}

/** The error for what extraction found. */
export function describeProblem(source: MethodSource, { code, message, hint, at }: SourceProblem): TaskloomError {
  return runtimeError(code, message, {
    hint,
    details: { method: source.method.name },
    location: source.text.locate(at),
  });
}

/** What makes the source useless for a Python task, before its body is called. */
export function findProblem({ extracted }: MethodSource): SourceProblem | undefined {
  const { body, parameterProblem } = extracted;
  if (body.kind === 'problem') return body.problem;
  return body.kind === 'template' ? parameterProblem : undefined;
}

/** An error of ours as text: its code, what happened, the place in the author's file, what to do. */
import type { SourceLocation, TaskloomError } from '@taskloom/sdk/internal';
import { isTaskloomError } from '../taskloom-error.js';
import { cleanLine, cleanLines } from './clean-line.js';
import { renderLocatedLines } from './located-lines.js';
import type { Surroundings } from './surroundings.js';

/** One block of lines; of an error that stands for several, a block for each of them. */
export function renderError(error: TaskloomError, surroundings: Surroundings): string[] {
  const problems = findProblems(error);
  if (problems.length === 0) return renderOne(error, surroundings);
  const [headline = ''] = error.message.split('\n', 1);
  const title = renderTitle({ code: error.code, message: headline.replace(/:$/, '.') }, surroundings);
  const blocks = problems.flatMap((problem) => ['', ...renderOne(problem, surroundings)]);
  return [...title, ...blocks, ...(error.hint === undefined ? [] : ['', renderHint(error.hint, surroundings)])];
}

/** Something that no part of Taskloom expects. Its stack is what a report of the bug needs. */
export function renderInternalError(error: unknown, { palette }: Surroundings): string[] {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    `${palette.red('error')} ${palette.bold('INTERNAL')}: Taskloom failed in a way that it should not.`,
    ...cleanLines(stack).map((line) => `  ${line}`),
    `  ${palette.bold('hint')}: Report this, with the text above and the pipeline if you can share it.`,
  ];
}

function findProblems({ details }: TaskloomError): TaskloomError[] {
  const { problems } = details;
  return Array.isArray(problems) ? problems.filter(isTaskloomError) : [];
}

function renderOne(error: TaskloomError, surroundings: Surroundings): string[] {
  const { hint, location, stack } = error;
  return [
    ...renderTitle(error, surroundings),
    ...(location === undefined ? [] : renderPlace(location, surroundings)),
    ...(hint === undefined ? [] : [renderHint(hint, surroundings)]),
    ...(surroundings.debug && stack !== undefined ? cleanLines(stack).map((line) => `  ${line}`) : []),
  ];
}

function renderTitle({ code, message }: Pick<TaskloomError, 'code' | 'message'>, { palette }: Surroundings): string[] {
  const [first = '', ...rest] = cleanLines(message);
  return [`${palette.red('error')} ${palette.bold(code)}: ${first}`, ...rest];
}

function renderPlace(location: SourceLocation, surroundings: Surroundings): string[] {
  return renderLocatedLines(location, surroundings).map((line) => `  ${line}`);
}

function renderHint(hint: string, { palette }: Surroundings): string {
  return `  ${palette.bold('hint')}: ${cleanLine(hint)}`;
}

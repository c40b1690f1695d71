/** What is said of a requirement that is none, and of a template that cannot be rendered. */
import { hasCredentials, maskCredentials } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { PlannedTask } from '../ports.js';
import { locateMistake, type WrittenRequirement } from './locate-requirement.js';
import type { Mistake } from './scanner.js';

/** @param line as it is written, or as it was rendered */
export function describeMistake(line: WrittenRequirement, mistake: Mistake, task: PlannedTask) {
  const { location, caret, shown } = show(line, mistake, task);
  const { column, problem } = mistake;
  const { taskId } = task.spec;
  const message = `The requirement "${shown}" of the task "${taskId}" is wrong at column ${column}: ${problem}.${caret}`;
  const details = { taskId, requirement: shown, column };
  return runtimeError('REQUIREMENTS_INVALID', message, { hint: HINT, details, location });
}

/** @param option of the task, which has the template in it */
export function describeTemplate(
  { option, ...line }: WrittenRequirement & { readonly option: 'requirements' | 'python' },
  mistake: Mistake,
  task: PlannedTask,
) {
  const { location, caret, shown } = show(line, mistake, task);
  const { column, problem } = mistake;
  const { taskId } = task.spec;
  const message = `The template "${shown}" in \`${option}\` of the task "${taskId}" is wrong at column ${column}: ${problem.replace(/\.$/, '')}.${caret}`;
  return runtimeError('TEMPLATE_INVALID', message, {
    hint: 'Refer to what a run tells: {{ params.NAME }}, {{ ds }}, {{ run_id }}; give the params by `params` or --params.',
    details: { taskId, template: shown, column },
    location,
  });
}

export function invalid({ spec, location }: PlannedTask, message: string, cause?: unknown) {
  const details = { taskId: spec.taskId };
  return runtimeError('REQUIREMENTS_INVALID', message, { hint: HINT, details, location, cause });
}

const HINT = 'Give specifiers such as "pandas>=2"; options go into `indexUrls`, `findLinks` and `installOptions`.';

function show(line: WrittenRequirement, { column }: Mistake, { location: taskLocation }: PlannedTask) {
  const location = locateMistake(line, column, taskLocation);
  const shown = maskCredentials(line.text);
  // Where the place is known it is shown there. With credentials in it the text is shown otherwise than it is written.
  const isShown = location !== taskLocation || hasCredentials(line.text);
  return { location, shown, caret: isShown ? '' : `\n  ${shown}\n  ${' '.repeat(column - 1)}^` };
}

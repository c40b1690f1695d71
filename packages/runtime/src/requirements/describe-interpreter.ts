/** The interpreter that an externalPython task names. */
import type { RunContextFacts } from '../context-facts.js';
import type { PlannedTask } from '../ports.js';
import { describeTemplate } from './refuse.js';
import { Mistake } from './scanner.js';
import { checkTemplate, isTemplate, renderTemplate } from './template.js';

/** As far as it can be told before a run. @throws TaskloomError TEMPLATE_INVALID */
export function planInterpreter(task: PlannedTask): void {
  const { python = '' } = task.spec.options;
  const mistake = isTemplate(python) ? checkTemplate(python) : undefined;
  if (mistake !== undefined) throw describeTemplate({ text: python, option: 'python' }, mistake, task);
}

/** @throws TaskloomError TEMPLATE_INVALID */
export function describeInterpreter(task: PlannedTask, run: RunContextFacts): string {
  const { taskId, options } = task.spec;
  const { python = '' } = options;
  if (!isTemplate(python)) return python;
  const rendered = renderTemplate(python, { ...run, taskId });
  if (rendered instanceof Mistake) throw describeTemplate({ text: python, option: 'python' }, rendered, task);
  return rendered;
}

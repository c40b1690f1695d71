/** The arguments of an attempt, in order of the task's parameters. */
import type { PlannedTask, WireText } from '../../ports.js';
import { type InputSources, resolveInput } from '../../values/resolve-input.js';

/**
 * `undefined` stands for an argument that was left out and whose default only the body knows.
 *
 * @throws TaskloomError when a reference leads to nothing
 */
export async function resolveArguments(
  { spec, parameters = [] }: PlannedTask,
  sources: InputSources,
): Promise<readonly (WireText | undefined)[]> {
  const given = await Promise.all(spec.args.map((input) => resolveInput(input, sources)));
  const omitted = parameters.slice(given.length).filter((parameter) => !parameter.rest);
  return [...given, ...omitted.map(() => undefined)].map((value, index) => value ?? parameters[index]?.defaultValue);
}

/** Whether a call in `flow` fits the parameters of the method that it calls. */
import type { TaskSpec } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { TaskParameter } from '../ports.js';

/** @throws TaskloomError ARGUMENT_COUNT, at the line of the call */
export function checkArgumentCount({ method, args, calledAt }: TaskSpec, parameters: readonly TaskParameter[]): void {
  const missing = parameters.filter((parameter, index) => isRequired(parameter) && !isGiven(args[index]));
  const takesMore = parameters.some((parameter) => parameter.rest);
  const surplus = takesMore ? 0 : Math.max(0, args.length - parameters.length);
  if (missing.length === 0 && surplus === 0) return;
  const signature = `${method}(${parameters.map(describeParameter).join(', ')})`;
  const fault =
    missing.length > 0
      ? `without ${missing.map(({ name }) => `"${name}"`).join(', ')}`
      : `with ${surplus} argument${surplus === 1 ? '' : 's'} too many`;
  throw runtimeError('ARGUMENT_COUNT', `${signature} is called ${fault}.`, {
    hint: missing.length > 0 ? 'Pass the argument, or give the parameter a default.' : 'Leave the surplus out.',
    details: { method, given: args.length, parameters: parameters.map(({ name }) => name) },
    location: calledAt,
  });
}

function isRequired({ optional, rest }: TaskParameter): boolean {
  return !optional && !rest;
}

function isGiven(input: TaskSpec['args'][number] | undefined): boolean {
  return input !== undefined && input.kind !== 'default';
}

function describeParameter({ name, optional, rest }: TaskParameter): string {
  if (rest) return `...${name}`;
  return optional ? `${name}?` : name;
}

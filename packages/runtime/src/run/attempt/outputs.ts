/** What `multipleOutputs` asks of a value. */
import { describePickled, type TaskSpec } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import type { WireText } from '../../ports.js';
import { hasFields } from '../../values/descend.js';

/** @throws TaskloomError RETURN_INVALID for a value that has no fields */
export function checkOutputs({ taskId, options }: TaskSpec, value: WireText): void {
  if (options.multipleOutputs !== true) return;
  if (hasFields(value)) return;
  const shown = describePickled(value) ?? value.slice(0, 80);
  throw runtimeError('RETURN_INVALID', `The task "${taskId}" has multipleOutputs, and returned ${shown}.`, {
    hint: 'Return an object whose keys are texts, or leave `multipleOutputs` out.',
  });
}

/** The failure that the harness reports as JSON, as a value of ours. */
import type { z as Zod } from 'zod';
import { runtimeError } from '../../errors.js';
import type { TaskFailure } from '../../task-failure.js';

/**
 * Loads zod, which nothing but a failure needs.
 *
 * @throws TaskloomError HARNESS_MISMATCH when it has another shape
 */
export async function parsePythonFailure(json: string): Promise<TaskFailure> {
  const { z } = await import('zod');
  const frame = z.object({
    file: z.string(),
    line: z.int(),
    column: z.int().optional(),
    endColumn: z.int().optional(),
    function: z.string(),
    source: z.string().optional(),
  });
  const failure = z.object({
    code: z.string().optional(),
    type: z.string(),
    bases: z.array(z.string()).optional(),
    message: z.string(),
    traceback: z.string(),
    hint: z.string().optional(),
    frames: z.array(frame),
    exitCode: z.int().optional(),
    signal: z.string().optional(),
    get cause(): Zod.ZodOptional<typeof failure> {
      return failure.optional();
    },
    get errors(): Zod.ZodOptional<Zod.ZodArray<typeof failure>> {
      return z.array(failure).optional();
    },
  });
  try {
    // What zod gives has optional fields that are absent, never undefined: JSON has no undefined.
    return failure.parse(JSON.parse(json)) as TaskFailure;
  } catch (cause) {
    throw runtimeError(
      'HARNESS_MISMATCH',
      'The harness reported a failure in a form that this runtime does not know.',
      {
        hint: 'Install @taskloom/runtime again: its Python files are of another version.',
        details: { json: json.slice(0, 2000) },
        cause,
      },
    );
  }
}

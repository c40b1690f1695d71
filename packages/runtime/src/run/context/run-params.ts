/** The params of a run, held against the schema of its DAG and against what its plan does with them. */
import type { RunPlan } from '../../plan/build-plan.js';
import type { WireText } from '../../ports.js';
import { checkMappedParams } from '../inputs/mapped-values.js';
import { resolveParams } from './params.js';

/** @throws TaskloomError PARAMS_INVALID with every problem and its path */
export async function resolveRunParams(
  given: Readonly<Record<string, unknown>>,
  { definition, spec }: RunPlan,
  maxMapLength: number,
): Promise<WireText> {
  const params = await resolveParams(given, definition.params);
  checkMappedParams(spec.maps, params, maxMapLength);
  return params;
}

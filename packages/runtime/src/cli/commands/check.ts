/** `taskloom check`: what is wrong with the pipelines of a file, as far as can be told without running them. */
import { EXIT, type ExitCode } from '../exit-code.js';
import { type ParamsOption, readParams } from '../json-option.js';
import { loadPipelines } from '../load/load-pipeline.js';
import { renderError } from '../render/error.js';
import { describeSurroundings } from '../render/surroundings.js';
import { findHome, type World } from '../world.js';

/** @throws TaskloomError everything that a run would refuse, at once */
export async function checkCommand(file: string, options: ParamsOption, world: World): Promise<ExitCode> {
  // Before the pipeline: from then on, what is imported goes through tsx, which takes its time.
  const { checkDags } = await import('../../upkeep/check-dags.js');
  const findings = await checkDags(await loadPipelines(file, world.cwd), findHome(world), readParams(options));
  const surroundings = describeSurroundings(world.out, world);
  const lines = findings.flatMap(({ problem }) => [...renderError(problem, surroundings), '']);
  const certain = findings.filter(({ isCertain }) => isCertain).length;
  const possible = findings.length - certain;
  const summary = findings.length === 0 ? 'Nothing found.' : `${certain} certain, ${possible} possible.`;
  void world.out.write(`${[...lines, summary].join('\n')}\n`);
  return certain === 0 ? EXIT.success : EXIT.usage;
}

/** `taskloom plan`: what a run would do, for people, for a drawing, for programs. */
import { findNeeds, type Plan } from '../../plan/describe-plan.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { findFrozen } from '../frozen.js';
import { loadPipeline } from '../load/load-pipeline.js';
import { parsePools } from '../pool-option.js';
import { readRunOptions } from '../read-run-options.js';
import { renderPlanMermaid } from '../render/plan-mermaid.js';
import { renderPlanTree } from '../render/plan-tree.js';
import { findHome, type World } from '../world.js';

export interface PlanCommandOptions {
  readonly dag?: string;
  readonly pool: readonly string[];
  readonly params?: string;
  readonly logicalDate?: string;
  readonly frozen?: boolean;
  readonly format: 'tree' | 'mermaid' | 'json';
}

/** @throws TaskloomError everything that is wrong with the pipeline, at once */
export async function planCommand(file: string, options: PlanCommandOptions, world: World): Promise<ExitCode> {
  // What the pipeline prints while it is loaded is no part of the plan.
  const restore = world.out.divert((text) => void world.err.write(text));
  try {
    const runOptions = readRunOptions(options);
    // Before the pipeline: from then on, what is imported goes through tsx, which takes its time.
    const { createRuntime } = await import('../../runtime.js');
    const dag = await loadPipeline(file, { dag: options.dag, cwd: world.cwd });
    await using runtime = createRuntime({
      home: findHome(world),
      pools: parsePools(options.pool),
      ...findFrozen(options),
    });
    const plan = await runtime.plan(dag, runOptions);
    void world.out.write(`${renderPlan(plan, options.format, world)}\n`);
    return EXIT.success;
  } finally {
    restore();
  }
}

function renderPlan(plan: Plan, format: PlanCommandOptions['format'], world: World): string {
  switch (format) {
    case 'json':
      return JSON.stringify(plan, undefined, 2);
    case 'mermaid':
      return renderPlanMermaid(plan).join('\n');
    case 'tree':
      return renderPlanTree(plan, findNeeds(plan), world.out.palette).join('\n');
  }
}

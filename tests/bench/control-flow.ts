/** What deciding costs: large DAGs of tasks that do next to nothing, beside a bare loop over the same function. */
import type { Runtime } from '@taskloom/runtime';
import { addOne, createChain, createFan, createGroups, createLayers, createMapped } from './graphs.ts';
import type { Row } from './measure.ts';

const MAPPED = 10_000;

export function createControlFlowRows(runtime: Runtime): Row[] {
  const tenThousand = createMapped(MAPPED);
  const thousand = createMapped(MAPPED / 10);
  const planned = {
    by: 'difference',
    budget: 1000,
    rounds: 3,
    beside: 'nothing',
    baseline: async () => undefined,
  } as const;
  return [
    {
      name: '10,000 mapped TypeScript tasks, recorded',
      beside: 'a bare loop of await',
      by: 'ratio',
      rounds: 5,
      subject: () => runtime.run(tenThousand),
      baseline: () => loop(MAPPED),
    },
    {
      name: 'the same (0.2 ms a task)',
      beside: 'a bare loop of await',
      by: 'difference',
      budget: 2000,
      rounds: 5,
      subject: () => runtime.run(tenThousand),
      baseline: () => loop(MAPPED),
    },
    {
      name: '10,000 mapped tasks, per task',
      beside: '1,000 of them ten times',
      by: 'ratio',
      budget: 1.3,
      rounds: 5,
      subject: () => runtime.run(tenThousand),
      baseline: async () => {
        for (let time = 0; time < 10; time += 1) await runtime.run(thousand);
      },
    },
    ...[
      { name: 'a chain of 5,000, run', dag: createChain(5000), size: 5000 },
      { name: 'a fan-out of 5,000 into one, run', dag: createFan(5000), size: 5000 },
      { name: '100 x 100 layers, run', dag: createLayers(100, 100), size: 10_000 },
    ].flatMap(({ name, dag, size }): Row[] => [
      {
        name,
        beside: 'a bare loop of await',
        by: 'ratio',
        rounds: 3,
        subject: () => runtime.run(dag),
        baseline: () => loop(size),
      },
      { ...planned, name: name.replace('run', 'planned'), subject: () => runtime.plan(dag) },
    ]),
    { ...planned, name: '200 nested groups, planned', subject: () => runtime.plan(createGroups(200)) },
  ];
}

async function loop(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await addOne(index);
}

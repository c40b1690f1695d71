/** Every public name of `@taskloom/sdk`. */

export { context, type RunContext, type TaskContext } from './context.js';
export { dag } from './decorators/dag.js';
export { task } from './decorators/task.js';
export { type SourceLocation, TaskloomError } from './errors.js';
export type { Duration } from './options/duration.js';
export type {
  BashOptions,
  DagOptions,
  ExternalPythonOptions,
  PokeResult,
  PythonTaskOptions,
  RetryRule,
  RunCallback,
  SensorOptions,
  ShortCircuitOptions,
  TaskCallback,
  TaskOptions,
  TaskOverrides,
  TeardownOptions,
  VirtualenvOptions,
} from './options/public-options.js';
export type { TriggerRule } from './options/trigger-rule.js';
export { python } from './python/python-tag.js';
export type { Condition } from './spec/dag-definition.js';
export { FailTask, SkipTask } from './task-ends.js';
export type { TaskState } from './task-state.js';
export { Decimal } from './values/decimal.js';
export { PickledValue } from './values/pickled-value.js';
export { PlainDate } from './values/plain-date.js';
export { PlainDateTime } from './values/plain-date-time.js';
export { PlainTime } from './values/plain-time.js';
export { TimeSpan } from './values/time-span.js';
export { chain, crossDownstream } from './wiring/chain.js';
export { type Group, group } from './wiring/group.js';
export { concat, cross, zip } from './wiring/lists.js';
export { scoped } from './wiring/scoped.js';
export { text } from './wiring/text.js';
export type { Input, Ref, ResultOf, Run, TaskHandle, TaskName, Tasks, XCom } from './wiring/xcom.js';

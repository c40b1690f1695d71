/** Which executor runs which kind of task. */
import type { TaskKind } from '@taskloom/sdk/internal';
import type { TaskExecutor } from '../ports.js';
import { createBashExecutor } from './bash-executor.js';
import { withConditions } from './conditions.js';
import { createExternalPythonExecutor } from './external-python-executor.js';
import { createTypeScriptExecutor } from './typescript-executor.js';
import { createVirtualenvExecutor, type VirtualenvSettings } from './virtualenv-executor.js';

export function createExecutors(settings: VirtualenvSettings): Readonly<Record<TaskKind, TaskExecutor>> {
  return {
    typescript: withConditions(createTypeScriptExecutor(settings), settings),
    bash: withConditions(createBashExecutor(settings), settings),
    virtualenv: withConditions(createVirtualenvExecutor(settings), settings),
    externalPython: withConditions(createExternalPythonExecutor(settings), settings),
  };
}

/** Options that are known, of Airflow and of later versions, and that nothing here carries out. */

export const UNAVAILABLE_TASK_OPTIONS: ReadonlySet<string> = new Set([
  'expectAirflow',
  'expectPendulum',
  'mapName',
  'maxActive',
  'multipleOutputs',
  'onExecute',
  'onFailure',
  'onRetry',
  'onSkipped',
  'onSuccess',
  'pool',
  'poolSlots',
  'preload',
  'priorityWeight',
  'pushXCom',
  'queue',
  'showReturnValueInLogs',
  'templatesDict',
  'templatesExts',
  'weightRule',
]);

export const UNAVAILABLE_DAG_OPTIONS: ReadonlySet<string> = new Set([
  'catchup',
  'endDate',
  'failFast',
  'maxActiveTasks',
  'onFailure',
  'onSuccess',
  'runTimeout',
  'startDate',
]);

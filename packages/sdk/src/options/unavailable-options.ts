/** Options that are known, of Airflow and of later versions, and that nothing here carries out. */

export const UNAVAILABLE_TASK_OPTIONS: ReadonlySet<string> = new Set([
  'expectAirflow',
  'expectPendulum',
  'preload',
  'queue',
  'templatesDict',
  'templatesExts',
]);

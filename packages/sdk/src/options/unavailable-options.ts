/** Options that are known, of Airflow and of later versions, and that nothing here carries out. */

export const UNAVAILABLE_TASK_OPTIONS: ReadonlySet<string> = new Set([
  'cachePath',
  'expectAirflow',
  'expectPendulum',
  'installer',
  'preload',
  'queue',
  'templatesDict',
  'templatesExts',
]);

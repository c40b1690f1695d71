/** What may be an id: Airflow's rules, so that a DAG can be exported as it is. */
export const DAG_ID = /^[A-Za-z0-9_.-]{1,250}$/;
export const TASK_ID = /^[A-Za-z0-9_.-]{1,250}$/;
export const GROUP_ID = /^[A-Za-z0-9_-]{1,200}$/;

/** What may be an id: Airflow's rules, but that it counts the prefix of a task's groups as well. */

/** Of a DAG, and of a task without its groups' prefix. Not dots alone, since ids become names of folders. */
export const KEY = /^(?!\.+$)[A-Za-z0-9_.-]{1,250}$/;
/** Of a group, without its parents' prefix. */
export const GROUP_KEY = /^[A-Za-z0-9_-]{1,200}$/;

/** For messages: what matches `KEY` and `GROUP_KEY`. */
export const KEY_FORM = '1 to 250 of the letters a to z and A to Z, digits, "_", "." and "-"';
export const GROUP_KEY_FORM = '1 to 200 of the letters a to z and A to Z, digits, "_" and "-"';

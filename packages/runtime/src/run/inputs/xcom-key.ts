/** Names of XComs, as in Airflow. */

/** The key of what a task returns. */
export const RETURN_VALUE = 'return_value';

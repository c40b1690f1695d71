"""The module `taskloom` as a Python task of a pipeline sees it: on every Python, with nothing installed."""

import logging
from typing import Any, Generic, Mapping, Optional, Sequence, TypeVar, Union

T = TypeVar("T")

class Context(Mapping[str, Any]):
    """Facts of the run and the task under Airflow's names: `context["ds"]`, or `context.ds`."""

    dag_id: str
    run_id: str
    task_id: str
    map_index: int
    """-1 where the task is not mapped."""
    attempt: int
    """Counted from 1."""
    max_attempts: int
    ds: str
    """`2026-11-24`"""
    ds_nodash: str
    ts: str
    """`2026-11-24T00:00:00+00:00`"""
    ts_nodash: str
    ts_nodash_with_tz: str
    logical_date: Any
    """A datetime with a zone."""
    data_interval_start: Any
    data_interval_end: Any
    params: Mapping[str, Any]
    templates_dict: Mapping[str, Any]

context: Context
params: Mapping[str, Any]
string_args: Sequence[str]
"""The option `stringArgs` of the task."""
log: logging.Logger
"""Records carry the line of the author's file. So do those of every other logger."""

class _XCom:
    def push(self, key: str, value: Any) -> None:
        """Leaves another value beside the one that is returned."""

    def pull(
        self,
        task_id: Union[str, Sequence[str]],
        key: str = "return_value",
        map_index: Optional[int] = None,
        default: Any = None,
    ) -> Any:
        """A value of a task of this run, or a list of them for a list of ids; `default` where there is none."""

xcom: _XCom

class Skip(Exception):
    """Ends the task as skipped."""

    def __init__(self, reason: str = "") -> None: ...

class Fail(Exception):
    """Fails the task at once, whatever retries are left."""

    def __init__(self, reason: str = "") -> None: ...

class PokeResult(Generic[T]):
    """What the body of a sensor may return instead of a bool."""

    def __init__(self, done: bool, value: Optional[T] = None) -> None: ...

"""One attempt from the first message to the exit status."""

import os
import sys

from taskloom_harness import lifeline, log_records, main_module, output, search_path, taskloom_module, termination
from taskloom_harness.channel import Channel
from taskloom_harness.refusal import Refusal
from taskloom_harness.start import VERSION, receive_start
from taskloom_harness.task import Task

CHANNEL = 3
LIFELINE = 4
# What another attempt would come to just the same.
FINAL_CODES = ("PYTHON_SYNTAX", "PYTHON_YIELD", "PYTHON_FILE_MISSING", "PYTHON_FUNCTION_MISSING")


def main():
    """Does not return. Node is told of the end first, so that what the interpreter still does cannot change it."""
    channel = Channel(CHANNEL)
    lifeline.seal(CHANNEL)
    lifeline.seal(LIFELINE)
    lifeline.arm(LIFELINE)
    channel.send("H", VERSION, _describe_interpreter(), str(os.getpid()))
    start = receive_start(channel)
    if start is None:
        os._exit(1)
    output.prepare()
    search_path.add(start.source_folder)
    sys.argv = [start.file]
    taskloom_module.register(start, channel)
    log_records.watch(channel)
    module = main_module.replace_main()
    termination.listen(channel)
    status = _run(Task(start), module, channel)
    output.flush()
    termination.stop_listening()
    sys.exit(status)


def _run(task, module, channel):
    """The exit status. What the task raised is on its way to Node."""
    is_loaded = False
    try:
        task.load(module)
        is_loaded = True
        channel.send("R", _encode(task.call(), task))
        return 0
    except BaseException as error:
        return _report(error, sys.exc_info()[2], task, is_loaded, channel)


def _encode(value, task):
    if value is None:
        return "null"
    from taskloom_harness.wire_encoder import encode

    try:
        poke = taskloom_module.find_poke(value)
        if poke is None:
            return encode(value, task.serializer, "The result")
        # Node looks at `done`.
        return '{"done":%s,"value":%s}' % (encode(bool(poke.done)), encode(poke.value, task.serializer, "The result"))
    except Refusal as refusal:
        refusal.place = refusal.place or task.find_return()
        raise


def _report(error, trace, task, is_loaded, channel):
    if not channel.is_ours:
        # A process that the task has forked, and that came back to where its parent is.
        raise error
    if isinstance(error, SystemExit) and not isinstance(error, termination.Terminated):
        status = _read_status(error)
        if status == 0:
            channel.send("R", "null")
            return 0
    ending = taskloom_module.find_ending(error)
    if ending == "skipped":
        channel.send("K", _get_reason(error))
        return 0
    failure = _describe(error, trace, task, is_loaded)
    _send_failure(failure, ending == "failed" or failure.get("code") in FINAL_CODES, channel)
    return failure.get("exitCode", 0)


def _describe(error, trace, task, is_loaded):
    from taskloom_harness import failures

    if isinstance(error, Refusal):
        return failures.describe_refusal(error, trace, task)
    if isinstance(error, SyntaxError) and not is_loaded and error.filename == task.file:
        from taskloom_harness import syntax_failure

        return syntax_failure.describe_syntax_error(error, task)
    return failures.describe_exception(error, trace, task, _get_facts(error))


def _get_facts(error):
    """What Node is to know of an exception beside itself."""
    if isinstance(error, termination.Terminated):
        return {"code": "TASK_KILLED", "signal": "SIGTERM", "exitCode": termination.EXIT_STATUS}
    if isinstance(error, SystemExit):
        status = _read_status(error)
        said = "" if isinstance(error.code, int) else ": %s" % (error.code,)
        return {
            "code": "TASK_EXITED",
            "exitCode": status,
            "message": "The task ended its process with exit status %d%s" % (status, said or "."),
            "hint": "To skip the task on this status, name it in `skipOnExitCode`.",
        }
    if isinstance(error, MemoryError):
        return {"code": "OUT_OF_MEMORY", "hint": "Let the task hold less at a time, or run fewer tasks at once."}
    if isinstance(error, ImportError) and str(error).startswith("No module named "):
        return {"hint": "Add the package that has it to `requirements`, or put the module beside the pipeline."}
    return {}


def _read_status(error):
    """As Python does it: a text is printed, and counts as 1."""
    code = error.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    if not getattr(error, "_taskloom_printed", False):
        error._taskloom_printed = True
        sys.stderr.write("%s\n" % (code,))
    return 1


def _get_reason(error):
    from taskloom_harness import exception_text

    return exception_text.get_message(error)


def _send_failure(failure, is_final, channel):
    import json

    channel.send("F", "1" if is_final else "0", json.dumps(failure))


def _describe_interpreter():
    if hasattr(sys, "pypy_version_info"):
        return "PyPy %d.%d.%d" % sys.pypy_version_info[:3]
    return "CPython %d.%d.%d" % sys.version_info[:3]

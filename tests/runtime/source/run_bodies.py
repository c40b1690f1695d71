"""Runs the bodies that it reads from stdin the way the harness does, and says what came of each."""

import io
import json
import sys
import traceback


def main():
    bodies = json.loads(io.open(0, encoding="utf-8", closefd=False).read())
    sys.stdout.write(json.dumps({"version": sys.version_info[:2], "outcomes": [run(body) for body in bodies]}))


def run(body):
    try:
        return {"value": call(body)}
    except Exception:
        kind, error, trace = sys.exc_info()
        outcome = {"type": kind.__name__, "message": str(error)}
        if isinstance(error, SyntaxError):
            outcome.update(line=error.lineno, column=error.offset)
        else:
            outcome.update(last_frame(trace, body))
        return outcome


def call(body):
    text, line = body["text"], body["firstLine"]
    keyword = "async def" if "await " in text else "def"
    head = "%s %s(%s):" % (keyword, body["functionName"], ", ".join(body["parameters"]))
    if text.split("\n")[0].strip() == "":
        code = "\n" * (line - 1) + head + text
    else:
        code = "\n" * (line - 2) + head + "\n" + text
    scope = dict(body["captures"])
    exec(compile(code + "\n", body["file"], "exec"), scope)
    result = scope[body["functionName"]](*body["args"])
    return result if keyword == "def" else finish(result)


def finish(coroutine):
    import asyncio

    return asyncio.new_event_loop().run_until_complete(coroutine)


def last_frame(trace, body):
    frames = [frame for frame in traceback.extract_tb(trace) if frame[0] == body["file"]]
    if not frames:
        return {}
    frame = frames[-1]
    place = {"line": frame[1]}
    if getattr(frame, "colno", None) is not None:
        # From offsets in UTF-8 to columns in UTF-16 units, from 1.
        source = body["text"].split("\n")[frame.lineno - body["firstLine"]].encode("utf-8")
        place["column"] = units(source[: frame.colno]) + 1
        place["endColumn"] = units(source[: frame.end_colno]) + 1
    return place


def units(text):
    return len(text.decode("utf-8").encode("utf-16-le")) // 2


main()

"""What the bodies of the graphs do, in Python; bodies.ts does the same in TypeScript."""

import taskloom


def run(body, args):
    last = args[-1] if args else None
    if last in (body.get("failOn") or []):
        raise RuntimeError("fails")
    if last in (body.get("skipOn") or []):
        raise taskloom.Skip()
    return _act(body["do"], args, last)


def _act(what, args, last):
    if what == "fail":
        raise RuntimeError("fails")
    if what == "skip":
        raise taskloom.Skip()
    if what == "args":
        return args
    if what == "arg":
        return last
    if "return" in what:
        return what["return"]
    if "times" in what:
        return last * what["times"]
    if "by" in what:
        return next((value for item, value in what["by"] if item == last), None)
    if taskloom.context.attempt <= what["failFirst"]:
        raise RuntimeError("not yet")
    return _act(what["then"], args, last)

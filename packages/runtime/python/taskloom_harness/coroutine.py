"""Runs a body that awaits, or an `async def` of a file."""

import asyncio


def run(function, arguments):
    """As asyncio.run does, which 3.6 does not have."""
    if hasattr(asyncio, "run"):
        return asyncio.run(function(*arguments))
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(function(*arguments))
    finally:
        _cancel_all(loop)
        loop.run_until_complete(loop.shutdown_asyncgens())
        asyncio.set_event_loop(None)
        loop.close()


def _cancel_all(loop):
    tasks = [task for task in asyncio.Task.all_tasks(loop) if not task.done()]
    for task in tasks:
        task.cancel()
    if tasks:
        loop.run_until_complete(asyncio.gather(*tasks, loop=loop, return_exceptions=True))

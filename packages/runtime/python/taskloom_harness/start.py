"""What Node says of the attempt, in its first message. Values stay unparsed until somebody asks for them."""

import os

VERSION = "1"


class Start(object):
    """The fields of the message `S`. Paths are as this Python's functions take them, everything else is text."""

    def __init__(self, fields):
        texts = [field.decode("utf-8") for field in fields]
        self.version, self.kind = texts[:2]
        self.file = to_path(fields[2])
        self.function_name = texts[3]
        self.first_line = int(texts[4])
        self.text = texts[5]
        self.parameters = texts[6].split("\n") if texts[6] else []
        self.arguments, self.captures, self.context = texts[7:10]
        self.source_folder = to_path(fields[10])
        self.string_arguments = texts[11]
        # Of (line, column, by): from that column of the compiled line on, the author's columns are `by` more.
        self.column_shifts = [tuple(map(int, shift.split())) for shift in texts[12].split("\n") if shift]
        # Of what the task gives and JSON cannot hold: `json` for none.
        self.serializer = texts[13]

    def parse_string_arguments(self):
        if not self.string_arguments:
            return []
        import json

        return json.loads(self.string_arguments)


def receive_start(channel):
    """None when Node has gone away before it said anything, or speaks another version of the protocol."""
    message = channel.receive()
    if message is None or message[1][0].decode("utf-8") != VERSION:
        return None
    return Start(message[1])


def to_path(data):
    """A path out of a message: text, or bytes in 2.7."""
    return os.fsdecode(data) if hasattr(os, "fsdecode") else data


def from_path(path):
    """A path as text that can be written as UTF-8, whatever the locale says of file names."""
    data = os.fsencode(path) if hasattr(os, "fsencode") else path
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else data

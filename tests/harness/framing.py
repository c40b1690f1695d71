"""Node's end of the channel, written again from the table in ARCHITECTURE.md."""

from __future__ import unicode_literals

import struct


def write_frame(kind, *fields):
    encoded = [field if isinstance(field, bytes) else field.encode("utf-8") for field in fields]
    content = kind.encode("ascii") + b"".join(struct.pack(">I", len(field)) + field for field in encoded)
    return struct.pack(">I", len(content)) + content


def read_frame(receive):
    """`(type, fields)`, or None at the end. `receive` gives as many bytes as it is asked for, or fewer at the end."""
    header = receive(4)
    if len(header) < 4:
        return None
    content = receive(struct.unpack(">I", header)[0])
    fields = []
    at = 1
    while at < len(content):
        start = at + 4
        at = start + struct.unpack(">I", content[at:start])[0]
        fields.append(content[start:at])
    return content[:1].decode("ascii"), fields


def read_exactly(connection, count):
    """Of a socket."""
    parts = []
    while count:
        part = connection.recv(min(count, 1 << 20))
        if not part:
            break
        parts.append(part)
        count -= len(part)
    return b"".join(parts)

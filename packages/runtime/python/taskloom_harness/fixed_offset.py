"""A time zone for 2.7, which has none."""

import datetime


class FixedOffset(datetime.tzinfo):
    """As datetime.timezone of later Pythons. Can be pickled and copied."""

    def __init__(self, offset=datetime.timedelta(0)):
        self._offset = offset

    def utcoffset(self, _when):
        return self._offset

    def dst(self, _when):
        return None

    def tzname(self, _when):
        seconds = self._offset.days * 86400 + self._offset.seconds
        sign = "-" if seconds < 0 else "+"
        return "UTC%s%02d:%02d" % (sign, abs(seconds) // 3600, abs(seconds) // 60 % 60)

    def __getinitargs__(self):
        return (self._offset,)

    def __eq__(self, other):
        return isinstance(other, FixedOffset) and self._offset == other._offset

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        return "FixedOffset(%r)" % (self._offset,)

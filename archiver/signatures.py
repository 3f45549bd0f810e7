"""What the file system says of a file: if it says the same as before, nobody has to look inside.

It may be trusted only for files that have rested: one that is changed twice within the tick of a clock looks alike.
"""

import os

_RACY_NS = 2_000_000_000  # a file may change unseen for as long as its time stamp is this young
YOUNG = 0
"""The signature of a file that is too young to have one: look inside."""


def signature(stat: os.stat_result, now_ns: int) -> int:
    """Size, times and inode of a file in one number; YOUNG while it is too young for them to tell a change."""
    is_young = now_ns - max(stat.st_mtime_ns, stat.st_ctime_ns) < _RACY_NS
    return YOUNG if is_young else said_of(stat)


def said_of(stat: os.stat_result) -> int:
    """The same of a file of any age: to compare with a signature, which no young file has.

    Python's hash of a tuple of integers has 64 bits and no secret; where another Python has another, all is looked at
    again. It takes a third of the time that text would take, and there may be a million files.
    """
    return hash((stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino))

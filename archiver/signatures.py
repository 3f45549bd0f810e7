"""What the file system says of a file: if it says the same as before, nobody has to look inside.

It may be trusted only for files that have rested: one that is changed twice within the tick of a clock looks alike.
"""

import os

_RACY_NS = 2_000_000_000  # a file may change unseen for as long as its time stamp is this young


def signature(stat: os.stat_result, now_ns: int) -> str:
    """Size, times and inode of a file; "" while it is too young for them to tell a change."""
    young = now_ns - max(stat.st_mtime_ns, stat.st_ctime_ns) < _RACY_NS
    return "" if young else said_of(stat)


def said_of(stat: os.stat_result) -> str:
    """The same of a file of any age: to compare with a signature, which no young file has."""
    return f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}:{stat.st_ino}"

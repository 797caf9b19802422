"""Make what the warm process has loaded last for ever, so that kernels do not copy a page to count who uses it.

Since 3.12 Python leaves the counts of immortal objects alone (https://peps.python.org/pep-0683/). It makes some
of its own so; here it is everything that the collector knows. In the kernels nothing of that is ever freed.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import sysconfig
import types

_IMMORTAL = 0xFFFFFFFF
"""The count, in an object's first four bytes, that Python 3.12 and 3.13 neither raise nor lower (Include/object.h)."""
_FLEETING = (types.FrameType, types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType, types.TracebackType)
CAN_LAST = (
    sys.implementation.name == "cpython"
    and (3, 12) <= sys.version_info[:2] <= (3, 13)
    and not sysconfig.get_config_var("Py_GIL_DISABLED")
    and sys.byteorder == "little"
    and sys.maxsize > 2**32
)
"""Whether this interpreter counts in that way; kernels of others are larger, and otherwise the same."""


def make_everything_last() -> int:
    """Make immortal all objects that the collector knows, and all that they refer to; returns how many."""
    if not CAN_LAST:
        return 0
    found: set[int] = set()
    waiting: list[object] = list(gc.get_objects())
    ours = {id(found), id(waiting)}
    while waiting:
        thing = waiting.pop()
        if id(thing) not in found and id(thing) not in ours and not isinstance(thing, _FLEETING):
            found.add(id(thing))
            waiting.extend(gc.get_referents(thing))
    for place in found:
        ctypes.c_uint32.from_address(place).value = _IMMORTAL
    return len(found)

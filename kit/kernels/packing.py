"""Fill the holes in the warm process's memory, so that a kernel's new objects lie together, on pages of their own.

What has imported much has freed much: its pages are full of holes, and a fork puts what is new into them, here one and
there one, each time copying a page that it would otherwise share.
"""

from __future__ import annotations

import ctypes
import sys

_CHUNKS = tuple(2**power for power in range(16, 4, -1))
"""Sizes asked of the C library, largest first: bytes."""
_MOST = 2**26
_BLOCK, _LARGEST_BLOCK, _POOL, _POOL_BITS = 16, 512, 2**14, 14
"""Python's own allocator (Objects/obmalloc.c): blocks of up to 512 bytes in steps of 16, in pools of 16 kB."""
_BYTES_HEADER = sys.getsizeof(b"")
_kept: list[object] = []


def fill_holes() -> None:
    """Fill the holes with memory that is kept for as long as the process lives."""
    if not sys.platform.startswith("linux"):
        return
    for size in range(_BLOCK * 3, _LARGEST_BLOCK + 1, _BLOCK):
        _fill_pools(size)
    _fill_heap()


def _fill_heap() -> None:
    library = ctypes.CDLL(None)
    library.malloc.restype = library.sbrk.restype = ctypes.c_void_p
    library.malloc.argtypes = [ctypes.c_size_t]
    top = library.sbrk(0)
    for size in _CHUNKS:
        for _ in range(_MOST // size):
            place = library.malloc(size - _BLOCK)
            if place is None or place >= top or place < top - 2**32:
                break


def _fill_pools(size: int) -> None:
    """Take blocks of one size until a whole pool was new."""
    pool, taken = -1, 0
    room = (_POOL - 48) // size
    for _ in range(_MOST // size):
        block = bytes(size - _BYTES_HEADER)
        _kept.append(block)
        here = id(block) >> _POOL_BITS
        taken = taken + 1 if here == pool else 1
        pool = here
        if taken == room:
            return

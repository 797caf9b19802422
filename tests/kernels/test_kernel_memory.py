"""What a warm kernel costs in memory, and the two means that keep it low."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kit.kernels.lasting import CAN_LAST

_PRIVATE = """
def private():
    with open("/proc/self/smaps_rollup") as lines:
        return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
"""
_GROWN = """
import os, gc, random
{private}
kept = [[bytes(random.randrange(1, 900)) for _ in range(9)] for _ in range(20000)]
for part in kept:
    del part[::2]
gc.collect()
{means}
gc.freeze()
if os.fork() == 0:
    before = private()
    mine = {work}
    print(private() - before, flush=True)
    os._exit(0)
os.wait()
"""
NEW = "[bytes(n % 400) for n in range(8000)]"
USE = "[part[0] for part in kept]"


def grown(means: str, work: str) -> int:
    """The kilobytes by which a fork grows that does some work, after `means` in its parent."""
    source = _GROWN.format(private=_PRIVATE, means=means, work=work)
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    return int(done.stdout)


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is measured in /proc")


@linux
def test_new_objects_of_a_fork_lie_together_once_the_holes_are_filled() -> None:
    filled = "from kit.kernels.packing import fill_holes; fill_holes()"
    assert grown(filled, NEW) < 0.6 * grown("import kit.kernels.packing", NEW)


@linux
@pytest.mark.skipif(not CAN_LAST, reason="this Python writes the count of every object's users, immortal or not")
def test_using_what_lasts_copies_no_page_of_it() -> None:
    lasting = "from kit.kernels.lasting import make_everything_last; make_everything_last()"
    assert grown(lasting, USE) < 0.5 * grown("import kit.kernels.lasting", USE)


@pytest.mark.skipif(CAN_LAST, reason="this Python can")
def test_where_objects_cannot_last_nothing_is_touched() -> None:
    from kit.kernels.lasting import make_everything_last

    assert make_everything_last() == 0

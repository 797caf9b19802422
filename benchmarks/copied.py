"""What a kernel no longer shares with the warm process once somebody has joined: pages, and how much in them differs.

    python benchmarks/copied.py [--joins 10] [--session workplan]

Linux only. Reads /proc/PID/pagemap and /proc/PID/mem of the server's own processes, as their owner may.
"""

from __future__ import annotations

import argparse
import asyncio
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
from joins import joined, kit_server

PAGE = 4096
"""Bytes."""
WORD = 8
PRESENT, ALONE = 1 << 63, 1 << 56
"""Bits of an entry of pagemap: in memory; mapped by this process only (Documentation/admin-guide/mm/pagemap.rst)."""


def own_pages(pid: int, bit: int) -> Iterator[int]:
    """Addresses of the writable pages in memory that have the bit too."""
    with Path(f"/proc/{pid}/pagemap").open("rb") as pagemap:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            place, rights = line.split()[:2]
            begin, end = (int(address, 16) for address in place.split("-"))
            if "w" in rights:
                pagemap.seek(begin // PAGE * WORD)
                entries = struct.iter_unpack("Q", pagemap.read((end - begin) // PAGE * WORD))
                yield from (begin + n * PAGE for n, (entry,) in enumerate(entries) if entry & PRESENT and entry & bit)


def differing_words(one: bytes, other: bytes) -> int:
    """Of two pages, the words of eight bytes that are not the same."""
    return sum(one[at : at + WORD] != other[at : at + WORD] for at in range(0, PAGE, WORD))


def compared(warm: int, kernel: int) -> Counter[str]:
    """A kernel's own pages by what has become of them."""
    before = set(own_pages(warm, PRESENT))
    found: Counter[str] = Counter()
    with Path(f"/proc/{warm}/mem").open("rb", 0) as theirs, Path(f"/proc/{kernel}/mem").open("rb", 0) as ours:
        for page in own_pages(kernel, ALONE):
            if page not in before:
                found["new"] += 1
                continue
            theirs.seek(page)
            ours.seek(page)
            words = differing_words(theirs.read(PAGE), ours.read(PAGE))
            found["copied"] += 1
            found[
                "copied, and the same again" if not words else f"copied for {'one word' if words == 1 else 'more'}"
            ] += 1
    return found


def main() -> None:
    """Print the counts of the kernel that was started last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--joins", type=int, default=10)
    parser.add_argument("--session", default="workplan", help="the example workshop's session that is opened")
    options = parser.parse_args()
    with kit_server(options.session) as (server, visit):
        asyncio.run(joined(visit, options.joins))
        processes = server.children(recursive=True)
        last: psutil.Process = max(processes, key=lambda process: process.create_time())
        for what, pages in sorted(compared(last.ppid(), last.pid).items()):
            sys.stdout.write(f"{pages:6} pages of 4 kB {what}\n")


if __name__ == "__main__":
    main()

"""Warm kernels beside fresh ones: time and processor to the first result, memory of each kernel while all run.

`python benchmarks/kernels.py [--kernels N] [--json]`. Both kinds are measured in one run, in turn.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from jupyter_client import AsyncKernelManager

from kit.kernels.process import KernelProcess
from kit.kernels.warm import prepare

FIRST_CELL = "import pandas, ipywidgets, sqlalchemy; pandas.DataFrame({'n': [1]})"
SECONDS = 60


@dataclass(frozen=True)
class Measured:
    """One kernel. Times in milliseconds from the order, memory in kB (PSS: shared pages by shares)."""

    info_ms: float
    result_ms: float
    cpu_ms: float
    pss_kb: int = 0
    private_kb: int = 0


async def start(warm: bool) -> tuple[AsyncKernelManager, Measured]:
    """Start a kernel and have it run its first cell."""
    os.environ["KIT_WARM"] = "1" if warm else "0"
    manager = AsyncKernelManager(kernel_name="workplan-kit")
    began = time.perf_counter()
    await manager.start_kernel()
    if isinstance(manager.provisioner.process, KernelProcess) is not warm:
        raise SystemExit("A kernel was not started the way it was asked for; see the log.")
    client = manager.client()
    client.start_channels()
    client.kernel_info()
    await client.get_shell_msg(timeout=SECONDS)
    info = time.perf_counter()
    client.execute(FIRST_CELL, stop_on_error=False)
    reply = await client.get_shell_msg(timeout=SECONDS)
    result = time.perf_counter()
    if reply["content"]["status"] != "ok":
        raise SystemExit(f"The first cell failed: {reply['content']}")
    client.stop_channels()
    times = psutil.Process(manager.provisioner.pid).cpu_times()
    cpu = (times.user + times.system) * 1000
    return manager, Measured((info - began) * 1000, (result - began) * 1000, cpu)


def with_memory(manager: AsyncKernelManager, measured: Measured) -> Measured:
    """The same kernel with its memory as it is now."""
    lines = Path(f"/proc/{manager.provisioner.pid}/smaps_rollup").read_text().splitlines()[1:]
    size = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    private = size["Private_Clean"] + size["Private_Dirty"]
    return Measured(**{**asdict(measured), "pss_kb": size["Pss"], "private_kb": private})


async def measure(kernels: int) -> dict[str, list[Measured]]:
    """Start `kernels` of both kinds in turn, and look at their memory when all run."""
    running: dict[str, list[tuple[AsyncKernelManager, Measured]]] = {"fresh": [], "warm": []}
    await asyncio.wrap_future(prepare().ready)
    for _ in range(kernels):
        for kind, started in running.items():
            started.append(await start(kind == "warm"))
    measured = {kind: [with_memory(*one) for one in started] for kind, started in running.items()}
    for manager, _ in (one for started in running.values() for one in started):
        await manager.shutdown_kernel(now=True)
    return measured


def main() -> None:
    """Print medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kernels", type=int, default=10, help="of each kind")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args()
    measured = asyncio.run(measure(options.kernels))
    rows = {}
    for name in Measured.__dataclass_fields__:
        fresh, warm = (statistics.median(getattr(one, name) for one in measured[kind]) for kind in ("fresh", "warm"))
        rows[name] = {"fresh": round(fresh, 1), "warm": round(warm, 1), "ratio": round(fresh / max(warm, 0.1), 1)}
    if options.json:
        sys.stdout.write(json.dumps({"kernels": options.kernels, "medians": rows}) + "\n")
        return
    sys.stdout.write(f"{options.kernels} kernels of each kind, medians\n{'':12}{'fresh':>10}{'warm':>10}{'ratio':>8}\n")
    for name, row in rows.items():
        sys.stdout.write(f"{name:12}{row['fresh']:10.1f}{row['warm']:10.1f}{row['ratio']:8.1f}\n")


if __name__ == "__main__":
    main()

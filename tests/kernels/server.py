"""A server for tests to kill: starts kernels, prints its warm process's and their process ids, waits.

`python server.py COUNT [kill-warm]`; with `kill-warm` it kills its warm process before it prints.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from pathlib import Path

from jupyter_client import AsyncKernelManager

from kit.kernels.warm import prepare


async def main(count: int, kill_warm: bool) -> None:
    """Start the kernels and wait to be killed."""
    managers = [AsyncKernelManager(kernel_name="workplan-kit") for _ in range(count)]
    for manager in managers:
        await manager.start_kernel()
    warm = prepare()
    if kill_warm:
        os.kill(warm.pid, signal.SIGKILL)
        while not warm.gone:
            time.sleep(0.01)
    answer = {"warm": warm.pid, "kernels": [manager.provisioner.pid for manager in managers]}
    answer["folder"] = str(Path(managers[0].connection_file).parent)
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
    await asyncio.sleep(60)


asyncio.run(main(int(sys.argv[1]), "kill-warm" in sys.argv))

"""Kernels as their users start them: through Jupyter's own managers and clients, on the installed kernelspec."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client import AsyncKernelClient, AsyncKernelManager
from nbformat.v4 import new_code_cell, new_notebook

SECONDS = 30


def descriptors(pid: int) -> list[str]:
    """What the process's open file descriptors lead to."""
    links = []
    for path in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            links.append(str(path.readlink()))
    return links


@dataclass
class Kernel:
    """A running kernel and what a front end does with it."""

    manager: AsyncKernelManager
    client: AsyncKernelClient

    @property
    def pid(self) -> int:
        """Its process."""
        return int(self.manager.provisioner.pid)

    async def run(self, code: str) -> str:
        """What a cell prints; raises `AssertionError` with what it raised."""
        printed: list[str] = []

        def hear(message: dict[str, Any]) -> None:
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])

        reply = await self.client.execute_interactive(code, output_hook=hear, timeout=SECONDS)
        assert reply["content"]["status"] == "ok", reply["content"]
        return "".join(printed).strip()


StartKernel = Callable[..., AbstractAsyncContextManager[Kernel]]


@asynccontextmanager
async def _kernel(**arguments: Any) -> AsyncIterator[Kernel]:
    manager = AsyncKernelManager(kernel_name="workplan-kit")
    await manager.start_kernel(**arguments)
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=SECONDS)
        yield Kernel(manager, client)
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


@pytest.fixture
def kernel() -> StartKernel:
    """Start a kernel for the length of an `async with`."""
    return _kernel


@pytest.fixture
def notebook(tmp_path: Path) -> Callable[..., Path]:
    """Write a notebook of these cells; the first is its `parameters` cell."""

    def write(*cells: str, name: str = "plan.ipynb") -> Path:
        nb = new_notebook(cells=[new_code_cell(source) for source in cells])
        nb.cells[0].metadata["tags"] = ["parameters"]
        nb.metadata["kernelspec"] = {"name": "workplan-kit", "display_name": "Workplan kit", "language": "python"}
        path = tmp_path / name
        path.write_text(nbformat.writes(nb), encoding="utf-8")
        return path

    return write

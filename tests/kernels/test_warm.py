"""The warm process crashes, its server dies, its server forks: no kernel is lost, none is left."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from kit.kernels.process import STATUS_UNKNOWN, KernelProcess
from kit.kernels.warm import prepare

from .conftest import SECONDS, Kernel, StartKernel, descriptors


def eventually(condition: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether it comes true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def gone(pid: int) -> bool:
    """Whether nothing of the process runs; a zombie that another has to reap does not."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.fixture
def server() -> Iterator[Callable[..., tuple[subprocess.Popen[bytes], dict[str, Any]]]]:
    """Start `server.py`; whatever it started is killed at the end."""
    started: list[int] = []
    servers: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> tuple[subprocess.Popen[bytes], dict[str, Any]]:
        script = str(Path(__file__).with_name("server.py"))
        process = subprocess.Popen([sys.executable, script, *arguments], stdout=subprocess.PIPE)
        servers.append(process)
        assert process.stdout
        answer = json.loads(process.stdout.readline())
        started.extend([answer["warm"], *answer["kernels"]])
        return process, answer

    yield start
    for process in servers:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
    for pid in started:
        if not gone(pid):
            os.kill(pid, signal.SIGKILL)


async def crash_of_the_warm_process() -> None:
    warm = prepare()
    os.kill(warm.pid, signal.SIGKILL)
    while not warm.gone:
        await asyncio.sleep(0.01)


def test_warm_process_killed_its_kernels_live_on_and_the_next_comes_from_a_new_one(kernel: StartKernel) -> None:
    async def test() -> None:
        async with kernel() as one:
            await one.run("x = 42")
            first = prepare().pid
            await crash_of_the_warm_process()
            assert eventually(lambda: gone(first))
            async with kernel() as two:
                assert isinstance(two.manager.provisioner.process, KernelProcess)
                assert psutil.Process(two.pid).ppid() == prepare().pid != first
                assert await two.run("print(1)") == "1"
            assert await one.run("print(x)") == "42"
            assert await one.manager.is_alive()

    asyncio.run(test())


def test_kernel_that_outlived_the_warm_process_is_interrupted_restarted_and_ended(kernel: StartKernel) -> None:
    async def test() -> None:
        async with kernel() as one:
            await crash_of_the_warm_process()
            first = one.pid
            await one.manager.restart_kernel()
            await one.client.wait_for_ready(timeout=SECONDS)
            assert await one.run("print(2)") == "2"
            assert one.pid != first
            assert gone(first)
            await crash_of_the_warm_process()
            await one.manager.shutdown_kernel()
            assert gone(one.pid)

    asyncio.run(test())


def test_crash_of_a_kernel_that_outlived_the_warm_process_is_noticed(kernel: StartKernel) -> None:
    async def test() -> None:
        async with kernel() as one:
            await crash_of_the_warm_process()
            os.kill(one.pid, signal.SIGKILL)
            while await one.manager.is_alive():
                await asyncio.sleep(0.02)
            assert await one.manager.provisioner.poll() in (STATUS_UNKNOWN, -signal.SIGKILL)

    asyncio.run(asyncio.wait_for(test(), SECONDS))


def test_warm_process_killed_while_kernels_are_ordered_all_of_them_start(kernel: StartKernel) -> None:
    async def one(number: int) -> str:
        async with kernel() as this:
            return await this.run(f"print({number})")

    async def test() -> None:
        asked = asyncio.gather(*map(one, range(6)))
        await asyncio.sleep(0.05)
        os.kill(prepare().pid, signal.SIGKILL)
        assert await asked == [str(number) for number in range(6)]

    asyncio.run(asyncio.wait_for(test(), SECONDS))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_server_that_dies_leaves_no_process_and_no_file(server: Any, number: signal.Signals) -> None:
    process, started = server("2")
    process.send_signal(number)
    process.wait(10)
    assert eventually(lambda: all(map(gone, [started["warm"], *started["kernels"]])))
    assert eventually(lambda: not Path(started["folder"]).exists())


def test_server_that_dies_after_its_warm_process_leaves_no_kernel(server: Any) -> None:
    process, started = server("2", "kill-warm")
    assert not any(map(gone, started["kernels"]))
    process.kill()
    assert eventually(lambda: all(map(gone, started["kernels"])))


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_child_forked_by_the_server_lets_go_of_the_kernels(kernel: StartKernel) -> None:
    """What tells kernels that their server lives must not live on in a child of it."""

    async def test() -> None:
        async with kernel() as one:
            warm = prepare()
            if (child := os.fork()) == 0:
                time.sleep(SECONDS)
                os._exit(0)
            try:
                ends = {str(Path(f"/proc/self/fd/{fd}").readlink()) for fd in (warm._lifeline, warm._socket.fileno())}
                assert eventually(lambda: ends.isdisjoint(descriptors(child)))
            finally:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
            assert await one.run("print(1)") == "1"

    asyncio.run(test())


def test_threads_with_their_own_loops_share_one_warm_process(kernel: StartKernel) -> None:
    parents: list[int] = []

    async def ask(one: Kernel) -> None:
        parents.append(int(await one.run("import os; print(os.getppid())")))

    async def test() -> None:
        async with kernel() as one:
            await ask(one)

    threads = [threading.Thread(target=lambda: asyncio.run(test())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert parents == [prepare().pid] * 4


def test_launches_and_ends_leave_no_zombie_and_no_descriptor(kernel: StartKernel) -> None:
    async def test() -> None:
        async with kernel():
            pass
        before = len(descriptors(os.getpid()))
        for _ in range(10):
            async with kernel():
                pass
        warm = psutil.Process(prepare().pid)
        assert eventually(lambda: not warm.children())
        assert len(descriptors(warm.pid)) < 12
        assert len(descriptors(os.getpid())) <= before + 2

    asyncio.run(test())

"""Warm kernels behave as kernels do: start, run, interrupt, restart, end."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client import AsyncKernelManager
from jupyter_client.multikernelmanager import AsyncMultiKernelManager

from kit.kernels.process import KernelProcess
from kit.kernels.warm import prepare

from .conftest import SECONDS, StartKernel, descriptors


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(test, 2 * SECONDS))


async def ended(manager: AsyncKernelManager) -> int | None:
    for _ in range(SECONDS * 50):
        if not await manager.is_alive():
            break
        await asyncio.sleep(0.02)
    return await manager.provisioner.poll()


def test_kernel_started_is_a_child_of_the_warm_process_and_runs_a_cell(kernel: StartKernel) -> None:
    async def test() -> None:
        async with kernel() as one:
            assert isinstance(one.manager.provisioner.process, KernelProcess)
            assert psutil.Process(one.pid).ppid() == prepare().pid
            assert await one.run("print(6 * 7)") == "42"

    run(test())


def test_kernel_talks_over_sockets_in_a_private_folder_with_a_short_path(kernel: StartKernel) -> None:
    async def test() -> None:
        async with kernel() as one:
            folder = Path(one.manager.connection_file).parent
            assert one.manager.transport == "ipc"
            assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
            sockets = [path for path in folder.iterdir() if path.is_socket()]
            assert sockets
            assert max(len(os.fsencode(path)) for path in sockets) <= 107

    run(test())


def test_warm_process_has_one_thread_and_no_inherited_sockets(kernel: StartKernel) -> None:
    async def test() -> None:
        async with kernel():
            warm = psutil.Process(prepare().pid)
            assert warm.num_threads() == 1
            links = descriptors(warm.pid)
            assert sum(link.startswith("socket:") for link in links) == 1
            assert not [link for link in links if "eventpoll" in link or "sqlite" in link]

    run(test())


def test_environment_given_replaces_the_servers(kernel: StartKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_TEST_SERVER", "server")
    given = {name: value for name, value in os.environ.items() if name != "KIT_TEST_SERVER"} | {"KIT_TEST_OWN": "own"}

    async def test() -> None:
        async with kernel(env=given) as one:
            assert isinstance(one.manager.provisioner.process, KernelProcess)
            code = "import os; print(os.environ.get('KIT_TEST_SERVER'), os.environ['KIT_TEST_OWN'])"
            assert await one.run(code) == "None own"
            assert await one.run("print(os.popen('echo $KIT_TEST_OWN').read())") == "own"

    run(test())


def test_environment_removed_after_the_warm_process_started_is_removed_in_the_kernel(
    kernel: StartKernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test() -> None:
        async with kernel():
            name = next(name for name in prepare().environment if not name.startswith(("PYTHON", "LD_", "LC_", "HOME")))
            monkeypatch.delenv(name)
            async with kernel() as two:
                assert await two.run(f"import os; print({name!r} in os.environ)") == "False"

    run(test())


def test_folder_given_is_the_kernels(kernel: StartKernel, tmp_path: Path) -> None:
    (tmp_path / "helper_of_this_test.py").write_text("answer = 42")

    async def test() -> None:
        async with kernel(cwd=str(tmp_path)) as one:
            assert await one.run("import os; print(os.getcwd())") == str(tmp_path)
            assert await one.run("import helper_of_this_test as h; print(h.answer)") == "42"

    run(test())


@pytest.mark.parametrize(
    "code",
    ["import random; print(random.random())", "import numpy; print(numpy.random.random())"],
    ids=["random", "numpy"],
)
def test_random_numbers_differ_between_two_kernels(kernel: StartKernel, code: str) -> None:
    async def test() -> None:
        async with kernel() as one, kernel() as two:
            assert await one.run(code) != await two.run(code)

    run(test())


def test_numeric_libraries_keep_to_one_thread(kernel: StartKernel) -> None:
    async def test() -> None:
        async with kernel() as one:
            before = "import numpy, threading, os; n = len(os.listdir('/proc/self/task'))"
            code = "a = numpy.ones((400, 400)); a @ a; print(len(os.listdir('/proc/self/task')) - n)"
            assert await one.run(f"{before}\n{code}") == "0"

    run(test())


def test_interrupt_stops_the_cell_and_the_kernel_goes_on(kernel: StartKernel) -> None:
    async def test() -> None:
        async with kernel() as one:
            await one.run("started = False")
            asked = one.client.execute("import time\ntime.sleep(60)", stop_on_error=False)
            while (await one.client.get_iopub_msg(timeout=SECONDS))["msg_type"] != "execute_input":
                pass
            await asyncio.sleep(0.1)
            await one.manager.interrupt_kernel()
            while (reply := await one.client.get_shell_msg(timeout=SECONDS))["parent_header"]["msg_id"] != asked:
                pass
            assert reply["content"]["ename"] == "KeyboardInterrupt"
            assert await one.run("print('on')") == "on"

    run(test())


def test_restart_gives_a_new_process_behind_the_same_connection(kernel: StartKernel) -> None:
    async def test() -> None:
        async with kernel() as one:
            await one.run("x = 1")
            first = one.pid
            await one.manager.restart_kernel()
            await one.client.wait_for_ready(timeout=SECONDS)
            assert one.pid != first
            assert not psutil.pid_exists(first)
            assert await one.run("print('x' in globals())") == "False"

    run(test())


def test_shutdown_ends_with_status_0_after_the_users_exit_handlers(kernel: StartKernel, tmp_path: Path) -> None:
    async def test() -> None:
        async with kernel() as one:
            mark = tmp_path / "ended"
            await one.run(f"import atexit, pathlib; _ = atexit.register(pathlib.Path({str(mark)!r}).touch)")
            await one.manager.request_shutdown()
            assert await ended(one.manager) == 0
            assert mark.exists()
            assert not psutil.pid_exists(one.pid)

    run(test())


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("import os; os._exit(7)", 7),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
        ("import ctypes; ctypes.string_at(0)", -signal.SIGSEGV),
    ],
    ids=["exit", "killed", "segfault"],
)
def test_crash_of_a_kernel_is_told_with_its_real_status(kernel: StartKernel, code: str, status: int) -> None:
    async def test() -> None:
        async with kernel() as one:
            one.client.execute(code)
            assert await ended(one.manager) == status
            assert not psutil.pid_exists(one.pid)
            assert await one.manager.provisioner.wait() == status

    run(test())


def test_crash_says_its_last_words_in_the_servers_log(kernel: StartKernel, capfd: pytest.CaptureFixture[str]) -> None:
    async def test() -> None:
        async with kernel() as one:
            one.client.execute("import sys, os; os.write(1, b'to stdout'); import ctypes; ctypes.string_at(0)")
            await ended(one.manager)

    run(test())
    out, err = capfd.readouterr()
    assert "Segmentation fault" in err
    assert out == ""


def test_output_past_python_is_in_the_log_and_not_on_the_servers_stdout(
    kernel: StartKernel, capfd: pytest.CaptureFixture[str]
) -> None:
    # ipykernel leaves a kernel's file descriptors alone when it sees this.
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}

    async def test() -> None:
        async with kernel(env=env) as one:
            assert "to the cell" in await one.run(
                "import subprocess, time\n_ = subprocess.run(['echo', 'to the cell as well'])\ntime.sleep(0.2)"
            )

    run(test())
    out, err = capfd.readouterr()
    assert "to the cell as well" in err
    assert out == ""


def test_stderr_given_as_a_file_is_where_a_kernel_writes(kernel: StartKernel, tmp_path: Path) -> None:
    log = tmp_path / "kernel.log"

    async def test() -> None:
        with log.open("w") as file:
            async with kernel(stderr=file) as one:
                assert isinstance(one.manager.provisioner.process, KernelProcess)
                await one.run(
                    "import sys; print('words', file=sys.__stderr__, flush=True); import time; time.sleep(0.2)"
                )

    run(test())
    assert "words" in log.read_text()


def test_twenty_kernels_at_once_all_answer(kernel: StartKernel) -> None:
    async def one(number: int) -> str:
        async with kernel() as this:
            return await this.run(f"print({number})")

    async def test() -> None:
        assert await asyncio.gather(*map(one, range(20))) == [str(number) for number in range(20)]

    run(test())


def test_multi_kernel_manager_starts_restarts_and_ends_them() -> None:
    async def test() -> None:
        manager = AsyncMultiKernelManager()
        names = [await manager.start_kernel(kernel_name="workplan-kit") for _ in range(3)]
        pids = [manager.get_kernel(name).provisioner.pid for name in names]
        await manager.restart_kernel(names[0], now=True)
        assert manager.get_kernel(names[0]).provisioner.pid not in pids
        await manager.shutdown_all(now=True)
        assert not [pid for pid in pids if psutil.pid_exists(pid)]

    run(test())


def test_normal_start_is_used_and_said_where_a_kernel_needs_its_own_interpreter(
    kernel: StartKernel, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    (tmp_path / "own_module.py").write_text("answer = 42")
    caplog.set_level("INFO")

    async def test() -> None:
        async with kernel(env={**os.environ, "PYTHONPATH": str(tmp_path)}) as one:
            assert not isinstance(one.manager.provisioner.process, KernelProcess)
            assert await one.run("import own_module; print(own_module.answer)") == "42"

    run(test())
    assert "without the warm process: it has its own PYTHONPATH" in caplog.text


def test_normal_start_is_used_and_said_when_switched_off(
    kernel: StartKernel, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIT_WARM", "0")
    caplog.set_level("INFO")

    async def test() -> None:
        async with kernel() as one:
            assert not isinstance(one.manager.provisioner.process, KernelProcess)
            assert await one.run("print(1)") == "1"

    run(test())
    assert "KIT_WARM is 0" in caplog.text


def test_folder_that_is_not_there_fails_the_start_and_leaves_no_kernel(kernel: StartKernel, tmp_path: Path) -> None:
    async def test() -> None:
        with pytest.raises(RuntimeError, match="ended with status 1 while it started"):
            async with kernel(cwd=str(tmp_path / "nowhere")):
                pass

    run(test())

"""Calls `kit` as a command many times without importing it as often: each call is a process forked from one that has.

`python tests/forked_command.py` reads calls from its standard input, a line of JSON each, and answers with the exit
code. What differs from a call in a shell is only who imported the modules.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import traceback
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]


@cache
def _host() -> subprocess.Popen[str]:
    """The process that calls are forked from, until this one ends."""
    pipe = subprocess.PIPE
    host = subprocess.Popen([sys.executable, __file__], stdin=pipe, stdout=pipe, text=True, cwd=ROOT)
    atexit.register(host.__exit__, None, None, None)
    return host


def kit(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Call it, and wait for its end."""
    host, words = _host(), [str(argument) for argument in arguments]
    assert host.stdin
    assert host.stdout
    with TemporaryDirectory() as folder:
        host.stdin.write(json.dumps({"arguments": words, "folder": folder}) + "\n")
        host.stdin.flush()
        code = int(host.stdout.readline())
        said = [Path(folder, name).read_text(encoding="utf-8") for name in ("out", "err")]
    return subprocess.CompletedProcess(["kit", *words], code, *said)


def _serve() -> None:
    import kit.cli
    import kit.kernels.run
    import kit.storage

    for line in sys.stdin:
        if (child := os.fork()) == 0:
            _become(json.loads(line), kit.cli.main)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


def _become(call: dict[str, Any], main: Any) -> None:
    """The command itself, in the forked process; does not return."""
    code: int | str | None = 1
    try:
        for name, descriptor in (("out", 1), ("err", 2)):
            os.dup2(os.open(Path(call["folder"], name), os.O_WRONLY | os.O_CREAT, 0o600), descriptor)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.argv = ["kit", *call["arguments"]]
        code = main()
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    _serve()

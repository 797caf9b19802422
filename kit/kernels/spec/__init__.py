"""The kernelspec `workplan-kit`, which the package installs under `share/jupyter/kernels`."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

NAME = "workplan-kit"
"""The kernel's name in notebooks."""

_FILE = Path(__file__).with_name("kernel.json")


def environment() -> dict[str, str]:
    """Variables that every kernel gets: numeric libraries keep to one thread, since kernels share the processors."""
    return dict(json.loads(_FILE.read_text(encoding="utf-8"))["env"])


def ensure_installed() -> Path:
    """The folder of the installed kernelspec, put into this environment where an installer has not.

    Raises `OSError` where the environment cannot be written.
    """
    try:
        return Path(KernelSpecManager().get_kernel_spec(NAME).resource_dir)
    except NoSuchKernel:
        folder = Path(sys.prefix, "share", "jupyter", "kernels", NAME)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(_FILE, folder)
        return folder

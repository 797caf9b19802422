"""The kernelspec is installed with the package, and names our provisioner."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from kit.kernels import provisioner, spec
from kit.kernels.app import ARGUMENTS


def test_installed_kernelspec_is_the_packages() -> None:
    installed = Path(spec.ensure_installed(), "kernel.json")
    assert json.loads(installed.read_text()) == json.loads(Path(spec.__file__).with_name("kernel.json").read_text())


def test_kernelspec_names_the_provisioner_and_the_command_that_it_forks_for() -> None:
    found = KernelSpecManager().get_kernel_spec(spec.NAME)
    assert found.metadata["kernel_provisioner"]["provisioner_name"] == "kit-warm"
    assert found.argv[1:4] == provisioner._COMMAND[1:4]
    assert found.argv[5:] == provisioner._COMMAND[5:] == list(ARGUMENTS)


def test_kernelspec_missing_from_the_environment_is_put_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", _missing)
    folder = spec.ensure_installed()
    assert folder == tmp_path / "share" / "jupyter" / "kernels" / "workplan-kit"
    assert [path.name for path in folder.iterdir()] == ["kernel.json"]


def _missing(self: KernelSpecManager, name: str) -> None:

    raise NoSuchKernel(name)

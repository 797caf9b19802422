"""The built files are those of the sources, hold no foreign address, and stay light."""

import re
import shutil
import subprocess
from pathlib import Path

import brotli
import pytest

VOILA = Path(__file__).parents[2] / "templates" / "voila"
BUILT = VOILA / "workplan" / "static"
SOURCES = VOILA / "src"


def packed_kb(name: str) -> float:
    return len(brotli.compress((BUILT / name).read_bytes())) / 1000


def test_built_files_are_those_of_the_sources(tmp_path: Path) -> None:
    if not shutil.which("node") or not (SOURCES / "node_modules").is_dir():
        pytest.skip("needs Node and `npm ci` in templates/voila/src")
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=SOURCES, check=True, timeout=60)
    for name in ("page.js", "controls.js", "controls.css"):
        assert (tmp_path / name).read_bytes() == (BUILT / name).read_bytes(), f"{name}: run `npm run build`"


def test_bundle_stays_light() -> None:
    assert packed_kb("page.js") <= 39
    assert packed_kb("controls.js") + packed_kb("controls.css") <= 52
    assert packed_kb("kit.css") <= 4


@pytest.mark.parametrize("name", ["page.js", "controls.js", "controls.css", "kit.css"])
def test_built_file_loads_nothing_from_elsewhere(name: str) -> None:
    text = (BUILT / name).read_text()
    found = set(re.findall(r"https?://[\w.-]+", text)) - {"http://www.w3.org"}  # the namespaces of SVG and MathML
    assert not found
    assert not re.search(r"url\(\s*[\"']?(//|https?:)", text)


def test_lock_file_names_no_host() -> None:
    text = (SOURCES / "package-lock.json").read_text()
    assert "http" not in text
    assert "resolved" not in text

"""Documents in the hands of programs that are too large to install for every run; each says where it comes from.

`apt-get install libreoffice-writer-nogui libreoffice-calc-nogui` (600 MB), `uv pip install outloud` (330 MB).
"""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from report_examples import full_report
from report_reading import pdf_words

from kit.reports.render import render

OFFICE = shutil.which("soffice")
CHECKER = shutil.which("outloud")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_libreoffice_opens_the_document_and_shows_every_section(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"report.{form}"
    file.write_bytes(render(full_report("ur"), form))  # type: ignore[arg-type]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    words = pdf_words((tmp_path / "report.pdf").read_bytes())
    for word in ("Timeline", "Activities", "A-0011", "Fund"):
        assert word in words


@pytest.mark.skipif(CHECKER is None, reason="the PDF/UA checker `outloud` is not installed (PyPI)")
@pytest.mark.parametrize("name", ["en", "bn", "ur", "dv", "summary", "signature-sheet"])
def test_second_checker_finds_nothing_that_pdf_ua_forbids(name: str, tmp_path: Path) -> None:
    """Its rules cover each of the Matterhorn Protocol's 31 checkpoints that a machine can look at."""
    report = full_report(name) if len(name) == 2 else replace(full_report(), kind=name)
    file = tmp_path / "report.pdf"
    file.write_bytes(render(report, "pdf"))
    command = [str(CHECKER), "--layer", "conformance", "--fail-on", "never", "--json", "-", str(file)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=120).stdout)
    (result,) = found["results"]
    assert result["error"] is None
    assert result["stats"]
    assert [(finding["rule"], finding["message"]) for finding in result["findings"]] == []

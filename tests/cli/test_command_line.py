"""The command line, called as other tools call it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from forked_command import kit

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "sessions" / "south-asia-2023"
COMMANDS = {
    "new", "check", "serve", "codes", "open", "close", "status", "report", "tally", "import", "import-form", "export",
    "rehearse", "backup", "restore", "purge", "lab", "translate", "checklist", "followup",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ignore = shutil.ignore_patterns("data", "records", "reports", "export")
    return Path(shutil.copytree(EXAMPLE, tmp_path / "south-asia-2023", ignore=ignore))


def test_every_decided_command_is_there_and_has_help() -> None:
    """Other tools call these names."""
    command = [sys.executable, "-m", "kit", "--help"]
    words = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=True).stdout
    assert {line.split()[0] for line in words.split("Commands:")[1].splitlines() if line.strip()} >= COMMANDS
    for command in ("serve", "report"):
        assert kit(command, "--help").returncode == 0


def test_check_of_the_example_finds_no_errors() -> None:
    """The shipped workshop can be run as it is."""
    done = kit("check", EXAMPLE, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["ok"] is True


def test_a_new_workshop_is_checked_and_says_what_to_fill_in(tmp_path: Path) -> None:
    """FIXME marks are problems with file and line; exit code 2."""
    assert kit("new", tmp_path / "mine").returncode == 0
    done = kit("check", tmp_path / "mine", "--json")
    problems = json.loads(done.stdout)["problems"]
    assert done.returncode == 2
    assert problems
    assert all(problem["line"] > 0 and problem["remedy"] for problem in problems if problem["severity"] == "error")
    again = kit("new", tmp_path / "mine")
    assert again.returncode == 2
    assert "Traceback" not in again.stderr


def test_a_folder_that_is_no_workshop_is_refused_in_words(tmp_path: Path) -> None:
    """Wrong use ends with 2, and a remedy."""
    for command in ("check", "codes", "status", "translate"):
        done = kit(command, tmp_path)
        assert done.returncode == 2
        assert "workshop.yaml" in done.stderr
        assert "Traceback" not in done.stderr


def test_the_checklist_says_what_is_not_ready_and_writes_the_sheet(folder: Path) -> None:
    """A point for each thing that the kit looks at; an address of this computer alone is one that needs something."""
    told = json.loads(kit("checklist", folder, "--json").stdout)
    assert {(point["check"], point["done"]) for point in told["checks"]} >= {("address", False), ("codes", False)}
    assert Path(told["file"]).read_bytes().startswith(b"%PDF")
    done = kit("checklist", folder, "--out", folder / "list.html", "--url", "https://workshop.example.org")
    assert "✗ Rehearsal" in done.stdout
    assert "✗ Address" not in done.stdout
    wrong = kit("checklist", folder, "--out", folder / "list.txt")
    assert (wrong.returncode, ".docx" in wrong.stderr) == (2, True)


def test_a_round_of_follow_up_is_sent_back_once_and_shows_how_it_stands(folder: Path) -> None:
    """Each delegation with its last day; what hinders corrections is said, on stderr."""
    done = kit("followup", folder, "--round", "two-weeks", "--format", "html", "--delegation", "BD", "--json")
    told = json.loads(done.stdout)
    assert [(d["delegation"], d["weekend"], d["standing"]) for d in told["delegations"]] == [
        ("BD", ["friday", "saturday"], "nothing")
    ]
    assert Path(told["documents"][0]["path"]).name == "round-two-weeks.html"
    assert f"kit open {folder} follow-up" in done.stderr
    assert "--url" in done.stderr
    assert "BD  nothing told, until" in kit("followup", folder).stdout
    wrong = kit("followup", folder, "--round", "three-weeks")
    assert (wrong.returncode, "90-days" in wrong.stderr) == (2, True)


def test_translate_writes_a_catalogue_for_translators_and_lists_what_is_missing(folder: Path) -> None:
    """One catalogue for each language that lacks something; a language that nobody speaks is wrong use."""
    told = {each["language"]: each for each in json.loads(kit("translate", folder, "--json").stdout)["languages"]}
    assert set(told["bn"]) == {"language", "file", "texts", "drafts", "missing"}
    assert (told["en"]["file"], told["bn"]["missing"]) == (None, [])
    done = kit("translate", folder, "--language", "fr")
    assert done.returncode == 0
    assert "workshop.title" in (folder / "locale" / "fr" / "LC_MESSAGES" / "workshop.po").read_text(encoding="utf-8")
    assert f"not translated of {folder / 'workshop.yaml'}" in done.stdout
    wrong = kit("translate", folder, "--language", "xq")
    assert (wrong.returncode, "Traceback" in wrong.stderr) == (2, False)


def test_codes_are_one_for_each_delegation_and_role(folder: Path) -> None:
    """The JSON has the decided keys, and the same codes when asked again."""
    rows = json.loads(kit("codes", folder, "--json").stdout)
    assert all(set(row) == {"role", "delegation", "code", "url"} for row in rows)
    assert [row["delegation"] for row in rows if row["role"] == "participant"] == ["BD", "IN", "LK", "MV", "PK"]
    assert json.loads(kit("codes", folder, "--json").stdout) == rows


def test_sessions_are_opened_and_closed_and_leave_a_record(folder: Path) -> None:
    """As the console's buttons do."""
    assert kit("open", folder, "barriers").returncode == 0
    states = {s["session"]: s["state"] for s in json.loads(kit("status", folder, "--json").stdout)["sessions"]}
    assert states["barriers"] == "open"
    done = kit("close", folder, "barriers")
    assert done.returncode == 0, done.stderr
    assert list((folder / "records").glob("barriers-*.ipynb"))
    assert kit("open", folder, "bariers").returncode == 2


def test_a_vote_that_is_open_stays_hidden(folder: Path) -> None:
    """Nobody sees totals before closing, at the terminal neither."""
    kit("open", folder, "priorities")
    done = kit("tally", folder, "priorities", "--json")
    assert done.returncode == 1
    assert done.stdout == ""
    kit("close", folder, "priorities")
    tally = json.loads(kit("tally", folder, "priorities", "--json").stdout)
    assert tally["hidden"] is True
    assert kit("tally", folder, "barriers").returncode == 2


def test_a_backup_comes_back(folder: Path, tmp_path: Path) -> None:
    """And never over answers without being asked to."""
    kit("open", folder, "barriers")
    assert kit("backup", folder, tmp_path / "b.db").returncode == 0
    assert kit("restore", tmp_path / "b.db", folder, "--force").returncode == 0
    states = {s["session"]: s["state"] for s in json.loads(kit("status", folder, "--json").stdout)["sessions"]}
    assert states["barriers"] == "open"


def test_an_export_is_what_the_viewer_may_see(folder: Path) -> None:
    """Roles that there are not are refused."""
    assert kit("export", folder, "--format", "json,csv", "--as", "participant:BD").returncode == 0
    assert list((folder / "export").iterdir())
    assert kit("export", folder, "--as", "participant:XX").returncode == 2
    assert kit("export", folder, "--format", "doc").returncode == 2


def test_a_report_in_one_format_for_one_delegation(folder: Path, tmp_path: Path) -> None:
    """The JSON's shape is decided."""
    done = kit("report", folder, "--out", tmp_path / "out", "--delegation", "BD", "--format", "html", "--json")
    answer = json.loads(done.stdout)
    assert set(answer) == {"seconds", "documents", "failed"}
    assert [(d["delegation"], d["format"], d["status"]) for d in answer["documents"] if d["delegation"] == "BD"] == [
        ("BD", "html", "made")
    ]
    assert (tmp_path / "out" / "BD" / "workplan.html").is_file()
    assert kit("report", folder, "--delegation", "XX").returncode == 2
    with (folder / "workshop.yaml").open("a", encoding="utf-8") as definition:
        definition.write("colour: red\n")
    refused = kit("report", folder, "--out", tmp_path / "none", "--json")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "colour" in refused.stderr
    assert "Traceback" not in refused.stderr


def serve(folder: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kit", "serve", str(folder), "--port", str(port)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True, cwd=ROOT)


def taken_port() -> socket.socket:
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    held.listen()
    return held


def test_a_port_in_use_is_said_with_another_to_try(folder: Path) -> None:
    """No trace, no other port behind one's back."""
    with taken_port() as held:
        port = held.getsockname()[1]
        done = kit("serve", folder, "--port", str(port))
    assert done.returncode == 1
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_server_on_one_folder_is_refused(folder: Path) -> None:
    """The first goes on."""
    with taken_port() as held:
        port = held.getsockname()[1]
    first = serve(folder, port)
    try:
        until = time.monotonic() + 60
        while not (folder / "data" / "server.json").exists() and time.monotonic() < until:
            time.sleep(0.2)
        second = kit("serve", folder, "--port", str(port + 1))
        assert second.returncode == 1
        assert str(first.pid) in second.stderr
        assert first.poll() is None
    finally:
        first.terminate()
        first.wait(30)


def test_a_read_only_folder_is_said_in_words(folder: Path) -> None:
    """Root may write anywhere: without its capabilities it is held to the permissions like everybody."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    held = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []
    command = [*held, sys.executable, "-m", "kit", "codes", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)
    folder.chmod(0o755)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "written to" in done.stderr or "read-only" in done.stderr

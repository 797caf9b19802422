"""A room with a real store, and pages with real kernels in a real browser."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from kit.domain.entry import Change
from kit.domain.viewer import FACILITATOR, Role
from kit.storage import Store, View

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023"

HERE = Path(__file__).parent

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

CHROMIUM += ["--disable-component-update", "--disable-sync"]

PHONE = {"width": 390, "height": 844}

PATIENCE_MS = 15_000  # what a page may take on a busy machine


@dataclass
class Room:
    """The example workshop in a folder of its own, with people in it."""

    store: Store
    codes: dict[tuple[Role, str | None], str] = field(default_factory=dict)

    def join(self, delegation: str | None = "BD", name: str = "Rahima", role: Role = Role.PARTICIPANT) -> View:
        """A new person's view of the store."""
        viewer = self.store.people.join(self.codes[role, delegation], name, "en")
        return self.store.view(viewer)

    def open(self, session: str) -> None:
        """Opens a session."""
        self.store.agenda.open(session, FACILITATOR)

    def close(self, session: str) -> None:
        """Closes a session."""
        self.store.agenda.close(session, FACILITATOR)

    def write(self, view: View, form: str, values: dict[str, Any], *, entry: str | None = None, **more: Any) -> str:
        """Saves an entry as another device of that viewer would; gives its id."""
        entry = entry or str(uuid.uuid4())
        view.save(Change(id=str(uuid.uuid4()), entry=entry, form=form, base=more.pop("base", 0), values=values, **more))
        return entry


@contextlib.contextmanager
def serving(notebooks: Path, *options: str) -> Iterator[str]:
    """A server of the notebooks; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (notebooks.parent / f"server-{port}.log").open("wb")
    command = [sys.executable, str(HERE / "serve.py"), str(notebooks), str(port), *options]
    process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        log.close()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("the server ended at once; see server-*.log")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


WIDGET = """
import os
from dataclasses import replace
from pathlib import Path
from kit.definitions import load_workshop
from kit.forms.changes import listen
from kit.forms import changes
from kit.storage import open_store
changes.LOOK_SECONDS = 0.2
folder, example, person = Path({folder!r}), Path({example!r}), {person!r}
store = open_store(replace(load_workshop(example), folder=folder))
(folder / ("kernel-" + person)).write_text(str(os.getpid()))
workshop = store.workshop
view = store.view(store.people.viewer(person))
names = store.people.display_name
{code}
task = listen(store, lambda events: widget.refresh())
widget
"""


@dataclass
class Site:
    """Pages of the room's people."""

    server: str
    notebooks: Path
    room: Room
    browser: Browser
    errors: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def address(self, view: View, code: str) -> str:
        """The address of a new notebook that shows `widget`, which `code` makes."""
        name = f"page-{uuid.uuid4().hex[:8]}"
        source = WIDGET.format(
            folder=str(self.room.store.workshop.folder), example=str(EXAMPLE), person=view.viewer.person, code=code
        )
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
        notebook.metadata["kernelspec"] = {"name": "workplan-kit", "display_name": "workplan-kit", "language": "python"}
        nbformat.write(notebook, self.notebooks / f"{name}.ipynb")
        return f"{self.server}/voila/render/{name}.ipynb"

    def context(self, **options: Any) -> BrowserContext:
        """A device: its storage is its own."""
        context = self.browser.new_context(viewport=PHONE, **options)
        context.set_default_timeout(PATIENCE_MS)
        self.contexts.append(context)
        return context

    def open(self, address: str, context: BrowserContext | None = None) -> Page:
        """A page with its widget shown. What the page's scripts throw fails the test."""
        page = (context or self.context()).new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        page.goto(address)
        page.wait_for_selector(".kf, .kb, .kd")
        return page

    def form(self, view: View, form: str, context: BrowserContext | None = None, **options: Any) -> Page:
        """A form's page for a person; `options` are FormWidget's, as Python source where they are text."""
        return self.open(self.form_address(view, form, **options), context)

    def form_address(self, view: View, form: str, **options: Any) -> str:
        """The address of a form's page."""
        given = {"language": "'en'", "names": "names", **options}
        more = "".join(f", {name}={value}" for name, value in given.items())
        load = "from kit.forms.widget import FormWidget, Subject"
        return self.address(view, f"{load}\nwidget = FormWidget(view, {form!r}, workshop=workshop{more})")


def wait_saved(page: Page) -> None:
    """Until everything on the page is in the store."""
    page.wait_for_function(
        """() => {
          const states = [...document.querySelectorAll(".kf-status")].map((each) => each.dataset.state);
          return states.includes("saved") && !states.some((each) => /saving|waiting/.test(each));
        }"""
    )


def signal_kernel(room: Room, view: View, number: int) -> None:
    """Ends (SIGKILL), stops (SIGSTOP) or continues (SIGCONT) the kernel of a person's newest page."""
    file = room.store.workshop.folder / f"kernel-{view.viewer.person}"
    os.kill(int(file.read_text()), number)


def question(page: Page | Locator, name: str) -> Locator:
    """The part of a form that holds one question."""
    return page.locator(f'[data-question="{name}"]')


def state(page: Page, wanted: str) -> None:
    """Waits until the first entry that is open stands so: saved, waiting, held, kept, conflict."""
    page.locator(f'.kf-status[data-state="{wanted}"]').first.wait_for()


def eventually(check: Callable[[], bool], seconds: float = 15) -> None:
    """Waits until `check` is true. Fails when it does not become so."""
    until = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)

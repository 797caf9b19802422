"""What kernels hear when a crowd joins: not every single arrival, but everything that pages show, at once."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from kit.definitions import load_workshop
from kit.domain.viewer import ORGANISER, Role
from kit.live import notifier
from kit.live.notifier import Notifier
from kit.storage import Store, open_store

EXAMPLE = Path(__file__).parents[2] / "sessions" / "south-asia-2023"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    folder = tmp_path / EXAMPLE.name
    folder.mkdir()
    shutil.copyfile(EXAMPLE / "workshop.yaml", folder / "workshop.yaml")
    return open_store(load_workshop(folder))


def joins(store: Store, count: int) -> None:
    code = next(code.code for code in store.codes.ensure() if code.role is Role.PARTICIPANT)
    for number in range(count):
        store.people.join(code, f"Delegate {number}", "en")


@asynccontextmanager
async def a_kernel_listens(store: Store, socket: Path) -> AsyncIterator[asyncio.StreamReader]:
    room = Notifier(store, socket)
    await room.start()
    reader, writer = await asyncio.open_unix_connection(str(socket))
    await asyncio.sleep(0.3)
    yield reader
    writer.close()
    await room.stop()


async def heard(reader: asyncio.StreamReader, seconds: float) -> list[dict[str, Any]] | None:
    try:
        line = await asyncio.wait_for(reader.readline(), seconds)
    except TimeoutError:
        return None
    events: list[dict[str, Any]] = json.loads(line)
    return events


def test_arrivals_are_told_together_and_later(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifier, "PERSON_SECONDS", 1.2)

    async def played() -> None:
        async with a_kernel_listens(store, tmp_path / "s") as reader:
            joins(store, 1)
            await asyncio.sleep(0.3)
            joins(store, 2)
            assert await heard(reader, 0.4) is None
            together = await heard(reader, 5)
            assert together
            assert [event["kind"] for event in together] == ["person"] * 3

    asyncio.run(played())
    store.close()


def test_a_session_that_opens_is_told_at_once_with_the_arrivals_before_it(store: Store, tmp_path: Path) -> None:
    async def played() -> None:
        async with a_kernel_listens(store, tmp_path / "s") as reader:
            joins(store, 1)
            await asyncio.sleep(0.4)
            store.agenda.open("findings", ORGANISER)
            told = await heard(reader, notifier.PERSON_SECONDS / 2)
            assert told
            assert [event["kind"] for event in told] == ["person", "session"]

    asyncio.run(played())
    store.close()


def test_kernels_are_woken_one_after_another_and_hear_everything(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two hundred pages that are woken at once, for each save, would keep the processors from those who save."""
    monkeypatch.setattr(notifier, "KERNEL_SECONDS", 0.5)
    opened = ("findings", "barriers", "needs")

    async def played() -> None:
        async with a_kernel_listens(store, tmp_path / "s") as reader:
            second, writer = await asyncio.open_unix_connection(str(tmp_path / "s"))
            await asyncio.sleep(0.3)
            told: dict[int, list[list[str]]] = {0: [], 1: []}
            for session in opened:
                store.agenda.open(session, ORGANISER)
                await asyncio.sleep(0.2)
            for number, line in enumerate((reader, second)):
                while sum(map(len, told[number])) < len(opened):
                    events = await heard(line, 5)
                    assert events
                    told[number].append([event["session"] for event in events])
            writer.close()
            assert all(list(chain(*lines)) == list(opened) for lines in told.values())
            assert min(map(len, told.values())) < len(opened)

    asyncio.run(played())
    store.close()

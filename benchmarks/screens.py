"""From one member's save to the other member's screen, while a room full of people has the page open.

    python benchmarks/screens.py [--participants 1,30,100] [--changes 20] [--json]

Delegates join the example workshop's planning session. One writes, another of the same delegation waits; measured is
the time from sending the change to the message that redraws the other page, and to the writer's own "saved". Of every
delegation a member writes too, twice a second in all, so that the room is not silent. Other servers are not beside it:
neither stock Voilà nor Panel shows one visitor what another wrote.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient

from kit.definitions import load_workshop
from kit.live.rehearsal.delegate import Delegate
from kit.live.rehearsal.stage import Stage, stage
from kit.live.rehearsal.writing import Save

EXAMPLE = Path(__file__).parents[1] / "sessions" / "south-asia-2023"
SESSION = "workplan"
BETWEEN_OTHERS_SECONDS = 0.5


@dataclass(frozen=True)
class Row:
    """Seconds, with so many pages open."""

    participants: int
    saved_median: float
    screen_median: float
    screen_slowest: float


async def _joined(held: Stage, client: AsyncHTTPClient, participants: int) -> list[Delegate]:
    codes = held.codes
    # The first two share a delegation, whatever the number.
    places = [0, 0, *range(1, participants)][:participants] if participants > 1 else [0, 0]
    delegates = [Delegate(n, codes[place % len(codes)], SESSION, 0) for n, place in enumerate(places)]
    await asyncio.gather(*(delegate.join(held.address, client) for delegate in delegates))
    for delegate in delegates:
        if delegate.trouble:
            raise SystemExit(f"delegate {delegate.number}: {delegate.trouble[1]}")
    return delegates


def _first_save(delegate: Delegate) -> Save:
    return next(step for step in delegate.steps if isinstance(step, Save) and step.sheet.form == "plan")


async def _save(writer: Delegate) -> None:
    step = _first_save(writer)
    message, change = step.message()
    answer = await writer.line.ask(step.model, message, lambda said: bool(said.get("change") == change))
    if answer["type"] != "saved":
        raise SystemExit(f"a change was answered with {answer}")
    step.acknowledged(answer)


async def _one_change(writer: Delegate, reader: Delegate) -> tuple[float, float]:
    seen = reader.line.expect(_first_save(reader).model, lambda said: bool(said.get("type") == "entries"))
    begun = time.monotonic()
    await _save(writer)
    saved = time.monotonic() - begun
    await seen
    return saved, time.monotonic() - begun


async def _murmur(delegates: list[Delegate]) -> None:
    """The rest of the room writes as well."""
    chance = random.Random(1)
    while delegates:
        await asyncio.sleep(BETWEEN_OTHERS_SECONDS)
        delegate = chance.choice(delegates)
        await _save(delegate)


async def _measured(held: Stage, participants: int, changes: int) -> Row:
    client = AsyncHTTPClient(force_instance=True, max_clients=participants + 2, max_body_size=2**24)
    with closing(client):
        writer, reader, *others = await _joined(held, client, participants)
        for delegate in (writer, reader):
            await delegate.line.send(_first_save(delegate).model, {"type": "hello", "have": {}})
        await asyncio.sleep(2)
        murmur = asyncio.create_task(_murmur(others))
        times = []
        for _ in range(changes):
            await asyncio.sleep(0.3)
            times.append(await _one_change(writer, reader))
        murmur.cancel()
        with suppress(asyncio.CancelledError):
            await murmur
    saved, screen = ([pair[place] for pair in times] for place in (0, 1))
    figures = (statistics.median(saved), statistics.median(screen), max(screen))
    return Row(participants, *(round(figure, 3) for figure in figures))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--participants", default="1,30,100", help="how many have the page open")
    parser.add_argument("--changes", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args()
    rows = []
    for participants in (int(count) for count in options.participants.split(",")):
        with stage(load_workshop(EXAMPLE)) as held:
            rows.append(asyncio.run(_measured(held, participants, options.changes)))
    if options.json:
        sys.stdout.write(json.dumps([asdict(row) for row in rows]) + "\n")
        return
    sys.stdout.write(f"{'participants':>12}{'saved s':>9}{'screen s':>10}{'slowest s':>11}\n")
    for row in rows:
        figures = f"{row.saved_median:9.3f}{row.screen_median:10.3f}{row.screen_slowest:11.3f}"
        sys.stdout.write(f"{row.participants:12}{figures}\n")


if __name__ == "__main__":
    main()

"""From opening a session's page in a browser until its first question can be answered, kernel start included.

    python benchmarks/opening.py [--visits 7] [--session workplan] [--json]

Chromium, alone with the server, with an empty cache for each visit (a first visit of the day) and with a full one; on
an open line and on one of 400 kbit/s and 400 ms, as the browser emulates it. Medians, seconds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from kit.definitions import load_workshop
from kit.live.rehearsal.stage import Stage, stage

EXAMPLE = Path(__file__).parents[1] / "sessions" / "south-asia-2023"
CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
FIRST_QUESTION = ".kf-question textarea:enabled"
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""Chromium's units: milliseconds and bytes a second."""
LINES = {"open": None, "400 kbit/s, 400 ms": SLOW}


def joined(browser: Browser, held: Stage) -> Page:
    """A delegate's page, in a browser profile of its own."""
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{held.address}/join/{held.codes[0]}")
    page.fill("#name", "Delegate")
    page.press("#name", "Enter")
    page.wait_for_url("**/now**")
    return page


def opened(page: Page, address: str) -> float:
    """Seconds until the first question can be answered."""
    begun = time.monotonic()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(FIRST_QUESTION, timeout=30_000)
    return time.monotonic() - begun


def measured(browser: Browser, held: Stage, address: str, visits: int) -> dict[str, dict[str, float]]:
    """Medians by line, of first and of later visits."""
    table: dict[str, dict[str, float]] = {}
    for line, emulated in LINES.items():
        times: dict[str, list[float]] = {"first": [], "again": []}
        for _ in range(visits):
            page = joined(browser, held)
            network = page.context.new_cdp_session(page)
            network.send("Network.enable")
            network.send("Network.clearBrowserCache")
            if emulated:
                network.send("Network.emulateNetworkConditions", emulated)
            times["first"].append(opened(page, address))
            times["again"].append(opened(page, address))
            page.context.close()
        table[line] = {visit: round(statistics.median(values), 2) for visit, values in times.items()}
    return table


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--visits", type=int, default=7)
    parser.add_argument("--session", default="workplan", help="the example workshop's session that is opened")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args()
    with stage(load_workshop(EXAMPLE)) as held, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        table = measured(browser, held, f"{held.address}/s/{options.session}", options.visits)
        browser.close()
    if options.json:
        sys.stdout.write(json.dumps(table) + "\n")
        return
    sys.stdout.write(f"{'line':22}{'first visit s':>14}{'again s':>9}\n")
    for line, row in table.items():
        sys.stdout.write(f"{line:22}{row['first']:14.2f}{row['again']:9.2f}\n")


if __name__ == "__main__":
    main()

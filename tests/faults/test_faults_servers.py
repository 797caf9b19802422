"""A server dies while somebody types: the page goes on with the other one, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from fault_load import Load, measured
from fault_room import Served, codes
from fault_servers import Balancer, two_servers
from playwright.sync_api import Browser, Page, expect

from kit.definitions import load_workshop
from kit.domain.viewer import ORGANISER
from kit.storage import open_store

QUESTION = "What is the barrier?"


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[Balancer, list[Served]]]:
    with two_servers() as made:
        yield made


def test_people_who_save_while_kernels_are_killed_lose_nothing_and_the_console_answers(
    pair: tuple[Balancer, list[Served]],
) -> None:
    balancer, servers = pair
    row = measured(balancer.address, servers, Load(3, 4, 7, ("kernel",), 2))
    assert not row.bad, row.line()
    assert row.accepted > 10
    assert "console nan" not in row.note, row.line()
    assert len(balancer.passed) == 2, "one server had all the visitors"


def joined(browser: Browser, balancer: Balancer, code: str) -> Page:
    """Somebody of a delegation, on the open session's page."""
    page = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB").new_page()
    page.goto(f"{balancer.address}/join/{code}")
    page.fill("#name", "Mayor")
    page.click("form.live-form button")
    page.wait_for_url("**/s/barriers", timeout=60_000)
    return page


def test_server_that_is_killed_while_somebody_types_is_replaced_by_the_other_and_nothing_is_lost(
    pair: tuple[Balancer, list[Served]], browser: Browser
) -> None:
    balancer, servers = pair
    before = {kernel.pid for server in servers for kernel in server.kernels()}
    page = joined(browser, balancer, codes(servers[0])["BD"])
    page.get_by_role("button", name="Add a barrier").click(timeout=60_000)
    page.get_by_label(QUESTION).fill("Typed before")
    page.get_by_label(QUESTION).blur()
    expect(page.get_by_text("✓ Saved").first).to_be_visible(timeout=60_000)
    (holder,) = [server for server in servers if {kernel.pid for kernel in server.kernels()} - before]
    page.context.set_offline(True)
    page.get_by_label(QUESTION).fill("Typed while the server was dead")
    page.get_by_label(QUESTION).blur()
    expect(page.locator('.kf-status[data-state="waiting"], .kf-status[data-state="saving"]').first).to_be_visible()
    holder.kill()
    page.context.set_offline(False)
    # The page finds that its kernel is gone, loads anew with one of the other server, and sends what it had kept.
    card = page.locator(".kf-card").filter(has_text="Typed while the server was dead").first
    expect(card).to_be_visible(timeout=60_000)
    (other,) = [server for server in servers if server is not holder]
    expect(card).to_contain_text("Saved", timeout=60_000)
    with closing(open_store(load_workshop(other.folder), other.database)) as store:
        entries = store.view(ORGANISER).entries("barrier")
        (entry,) = [entry for entry in entries if entry.values["statement"] == "Typed while the server was dead"]
        said = [revision.values.get("statement") for revision in store.view(ORGANISER).history(entry.id)]
    assert said == ["Typed before", "Typed while the server was dead"]
    assert entry.conflicts == ()
    page.context.close()

"""Codes, languages, leaving, and doors that stay shut."""

from __future__ import annotations

import json
import shutil

from held_room import EXAMPLE, PHONE, Room, run_kit
from playwright.sync_api import expect

from kit.definitions import load_workshop
from kit.definitions.places import NOTEBOOKS
from kit.domain.entry import Change
from kit.domain.viewer import Role, Viewer
from kit.storage import open_store


def test_a_wrong_code_is_said_in_words_and_what_was_typed_stays(shared_room: Room) -> None:
    page = shared_room.visitor()
    page.goto(f"{shared_room.address}/join")
    page.fill("#code", "AAAA-BBBB")
    page.fill("#name", "Mayor's office")
    page.click("form.live-form button")
    expect(page.get_by_role("alert")).to_contain_text("code")
    expect(page.locator("#name")).to_have_value("Mayor's office")
    assert page.context.cookies() == [] or all(c["name"] != "kit_person" for c in page.context.cookies())


def test_a_links_code_is_filled_in_and_leaves_the_address(shared_room: Room) -> None:
    page = shared_room.visitor()
    page.goto(f"{shared_room.address}/join/{shared_room.codes()[('participant', 'BD')]}")
    expect(page.locator("#code")).to_have_value(shared_room.codes()[("participant", "BD")])
    page.wait_for_url("**/join")
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == "kit_person"]


def test_a_revoked_code_shuts_its_people_out_and_a_new_one_lets_them_in(shared_room: Room) -> None:
    page = shared_room.person("Mayor", "BD")
    old = shared_room.codes()[("participant", "BD")]
    rows = json.loads(run_kit("codes", shared_room.folder, "--revoke", old, "--json").stdout)
    new = next(row["code"] for row in rows if row["delegation"] == "BD")
    assert new != old
    page.goto(f"{shared_room.address}/now")
    page.wait_for_url("**/join*")
    page.fill("#code", old)
    page.fill("#name", "Mayor")
    page.click("form.live-form button")
    expect(page.get_by_role("alert")).to_be_visible()
    page.fill("#code", new.lower().replace("-", " "))
    page.click("form.live-form button")
    page.wait_for_url(lambda url: "/join" not in url)


def test_the_page_is_right_to_left_where_the_language_is(shared_room: Room) -> None:
    run_kit("open", shared_room.folder, "barriers")
    page = shared_room.visitor()
    page.goto(f"{shared_room.address}/join/{shared_room.codes()[('participant', 'PK')]}")
    page.fill("#name", "دفتر")
    page.get_by_role("button", name="اردو").click()
    expect(page.locator("html")).to_have_attribute("lang", "ur")
    expect(page.locator("#name")).to_have_value("دفتر")
    page.click("form.live-form button")
    page.wait_for_url("**/s/barriers")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ur")


def test_leaving_empties_the_device(shared_room: Room) -> None:
    page = shared_room.person("Mayor", "BD")
    page.goto(f"{shared_room.address}/now?stay")
    page.evaluate("() => localStorage.setItem('kit:draft', 'words')")
    page.get_by_role("button", name="Leave on this device").click()
    page.wait_for_url("**/left")
    assert page.evaluate("() => localStorage.length") == 0
    page.go_back()
    page.wait_for_url("**/join*")


def test_leaving_from_a_sessions_page_ends_its_kernel_and_asks_where_something_is_not_saved(shared_room: Room) -> None:
    run_kit("open", shared_room.folder, "barriers")
    page = shared_room.person("Mayor", "BD")
    page.goto(f"{shared_room.address}/s/barriers")
    expect(page.get_by_role("button", name="Leave on this device")).to_be_visible()
    kernel = json.loads(page.locator("#kit-page").text_content() or "{}")["kernelId"]
    page.evaluate("() => document.querySelector('main').insertAdjacentHTML('beforeend', '<i data-state=waiting></i>')")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="Leave on this device").click()
    assert "not been saved" in asked[0]
    assert page.url.endswith("/s/barriers")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Leave on this device").click()
    page.wait_for_url("**/left")
    assert page.evaluate("() => localStorage.length") == 0
    assert page.request.get(f"{shared_room.address}/api/kernels/{kernel}").status == 403
    page.go_back()
    page.wait_for_url("**/join*")


def test_a_links_code_is_in_no_request_no_log_and_no_history(shared_room: Room) -> None:
    code = shared_room.codes()[("participant", "MV")]
    page = shared_room.visitor()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(f"{request.url} {request.headers} "))
    page.goto(f"{shared_room.address}/join#{code}")
    expect(page.locator("#code")).to_have_value(code)
    page.wait_for_url("**/join")
    page.fill("#name", "Somebody")
    page.click("form.live-form button.kit-button-main")
    page.wait_for_url(lambda url: "/join" not in url)
    page.go_back()
    page.wait_for_load_state()
    assert code not in page.url
    assert seen
    assert not [words for words in seen if code in words.replace("#" + code, "")]
    assert code not in shared_room.log.read_text().partition("Stop with Ctrl+C")[2]


def test_a_name_is_needed_and_its_length_is_limited(shared_room: Room) -> None:
    page = shared_room.visitor()
    page.goto(f"{shared_room.address}/join/{shared_room.codes()[('participant', 'BD')]}")
    page.evaluate("() => document.querySelector('form.live-form').noValidate = true")
    page.click("form.live-form button")
    expect(page.get_by_role("alert")).to_contain_text("name")


def test_somebody_new_reads_what_was_agreed_last_time_and_that_it_folds(shared_room: Room) -> None:
    """The workshop before may be named, and its page be put on the agenda, while the room is open."""
    earlier = shared_room.folder.parent / "earlier"
    shutil.copytree(EXAMPLE, earlier, ignore=shutil.ignore_patterns("data", "records", "reports", "export"))
    store = open_store(load_workshop(earlier))
    for code in ("BD", "LK"):
        values = {"title": f"Priority of {code}", "target_12m": "Forty trained"}
        change = Change(f"change-{code}", f"entry-{code}", "priority", 0, values, session="workplan", delegation=code)
        store.view(Viewer(Role.ORGANISER, code)).save(change)
    store.close()
    definition = shared_room.folder / "workshop.yaml"
    before = definition.read_text(encoding="utf-8")
    own = shared_room.folder / "notebooks" / "registration.ipynb"
    own.parent.mkdir()
    shutil.copy(NOTEBOOKS / "briefing.ipynb", own)
    definition.write_text(f"{before}\nprevious: ../earlier\n", encoding="utf-8")
    run_kit("open", shared_room.folder, "opening-registration")
    page = shared_room.person("Newcomer", "BD")
    page.goto(f"{shared_room.address}/s/opening-registration")
    expect(page.get_by_text("Priority of BD")).to_be_visible()
    page.get_by_text("Sri Lanka", exact=True).click()
    expect(page.get_by_text("No plan of this delegation can be seen.").locator("visible=true")).to_have_count(1)
    assert "Priority of LK" not in page.content()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    definition.write_text(before, encoding="utf-8")
    shutil.rmtree(own.parent)


def test_the_console_shows_who_corrected_what_was_sent_back(shared_room: Room) -> None:
    url = "http://192.168.1.10:8866"
    run_kit(
        "followup", shared_room.folder, "--round", "two-weeks", "--format", "html", "--delegation", "MV", "--url", url
    )
    page = shared_room.facilitator()
    page.goto(f"{shared_room.address}/console")
    page.get_by_text("Sent back to delegations").click()
    expect(page.get_by_role("row", name="Maldives nothing told")).to_be_visible()

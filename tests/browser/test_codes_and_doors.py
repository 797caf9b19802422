"""Codes, languages, leaving, doors that stay shut, and sheets of paper by their number."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from held_room import EXAMPLE, PHONE, Room, card, question, run_kit, saved, write
from PIL import Image
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


def test_a_sheet_is_photographed_on_one_phone_and_typed_in_on_another(shared_room: Room, tmp_path: Path) -> None:
    """A slip is noticed, the photo stands beside the form, and others learn nothing of either."""
    run_kit("open", shared_room.folder, "barriers")
    printed = run_kit("paper", shared_room.folder, "--form", "barrier", "--out", tmp_path, "--json")
    number, *_ = (sheet for form in json.loads(printed.stdout) for sheet in form["numbers"])
    one, facilitator = shared_room.person("Mayor", "BD"), shared_room.facilitator()
    stranger = shared_room.person("Officer", "LK")

    one.goto(f"{shared_room.address}/paper")
    one.get_by_label("Number of the sheet").fill(number[:-1] + str((int(number[-1]) + 1) % 10))
    one.get_by_role("button", name="Find the sheet").click()
    expect(one.get_by_role("alert")).to_contain_text("a digit is wrong or two are exchanged")
    one.get_by_label("Number of the sheet").fill(number.replace("-", ""))
    one.get_by_role("button", name="Find the sheet").click()
    expect(one.get_by_role("heading", name=f"Sheet {number}")).to_be_visible()
    picture = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x013B] = "Rahima of Dhaka"
    Image.effect_noise((1200, 900), 60).save(picture, exif=exif)
    one.locator("#photo").set_input_files(picture)
    shown = one.get_by_alt_text(f"Photo of sheet {number}")
    expect(shown).to_be_visible()
    kept = one.request.get(f"{one.url}/photo")
    assert kept.headers["content-type"] == "image/jpeg"
    assert b"Rahima" not in kept.body()

    for address in (f"/paper/{number}", f"/paper/{number}/form"):
        stranger.goto(f"{shared_room.address}{address}")
        expect(stranger.get_by_role("alert")).to_contain_text("another delegation's")
    assert stranger.request.get(f"{shared_room.address}/paper/{number}/photo").status == 404

    newcomer = shared_room.visitor()
    newcomer.goto(f"{shared_room.address}/paper/{number}")
    newcomer.fill("#code", shared_room.codes()[("participant", "BD")])
    newcomer.fill("#name", "Clerk")
    newcomer.click("form.live-form button")
    expect(newcomer.get_by_role("heading", name=f"Sheet {number}")).to_be_visible()

    facilitator.goto(f"{shared_room.address}/paper/{number}")
    facilitator.get_by_role("link", name="Type it in").click()
    expect(facilitator.get_by_alt_text(f"Photo of sheet {number}")).to_be_visible()
    write(facilitator, "statement", "Written by hand")
    saved(facilitator)
    expect(facilitator.get_by_label("I enter this for someone without a device")).to_be_checked()

    one.goto(f"{shared_room.address}/s/barriers")
    expect(card(one, "Written by hand")).to_contain_text(f"from paper {number}")
    one.goto(f"{shared_room.address}/paper?number={number}")
    expect(one.get_by_text("by Facilitator")).to_be_visible()
    one.get_by_role("link", name="Open what was typed in").click()
    expect(question(one, "statement").locator("textarea")).to_have_value("Written by hand")


def test_what_somebody_tells_is_entered_for_them_without_a_sheet(shared_room: Room) -> None:
    run_kit("open", shared_room.folder, "barriers")
    facilitator = shared_room.facilitator()
    facilitator.goto(f"{shared_room.address}/console")
    facilitator.get_by_role("link", name="Someone without a device").click()
    facilitator.get_by_label("Delegation").select_option("MV")
    facilitator.get_by_label("Form", exact=True).select_option("barrier")
    facilitator.get_by_role("button", name="Enter it for them").click()
    facilitator.get_by_label("For whom").select_option("councillor")
    write(facilitator, "statement", "Told at the table")
    saved(facilitator)
    exported = shared_room.folder / "export"
    run_kit("export", shared_room.folder, "--format", "json", "--out", exported)
    document = json.loads(next(exported.glob("*.json")).read_text())
    (entry,) = (e for e in document["forms"]["barrier"] if e["delegation"] == "MV")
    assert (entry["entered_for"], entry["late"]) == ("councillor", False)


def test_anonymous_sheets_are_typed_in_one_after_another(shared_room: Room) -> None:
    """What was typed is there again on its page, and on no other; the totals are all that anybody else sees."""
    run_kit("open", shared_room.folder, "close")
    facilitator, member = shared_room.facilitator(), shared_room.person("Mayor", "BD")
    member.goto(f"{shared_room.address}/paper")
    expect(member.get_by_role("heading", name="Anonymous sheets")).to_have_count(0)
    for words in ("Too long", "Come again"):
        facilitator.goto(f"{shared_room.address}/paper")
        facilitator.get_by_role("button", name="Type in a sheet").click()
        expect(question(facilitator, "change").locator("textarea")).to_have_value("")
        write(facilitator, "change", words)
        saved(facilitator)
        facilitator.reload()
        expect(question(facilitator, "change").locator("textarea")).to_have_value(words)
    facilitator.get_by_role("link", name="Next anonymous sheet").click()
    facilitator.wait_for_url("**/paper")
    facilitator.goto(f"{shared_room.address}/s/close")
    expect(facilitator.get_by_text("Come again")).to_have_count(0)

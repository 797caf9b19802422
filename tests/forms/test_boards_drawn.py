"""Boards in the browser: drawn from data, with their words beside them."""

from __future__ import annotations

from forms_room import Room, Site

from kit.domain.checks import PlanWarning
from kit.forms.boards import checks_board

CODE = """
from IPython.display import display
from kit.forms.board import BoardWidget
from kit.forms.boards import checks_board, counts_board, tally_board, timeline_board
from kit.domain.checks import check_plan
activities = view.entries("activity")
boards = [
    ("checks", checks_board(check_plan(None, activities, []), "en")),
    ("tally", tally_board(view.tally("priorities"), workshop, "en")),
    ("counts", counts_board([("Bangladesh", 4), ("India", 0)], of=12)),
    ("bars", None),
]
for kind, data in boards:
    display(BoardWidget(kind, data, language="en"))
widget = BoardWidget("timeline", timeline_board(activities, workshop, "en"), language="en")
widget.refresh = lambda: setattr(widget, "data", timeline_board(view.entries("activity"), workshop, "en"))
"""


def test_boards_draw_results_and_their_tables_and_follow_the_data(site: Site, room: Room) -> None:
    """Each board says in words what it draws; a timeline follows its data; nothing is wider than a phone."""
    for session in ("workplan", "priorities"):
        room.open(session)
    view = room.join()
    first = room.write(view, "activity", {"activity": "<b>Train</b>", "start": "2023-03-01", "end": "2023-06-30"})
    room.close("priorities")
    page = site.open(site.address(view, CODE))
    assert page.locator('[data-kind="tally"] .kd-facts').is_visible()
    assert "Too few ballots" in (page.locator('[data-kind="tally"]').text_content() or "")
    assert page.locator('[data-kind="counts"] li').all_text_contents() == ["4 / 12Bangladesh", "0 / 12India"]
    assert page.locator('[data-kind="bars"] .kd-empty').count() == 1
    assert "To be settled first" in (page.locator('[data-kind="checks"] .is-blocking').text_content() or "")
    timeline = page.locator('[data-kind="timeline"]')
    assert timeline.locator(".kd-row").count() == 1
    assert "<b>Train</b>" in (timeline.locator(".kd-row").text_content() or "")
    timeline.locator("summary").click()
    assert timeline.locator("tbody td").all_text_contents()[:2] == ["1 Mar 2023", "30 Jun 2023"]
    more = {"activity": "Evaluate", "start": "2023-07-01", "end": "2023-09-30", "dependencies": [first]}
    room.write(view, "activity", more)
    timeline.locator(".kd-row").nth(1).wait_for()
    assert "after BD-01" in (timeline.locator(".kd-row").nth(1).text_content() or "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_numbers_of_a_check_are_in_the_digits_of_its_language() -> None:
    found = [PlanWarning("plan.few_priorities", details={"count": 1, "fewest": 3, "most": 7})]
    found.append(
        PlanWarning("plan.unfunded", details={"refs": "BD-01", "currency": "BDT", "amount": "12500", "of": "9"})
    )
    few, unfunded = (item["words"] for item in checks_board(found, "bn")["items"])
    assert "১টি" in few
    assert "১২,৫০০" in unfunded

"""What a participant sees between sessions: what is open now, and the agenda."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

from tornado.web import authenticated

from kit.live.agenda import days
from kit.live.languages import tongues
from kit.live.pages import PageHandler, Visited
from kit.live.taking_part import group_data, here_data


class NowHandler(PageHandler):
    """On to the session that is open, or a place to wait."""

    @authenticated
    def get(self) -> None:
        """The only open session at once; otherwise the agenda, which follows the room by itself."""
        with self.room.store.moment():
            self._get()

    def _get(self) -> None:
        opened = self.room.open_sessions()
        # "?stay" is how a page leads back to the agenda without being sent to where it came from.
        if len(opened) == 1 and not self.get_arguments("stay"):
            self.redirect(f"/s/{opened[0].id}")
            return
        self.page(
            "now",
            opened=opened,
            days=days(self.room, self.language, self.say),
            name=self.room.store.people.display_name(self.person),
            groups={session.id: group_data(self, session) for session in opened},
        )


class NowDataHandler(PageHandler):
    """The open sessions with their timers, groups and who is ready, for pages that follow the room."""

    @authenticated
    def get(self) -> None:
        """As JSON."""
        self.finish(now_data(self))


def now_data(handler: Visited) -> dict[str, object]:
    """What a visitor's page shows of the room now, and the number of the last event that it knows of."""
    store, say = handler.room.store, handler.say
    with store.moment():
        opened = handler.room.open_sessions()
        titles = {session.id: session.title.to(handler.language) for session in opened}
        xsrf = handler.xsrf_token.decode()
        return {
            "sequence": store.sequence(),
            "now": datetime.now(UTC).isoformat(),
            "open": [{"id": i, "words": say("live.go", title=title)} for i, title in titles.items()],
            "languages": _languages(handler, xsrf),
            "leave": {"label": say("live.leave"), "unsent": say("live.leave_unsent"), "xsrf": xsrf},
            "here": here_data(handler, opened),
            "timers": {i: s.timer_ends_at.isoformat() for i, s in store.agenda.states().items() if s.timer_ends_at},
        }


def _languages(handler: Visited, xsrf: str) -> dict[str, object]:
    """What the page needs to offer another language; nothing where the workshop has one only."""
    offered = tongues(handler.room.workshop, handler.language)
    if len(offered) < 2:
        return {}
    return {
        "label": handler.say("live.language"),
        "draft": handler.say("live.language_draft"),
        "offered": [asdict(tongue) for tongue in offered],
        "xsrf": xsrf,
    }

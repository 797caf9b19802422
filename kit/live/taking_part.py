"""What a participant's page says and does beside the forms: the delegation is ready, one's own group."""

from __future__ import annotations

from typing import Any

from tornado.web import HTTPError, authenticated

from kit.domain.breakouts import Group, Grouping, room_left, sizes_of
from kit.domain.entry import Refused
from kit.domain.viewer import Role
from kit.domain.workshop import Session
from kit.live.agenda import Say
from kit.live.pages import PageHandler, Visited
from kit.storage.groups import Seat
from kit.storage.ready import Said


def here_data(handler: Visited, opened: list[Session]) -> dict[str, Any]:
    """For each open session what a participant's page shows beside its forms; nothing for staff."""
    if handler.viewer.role is not Role.PARTICIPANT:
        return {}
    ready = handler.room.store.ready.delegations() if opened else {}
    return {
        session.id: {
            "ready": _ready(handler, ready.get(session.id, {}).get(handler.viewer.delegation or "")),
            "group": group_data(handler, session),
        }
        for session in opened
    }


def group_data(handler: Visited, session: Session) -> dict[str, Any] | None:
    """One's own group in an open session, or those to choose from."""
    seat = handler.room.store.groups.seat(session.id, handler.viewer)
    if seat is None:
        return None
    language, say, group = handler.language, handler.say, seat.group
    return {
        "title": say("room.your_group" if group else "room.choose_group"),
        "name": group_name(group, language, say) if group else "",
        "place": group.place.to(language) if group else "",
        "choices": _choices(handler, session, seat) if seat.grouping.by == "theme" else [],
    }


def group_name(group: Group, language: str, say: Say) -> str:
    """A group's theme or delegation, or its number in words."""
    return group.name.to(language) or say("room.group_number", number=int(group.key))


def places_left(left: int | None, say: Say) -> str:
    """How many more a group takes; nothing where it has no bound."""
    if left is None:
        return ""
    return say("room.group_left", left=left) if left else say("room.group_full")


def _choices(handler: Visited, session: Session, seat: Seat) -> list[dict[str, Any]]:
    grouping: Grouping = seat.grouping
    left = room_left(grouping, sizes_of(handler.room.store.groups.counts(session.id)))
    return [
        {
            "key": group.key,
            "name": group_name(group, handler.language, handler.say),
            "note": _note(handler, group, seat, left[group.key]),
            "chosen": group == seat.group,
            "full": left[group.key] == 0 and group != seat.group,
        }
        for group in grouping.groups
    ]


def _note(handler: Visited, group: Group, seat: Seat, left: int | None) -> str:
    if group == seat.group:
        return handler.say("room.group_yours")
    return places_left(left, handler.say)


def _ready(handler: Visited, said: Said | None) -> dict[str, Any]:
    if said is None:
        return {"said": False, "words": handler.say("room.ready_hint"), "button": handler.say("room.we_are_ready")}
    name = handler.room.store.people.display_name(said.by) if said.by else ""
    words = handler.say("room.you_are_ready_by", name=name) if name else handler.say("room.you_are_ready")
    return {"said": True, "words": words, "button": handler.say("room.not_yet")}


class _SessionPost(PageHandler):
    """Something that a participant does in a session; what the store refuses is said in words."""

    @authenticated
    def post(self, session_id: str) -> None:
        """Do it."""
        try:
            self.do(session_id)
            message = ""
        except Refused as refusal:
            self.set_status(409)
            message = self.why(refusal)
        self.finish({"message": message})

    def do(self, session_id: str) -> None:
        """What this address is for. Raises Refused."""
        raise NotImplementedError


class ReadyHandler(_SessionPost):
    """The delegation is ready, or not after all."""

    def do(self, session_id: str) -> None:
        """`ready` is yes or no."""
        said = self.get_body_argument("ready", "")
        if said not in ("yes", "no"):
            raise HTTPError(400)
        self.room.store.ready.say(session_id, said == "yes", self.viewer)


class GroupHandler(_SessionPost):
    """Choosing one's group."""

    def do(self, session_id: str) -> None:
        """`group` is its key."""
        self.room.store.groups.choose(session_id, self.get_body_argument("group", "")[:64], self.viewer)

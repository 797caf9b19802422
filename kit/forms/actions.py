"""Things to do with one press: take a suggestion into the plan, confirm it, publish it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import traitlets

from kit.domain.entry import Refused
from kit.domain.texts import direction
from kit.forms.base import KitWidget
from kit.storage import StorageProblem
from kit.words import say

STATIC = Path(__file__).with_name("static")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Field:
    """Something to write before the press."""

    name: str
    label: str
    type: str = "text"
    """HTML's input type: `text` or `date`."""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One press; `id` comes back to Python."""

    id: str
    title: str
    button: str
    text: str = ""
    fields: tuple[Field, ...] = ()


Do = Callable[[str, Mapping[str, str]], str]
"""Takes an action's id and fields, and says what has been done. Raises Refused."""


class ActionsWidget(KitWidget):
    """A list of actions under a heading; `offered` is asked again after each change in the store."""

    _esm = STATIC / "actions.js"  # type: ignore[assignment]
    _css = STATIC / "actions.css"  # type: ignore[assignment]
    heading = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    direction = traitlets.Unicode().tag(sync=True)
    actions: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    said = traitlets.Dict().tag(sync=True)
    """The answer to the last press: {"text", "fine"}."""

    def __init__(
        self, heading: str, offered: Callable[[], Sequence[Action]], do: Do, language: str, hint: str = ""
    ) -> None:
        self._offered, self._do, self._language = offered, do, language
        super().__init__(heading=heading, hint=hint, direction=direction(language), actions=self._now())
        self.on_msg(self._heard)

    def refresh(self) -> None:
        """Offer what can be done now."""
        self.actions = self._now()

    def _now(self) -> list[dict[str, Any]]:
        return [asdict(action) for action in self._offered()]

    def _heard(self, _: Any, content: Mapping[str, Any], __: Any) -> None:
        try:
            known = {action.id for action in self._offered()}
            fields = {str(k): str(v) for k, v in dict(content.get("fields") or {}).items()}
            action = str(content.get("id"))
            words = self._do(action, fields) if action in known else say("session.action_gone", self._language)
            self.said = {"text": words, "fine": action in known}
        except Refused as refused:
            self.said = {"text": say(refused.code, self._language, **refused.details), "fine": False}
        except StorageProblem as problem:
            log.error("An action was not carried out: %s", problem)
            self.said = {"text": say("session.not_done", self._language), "fine": False}
        except Exception:
            log.exception("An action was not carried out")
            self.said = {"text": say("session.not_done", self._language), "fine": False}
        self.refresh()

"""The store as one viewer has it: the only way to entries."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from kit.domain.disagreement import Stand
from kit.domain.entry import Change, Entry, Refused, Saved
from kit.domain.marks import Marks
from kit.domain.merge import Revision
from kit.domain.nominal import FIRST, Poll
from kit.domain.plan import PlanState
from kit.domain.pulse import Pulse
from kit.domain.shown import Said, show, shown
from kit.domain.suppress import Suppressed
from kit.domain.tally import Ballot, Tally
from kit.domain.viewer import Viewer
from kit.storage import ballots, gathered, history, moderation, plans, saving, sheets
from kit.storage import tables as t
from kit.storage.context import Context
from kit.storage.counts import Count, counts
from kit.storage.gathered import Gathered
from kit.storage.kept import Kept, Wanted
from kit.storage.moderation import Desk
from kit.storage.people import check_admitted
from kit.storage.pulses import pulses
from kit.storage.reading import seen
from kit.storage.rows import read_stored
from kit.storage.sheets import Sheet
from kit.storage.showing import remember, remembered
from kit.storage.totals import is_news_of, note_look_at, remarks, totals
from kit.storage.writing import Writer


class _Moment(threading.local):
    """Of one thread: whether `View.at_once` lasts, and whether anything has been read in it since the last write."""

    lasts = False
    read = False


class View:
    """What `viewer` may read and write. What they may not see is never read out of the store for them."""

    def __init__(self, context: Context, viewer: Viewer) -> None:
        self._context, self.viewer = context, viewer
        self._kept = Kept(context, viewer)
        self._moment = _Moment()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Lists that were read before are read again once for all that this thread asks meanwhile.

        Nothing is held for it in the database, where a reader may keep writers waiting.
        """
        self._moment.lasts, self._moment.read = True, False
        try:
            yield
        finally:
            self._moment.lasts = False

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._context.database.reading() as connection:
            check_admitted(connection, self.viewer)
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        self._moment.read = False
        with self._context.database.writing() as connection:
            check_admitted(connection, self.viewer)
            yield connection

    @contextmanager
    def _looking(
        self, is_news: Callable[[Connection], bool], note: Callable[[Connection], None]
    ) -> Iterator[Connection]:
        """For what is shown again and again: what a look shows anew is noted before it is shown."""
        with self._reading() as connection:
            news = is_news(connection)
            if not news:
                yield connection
        if news:
            with self._writing() as connection:
                note(connection)
                yield connection

    def _looking_at(self, form: str) -> AbstractContextManager[Connection]:
        return self._looking(
            lambda connection: is_news_of(connection, self._context, self.viewer, form),
            lambda connection: note_look_at(connection, self._context, self.viewer, form),
        )

    def _counting(self, session: str, *rounds: str | None) -> AbstractContextManager[Connection]:
        return self._looking(
            lambda connection: ballots.shows_news(connection, self._context, self.viewer, session, *rounds),
            lambda connection: ballots.note_count(connection, self._context, self.viewer, session, *rounds),
        )

    def _listed(self, wanted: Wanted) -> list[Entry]:
        if self._moment.lasts and self._moment.read and (known := self._kept.known(wanted)) is not None:
            return known
        with self._reading() as connection:
            shown = self._kept.entries(connection, wanted)
        self._moment.read = True
        return shown

    def entries(
        self,
        form: str | None = None,
        *,
        session: str | None = None,
        delegation: str | None = None,
        subject: str | None = None,
        deleted: bool = False,
        concerning: str | None = None,
    ) -> list[Entry]:
        """The entries that match everything named, oldest first; those that were deleted only when asked for.

        An entry whose delegation or subject the viewer may not know matches no delegation or subject. ``concerning``
        names a delegation: then only what its `Store.fingerprint` covers is read, all that its documents need.
        """
        own = delegation if delegation == self.viewer.delegation else None
        shown = self._listed(Wanted(form, session, deleted, concerning, own))
        if delegation is None and subject is None:
            return shown
        wanted = {"delegation": delegation, "subject": subject}
        return [e for e in shown if all(value in (None, getattr(e, name)) for name, value in wanted.items())]

    def entry(self, entry_id: str) -> Entry:
        """One entry, deleted or not. Raises Refused where there is none, or none that the viewer may see."""
        with self._reading() as connection:
            found = read_stored(connection, select(t.entry).where(t.entry.c.id == entry_id))
            shown = seen(connection, self._context, self.viewer, found)
        if not shown:
            raise Refused("store.not_found")
        return shown[0]

    def save(self, change: Change) -> Saved:
        """Saves a change once, however often it is sent; on disk when this returns.

        Raises Refused where the change may not be made, StorageProblem where the database did not take it.
        """
        with self._writing() as connection:
            return saving.save(Writer(connection, self._context, self.viewer), change)

    def history(self, entry_id: str) -> list[Revision]:
        """An entry's revisions, oldest first; for its own delegation and staff. Raises Refused for others."""
        with self._reading() as connection:
            return history.history(connection, self._context, self.viewer, entry_id)

    def restore(self, entry_id: str, version: int, change_id: str) -> Saved:
        """Brings an entry's answers back to those of a version, as a new revision that can itself be undone."""
        with self._writing() as connection:
            return history.restore(Writer(connection, self._context, self.viewer), entry_id, version, change_id)

    def plan_state(self, delegation: str) -> PlanState:
        """How far a delegation's plan has come."""
        with self._reading() as connection:
            return plans.plan_state(connection, delegation)

    def transition(
        self, delegation: str, to: str, *, name: str | None = None, on: date | str | None = None, change_id: str
    ) -> Saved:
        """Moves a plan on (see `kit.domain.plan.may_transition`); a confirmation needs `name` and the day `on`."""
        with self._writing() as connection:
            writer = Writer(connection, self._context, self.viewer)
            return plans.transition(writer, delegation, to, name, on, change_id)

    def ballot(self, session: str) -> Ballot | None:
        """One's own ballot, or None before it is cast."""
        with self._reading() as connection:
            return ballots.read_ballot(connection, self._context, self.viewer, session)

    def cast(self, session: str, values: Marks, change_id: str) -> Ballot:
        """Casts one's ballot, or changes it while the session is open; the ballot that stands."""
        with self._writing() as connection:
            return ballots.cast(Writer(connection, self._context, self.viewer), session, values, change_id)

    def poll(self, session: str) -> Poll:
        """A vote as it stands, with its options of now. Raises Refused for a session without one."""
        with self._reading() as connection:
            return ballots.read_poll(connection, self._context, session)

    def tally(self, session: str, round: str | None = None) -> Tally | None:
        """The result of a vote, or of an earlier round of it; None while ballots may still be changed."""
        with self._counting(session, round) as connection:
            return ballots.count(connection, self._context, self.viewer, session, round)

    def held_back(self, session: str) -> int:
        """How many ballots must be cast or changed before a vote's result is shown anew; 0 where none was shown."""
        with self._reading() as connection:
            return ballots.held_back(connection, self._context, session)

    def vote_record(self, session: str, *, with_delegations: bool = False) -> dict[str, Any]:
        """A closed vote's record as plain JSON values. Raises Refused for all but organisers, and while it is open."""
        with self._counting(session, None, FIRST) as connection:
            return ballots.vote_record(
                connection, self._context, self.viewer, session, with_delegations=with_delegations
            )

    def disagreement(self, session: str) -> tuple[Stand, ...]:
        """How far the first ranking of a nominal group disagrees, most first; nothing before it is over."""
        with self._counting(session, FIRST) as connection:
            return ballots.disagreement(connection, self._context, self.viewer, session)

    def counts(self) -> list[Count]:
        """How many entries each delegation has in each session; participants see their own delegation's numbers."""
        with self._reading() as connection:
            return counts(connection, self._context, self.viewer)

    def pulses(self) -> dict[str, dict[str, Pulse]]:
        """How far each delegation is in each open session, by session and code; for staff."""
        with self._reading() as connection:
            return pulses(connection, self._context, self.viewer)

    def totals(self, form: str, question: str) -> Suppressed | None:
        """How many gave each answer in an anonymous form, small groups hidden; None while people still answer."""
        with self._looking_at(form) as connection:
            return totals(connection, self._context, self.viewer, form, question)

    def remarks(self, form: str, question: str) -> tuple[str, ...] | None:
        """What people wrote in an anonymous form, for staff: once five wrote and the session is closed, else None."""
        with self._looking_at(form) as connection:
            return remarks(connection, self._context, self.viewer, form, question)

    def shown(self, name: str, cells: Sequence[str], said: Said) -> Suppressed:
        """What may be shown now of the total `name`, which is shown again and again (see `kit.domain.shown`).

        `said` is what people answered, as the viewer may read it; whoever sees as much is shown the same.
        """
        return self._told(self.viewer, name, cells, said)

    def _told(self, to: Viewer, name: str, cells: Sequence[str], said: Said) -> Suppressed:
        with self._reading() as connection:
            before = remembered(connection, to, name)
        if (told := show(said, cells, before)) != before:
            with self._writing() as connection:
                told = show(said, cells, remembered(connection, to, name))
                remember(connection, to, name, told)
        return shown(cells, told)

    def desk(self, sheet: Sheet) -> Desk:
        """The answers to one question for those who sort them, with all that was done. Raises Refused for others."""
        with self._reading() as connection:
            return moderation.desk(connection, self._context, self.viewer, sheet)

    def sort(
        self,
        sheet: Sheet,
        action: str,
        entries: Mapping[str, int] | None = None,
        group: str | None = None,
        words: str | None = None,
    ) -> None:
        """Takes one step in sorting; `entries` with the versions that were read. Raises Refused."""
        with self._writing() as connection:
            writer = Writer(connection, self._context, self.viewer)
            moderation.sort(writer, sheet, action, entries or {}, group, words)

    def unsort(self, sheet: Sheet) -> bool:
        """Takes the last step in sorting back, whoever made it; whether there was one."""
        with self._writing() as connection:
            return moderation.take_back(Writer(connection, self._context, self.viewer), sheet)

    def sheets(self) -> list[Sheet]:
        """The questions whose answers somebody has begun to sort."""
        with self._reading() as connection:
            return sheets.begun(connection, self._context)

    def gathered(self, sheet: Sheet) -> Gathered:
        """What has come of a question, as far as the viewer may see it."""
        with self._reading() as connection:
            found = gathered.gathered(connection, self._context, self.viewer, sheet)
        if self.viewer.staff or not (said := gathered.sizes(found)):
            return found
        name = f"{sheet.session}.{sheet.form}.{sheet.question}.groups"
        return gathered.told(found, self._told(gathered.ANYBODY, name, list(said), said))

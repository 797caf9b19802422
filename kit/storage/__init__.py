"""The only part of the kit that talks to a database; who sees what is decided here."""

from kit.domain.merge import Revision
from kit.storage.agenda import Agenda, SessionState, Step, Undone
from kit.storage.backup import restore_backup
from kit.storage.codes import Codes, JoinCode
from kit.storage.counts import Count
from kit.storage.events import Event
from kit.storage.gathered import Gathered
from kit.storage.lock import FolderLock
from kit.storage.moderation import Desk
from kit.storage.one_person import about_person, forget_person
from kit.storage.papers import Asked, Paper
from kit.storage.people import People, Person
from kit.storage.place import has_answers
from kit.storage.problems import StorageProblem
from kit.storage.purging import PurgeLog, purge
from kit.storage.rehearsed import Rehearsed, keep_rehearsed, last_rehearsed
from kit.storage.sheets import Sheet
from kit.storage.store import Store, open_store
from kit.storage.view import View

__all__ = [
    "Agenda",
    "Asked",
    "Codes",
    "Count",
    "Desk",
    "Event",
    "FolderLock",
    "Gathered",
    "JoinCode",
    "Paper",
    "People",
    "Person",
    "PurgeLog",
    "Rehearsed",
    "Revision",
    "SessionState",
    "Sheet",
    "Step",
    "StorageProblem",
    "Store",
    "Undone",
    "View",
    "about_person",
    "forget_person",
    "has_answers",
    "keep_rehearsed",
    "last_rehearsed",
    "open_store",
    "purge",
    "restore_backup",
]

"""The only part of the kit that talks to a database; who sees what is decided here."""

from kit.domain.merge import Revision
from kit.storage.agenda import Agenda, SessionState
from kit.storage.codes import Codes, JoinCode
from kit.storage.events import Event
from kit.storage.people import People, Person
from kit.storage.problems import StorageProblem
from kit.storage.store import Store, open_store
from kit.storage.view import View

__all__ = [
    "Agenda",
    "Codes",
    "Event",
    "JoinCode",
    "People",
    "Person",
    "Revision",
    "SessionState",
    "StorageProblem",
    "Store",
    "View",
    "open_store",
]

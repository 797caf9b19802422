"""An invitation for each person of a list: a page in their language with a code of their own, and a table of all.

What is stored is the codes alone. Whose they are stands in the files that are written, and nowhere else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.domain.entry import Refused
from kit.exchange.invited import Invited, write_invited
from kit.reports.sheets import offered_language, write_code_sheets
from kit.storage import Store


@dataclass(frozen=True)
class Made:
    """What was written."""

    pdf: Path
    tables: tuple[Path, ...]
    codes: tuple[str, ...]
    """Each person's, in the order of the list."""
    new: int
    """How many codes were made."""
    replaced: tuple[Invited, ...]
    """People whose code in the list was not theirs to keep."""


def invite(store: Store, people: Sequence[Invited], link: Callable[[str], str], out: Path) -> Made:
    """Write ``invitations.pdf``, ``.csv`` and ``.xlsx`` to ``out``. Whoever has a code in the list keeps it.

    ``link`` is the address in a code's QR code.

    Raises:
        OSError: where a file cannot be written.
    """
    workshop = store.workshop
    out.mkdir(parents=True, exist_ok=True)
    # Of two with one code the first keeps it.
    holders = {person.code: person.row for person in reversed(people) if _keeps(store, person)}
    without = [person for person in people if holders.get(person.code) != person.row]
    made = iter(store.codes.invite([(person.role, person.delegation) for person in without]))
    fresh = {person.row: next(made) for person in without}
    codes = [fresh.get(person.row, person.code) for person in people]
    rows = [
        {
            "role": person.role.value,
            "delegation": person.delegation,
            "code": code,
            "url": link(code),
            "name": person.name,
            "language": person.language or offered_language(workshop, person.delegation),
        }
        for person, code in zip(people, codes, strict=True)
    ]
    pdf = out / "invitations.pdf"
    write_code_sheets(workshop, rows, pdf)
    told = [
        [p.name, p.delegation or "", p.role.value, str(row["language"]), p.email, str(row["code"]), str(row["url"])]
        for p, row in zip(people, rows, strict=True)
    ]
    replaced = tuple(person for person in without if person.code)
    return Made(pdf, tuple(write_invited(told, out)), tuple(codes), len(fresh), replaced)


def _keeps(store: Store, person: Invited) -> bool:
    """Whether the code that stands beside a person is a personal one that lets them in as the list says."""
    if not person.code:
        return False
    try:
        found = store.codes.check(person.code)
    except Refused:
        return False
    return found.is_personal and (found.role, found.delegation) == (person.role, person.delegation)

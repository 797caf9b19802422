"""The documents that the batch can make: their names on the command line, their notebooks, whom they are for."""

from collections.abc import Sequence
from dataclasses import dataclass

REGION = "region"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document; ``country`` and ``region`` are notebooks, empty where the kind has none for them."""

    name: str
    country: str = ""
    region: str = ""
    per_session: bool = False
    """One document for each session that has been opened, not one in all."""
    per_round: bool = False
    """One document for each round of follow-up that was sent back."""
    previous: bool = False
    """It is made from the workshop before this one."""
    region_viewer: str = "organiser"
    """Who may read the region's document."""

    def notebook(self, *, region: bool) -> str:
        """The notebook's file name; empty where there is no such document."""
        name = self.region if region else self.country
        return f"{name}.ipynb" if name else ""


KINDS: dict[str, DocumentKind] = {
    kind.name: kind
    for kind in (
        DocumentKind("workplan", "report_country", "report_region"),
        DocumentKind("summary", "report_summary"),
        DocumentKind("signature", "report_signature"),
        DocumentKind("follow-up", "report_followup"),
        DocumentKind("round", "report_round", per_round=True),
        DocumentKind("briefing", "report_briefing", previous=True),
        # Records are the facilitator's: notes without their authors, no contacts, no single ballot.
        DocumentKind("record", "report_record", "report_record", per_session=True, region_viewer="facilitator"),
    )
}
DOCUMENTS = tuple(KINDS)
DEFAULT_DOCUMENTS = ("workplan",)


def known_documents(asked: Sequence[str]) -> tuple[DocumentKind, ...]:
    """The kinds of these names, in the kit's order; names may come in lists with commas.

    Raises:
        ValueError: naming those that are not known, and all that are.
    """
    names = [part.strip().lower() for text in asked for part in text.split(",") if part.strip()]
    unknown = [name for name in dict.fromkeys(names) if name not in KINDS]
    if unknown or not names:
        raise ValueError(f"Unknown document {', '.join(unknown) or '(none given)'}; choose of {', '.join(DOCUMENTS)}.")
    return tuple(kind for kind in KINDS.values() if kind.name in names)

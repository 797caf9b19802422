"""XLSForm's types, and ours for them (https://xlsform.org/en/#question-types)."""

from __future__ import annotations

from kit.domain.form import QuestionType

SAME = {
    "text": QuestionType.TEXT,
    "string": QuestionType.TEXT,
    "integer": QuestionType.INTEGER,
    "int": QuestionType.INTEGER,
    "decimal": QuestionType.DECIMAL,
    "date": QuestionType.DATE,
    "select_one": QuestionType.SELECT_ONE,
    "select_multiple": QuestionType.SELECT_MULTIPLE,
    "rank": QuestionType.RANK,
    "acknowledge": QuestionType.ACKNOWLEDGE,
    "trigger": QuestionType.ACKNOWLEDGE,
    "note": QuestionType.NOTE,
    "begin_repeat": QuestionType.REPEAT,
}
NEAREST = {
    "datetime": QuestionType.DATE,
    "time": QuestionType.TEXT,
    "range": QuestionType.DECIMAL,
    "barcode": QuestionType.TEXT,
    "url": QuestionType.TEXT,
}
"""Types for which the nearest of ours is taken, and said so."""
SILENT = frozenset(
    {"start", "end", "today", "deviceid", "simserial", "subscriberid", "phonenumber", "username", "email", "audit"}
)
"""What a phone notes by itself; this kit does not keep it, and nothing of the form is lost."""
OR_OTHER = " or_other"


def split_type(words: str) -> tuple[str, str]:
    """The type's word in its usual spelling, and the list that it names: `select one level` is select_one, level."""
    text = " ".join(words.split())
    for spoken, usual in (
        ("select one", "select_one"),
        ("select1", "select_one"),
        ("select all that apply from", "select_multiple"),
        ("select multiple", "select_multiple"),
        ("begin group", "begin_group"),
        ("end group", "end_group"),
        ("begin repeat", "begin_repeat"),
        ("end repeat", "end_repeat"),
    ):
        if text.lower().startswith(spoken):
            text = usual + text[len(spoken) :]
    word, _, rest = text.partition(" ")
    return word.lower(), rest.removeprefix("from ").strip()

"""`constraint` expressions that are a minimum, a maximum or a length."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from kit.domain.form import QuestionType

PART = re.compile(r"\.\s*(>=|<=|>|<)\s*(-?[0-9]+(?:\.[0-9]+)?)")
DATE_PART = re.compile(r"\.\s*(>=|<=)\s*date\(\s*['\"]([0-9]{4}-[0-9]{2}-[0-9]{2})['\"]\s*\)")
LENGTH = re.compile(r"string-length\(\s*\.\s*\)\s*(<=|<)\s*([0-9]{1,6})")
KEYS = {">": "minimum", "<": "maximum"}


def read_constraint(words: str, kind: QuestionType) -> dict[str, Any] | None:
    """The fields of a question that say the same, or None where none do."""
    found: dict[str, Any] = {}
    for part in re.split(r"\s+and\s+", words.strip()):
        read = _read_part(part.strip(), kind)
        if read is None:
            return None
        found |= read
    return found


def _read_part(part: str, kind: QuestionType) -> dict[str, Any] | None:
    if kind is QuestionType.TEXT and (match := LENGTH.fullmatch(part)):
        return {"max_length": int(match[2]) - (match[1] == "<")}
    if kind is QuestionType.DATE and (match := DATE_PART.fullmatch(part)):
        return {KEYS[match[1][0]]: match[2]}
    match = PART.fullmatch(part)
    if match is None or kind not in {QuestionType.INTEGER, QuestionType.DECIMAL}:
        return None
    if match[1] in {">=", "<="}:
        return {KEYS[match[1][0]]: match[2]}
    if kind is QuestionType.DECIMAL or Decimal(match[2]) % 1:
        return None
    return {KEYS[match[1]]: str(int(match[2]) + (1 if match[1] == ">" else -1))}

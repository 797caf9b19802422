"""Definitions: a workshop's folder and XLSForm workbooks, read into the domain with every problem named."""

from kit.definitions.flaws import Flaw, InvalidWorkshop, errors
from kit.definitions.workshops import check_workshop, load_workshop, read_workshop

__all__ = ["Flaw", "InvalidWorkshop", "check_workshop", "errors", "load_workshop", "read_workshop"]

"""Definitions: a workshop's folder and XLSForm workbooks, read into the domain with every problem named."""

from kit.definitions.flaws import Flaw, InvalidWorkshop, errors
from kit.definitions.form_writer import form_to_yaml
from kit.definitions.new import CannotCreate, new_workshop
from kit.definitions.translating import Translated, translate
from kit.definitions.workshops import check_workshop, load_workshop, parse_form, read_workshop
from kit.definitions.xlsform import import_xlsform

__all__ = [
    "CannotCreate",
    "Flaw",
    "InvalidWorkshop",
    "Translated",
    "check_workshop",
    "errors",
    "form_to_yaml",
    "import_xlsform",
    "load_workshop",
    "new_workshop",
    "parse_form",
    "read_workshop",
    "translate",
]

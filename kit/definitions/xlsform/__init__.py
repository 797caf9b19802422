"""XLSForm workbooks, as Kobo and ODK use them, read into form definitions."""

from kit.definitions.xlsform.importing import import_xlsform

__all__ = ["import_xlsform"]

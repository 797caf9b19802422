"""What an organiser may change without Python: templates, style and wording, looked up in folders in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from ruamel.yaml import YAML

from kit.domain.bidi import isolated
from kit.domain.texts import direction

SHIPPED = Path(__file__).parents[2] / "templates" / "reports"

IN_WORKSHOP = ("templates", "reports")
"""Where a workshop's own templates stand, below its folder."""


@dataclass(frozen=True)
class Templates:
    """The folders to look in, the organiser's before the shipped one; a file is taken from the first that has it."""

    folders: tuple[Path, ...] = (SHIPPED,)

    @classmethod
    def of(cls, folders: Sequence[Path] = ()) -> "Templates":
        """Folders that exist, with the shipped templates last."""
        given = [Path(folder).resolve() for folder in folders if Path(folder).is_dir()]
        return cls(tuple(dict.fromkeys([*given, SHIPPED])))

    def find(self, name: str) -> Path:
        """The first file of that name.

        Raises:
            FileNotFoundError: naming the folders that were looked in.
        """
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise FileNotFoundError(f"{name} is in none of {', '.join(str(folder) for folder in self.folders)}")

    @cached_property
    def style(self) -> Mapping[str, Any]:
        """``style.yaml``: the organiser's keys over the shipped ones."""
        return self._merged("style.yaml")

    def words(self, language: str) -> "Words":
        """The sentences of a language, English where it has none yet."""
        own, english = f"words/{language.split('-')[0]}.yaml", "words/en.yaml"
        files = [file for folder in self.folders for name in (own, english) if (file := folder / name).is_file()]
        stamp = tuple((file, (about := file.stat()).st_mtime_ns, about.st_size) for file in files)
        return _words(self, own, english, direction(language) == "rtl", stamp)

    def _merged(self, name: str) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for folder in reversed(self.folders):
            if (folder / name).is_file():
                merged = _over(merged, _read(folder / name))
        return merged


def _read(file: Path) -> Mapping[str, Any]:
    """A YAML file; parsed once as long as it stays as it is, since each costs a tenth of a second."""
    about = file.stat()
    return _parsed(file, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=64)
def _parsed(file: Path, _changed: int, _size: int) -> Mapping[str, Any]:
    return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8")) or {}


@dataclass(frozen=True)
class Words:
    """Sentences by key, with named places such as ``{count}``."""

    sentences: Mapping[str, Any]
    english: Mapping[str, Any]
    rtl: bool = False

    def __call__(self, key: str, **details: object) -> str:
        """The sentence with its details. A sentence whose places do not match the English one is not used.

        Raises:
            KeyError: for a key that English does not have either.
        """
        sentence = str(self.sentences.get(key) or self.english[key])
        if _places(sentence) - set(details):
            sentence = str(self.english[key])
        return sentence.format(**{name: self.within(value) for name, value in details.items()})

    def within(self, detail: object) -> object:
        """A detail as part of a sentence: one in Latin letters stays whole in a right-to-left one."""
        return isolated(detail) if self.rtl and isinstance(detail, str) else detail

    @property
    def status(self) -> str:
        """``reviewed``, or what the catalogue says that it waits for."""
        return str(self.sentences.get("status", "reviewed"))

    def label(self, group: str, name: str) -> str:
        """The label of a coded value (``funding_status``, ``to_find``), the name in words where no label is written."""
        own = self.sentences.get(group, {})
        found = own.get(name) if isinstance(own, Mapping) else None
        return str(found or self.english.get(group, {}).get(name) or name.replace("_", " "))


@lru_cache(maxsize=32)
def _words(templates: Templates, own: str, english: str, rtl: bool, _stamp: tuple[tuple[Path, int, int], ...]) -> Words:
    """Merged once for as long as the files stay as they are."""
    shipped = Templates((SHIPPED,))._merged(english)
    return Words(_over(templates._merged(english), templates._merged(own)), shipped, rtl=rtl)


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _over(base: dict[str, Any], upper: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in upper.items():
        both = isinstance(value, Mapping) and isinstance(merged.get(key), Mapping)
        merged[key] = _over(dict(merged[key]), value) if both else value
    return merged

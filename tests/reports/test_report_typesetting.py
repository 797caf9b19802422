"""What Typst is handed: every file that a document may need, and no more."""

from pathlib import Path
from typing import Any

import pytest
import typst

from kit.reports.templates import SHIPPED, Templates
from kit.reports.typesetting import typeset


def test_own_template_gets_each_of_the_kits_sources_that_it_names_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typst reads all that it is handed: the templates of other documents cost a tenth of a chart's time."""
    (tmp_path / "own.typ").write_text('#import "charts.typ": chart\n#let said = "Hello"', encoding="utf-8")
    handed: set[str] = set()
    compile_ = typst.compile

    def look(files: dict[str, bytes], **options: Any) -> Any:
        handed.update(files)
        return compile_(files, **options)

    monkeypatch.setattr(typst, "compile", look)
    main = b'#import "own.typ": said\n#set text(font: "Workplan Sans")\n#said #json("more.json").at(0)'
    assert typeset(Templates.of([tmp_path]), main, {}, {"more.json": ["again"]}, format="pdf")[0].startswith(b"%PDF")
    sources = {name for name in handed if name.endswith(".typ")}
    assert sources == {"own.typ", "charts.typ", "latin.typ"}
    assert sources - {"own.typ"} < {file.name for file in SHIPPED.glob("*.typ")}

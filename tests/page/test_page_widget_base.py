"""The base of our widgets: whole text for stock front ends, a name for our page."""

from pathlib import Path

import pytest

from kit.forms.base import KitWidget, ModuleError, join_modules

FORM = """import {
  line,
} from "./dom.js";
import { two } from "./deep.js";
export default { render: () => line(two) };
"""
DOM = 'import { two } from "./deep.js";\n\nexport function line(text) {\n  return text + two;\n}\n'
DEEP = "export const two = 2;\n"


def static(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "forms" / "static"
    folder.mkdir(parents=True)
    for name, text in {"form": FORM, "dom": DOM, "deep": DEEP, **files}.items():
        (folder / f"{name}.js").write_text(text)
    (folder / "form.css").write_text("p { color: red }\n")
    return folder


def widget_in(folder: Path) -> type[KitWidget]:
    class Form(KitWidget):
        _esm = folder / "form.js"
        _css = folder / "form.css"

    return Form


def test_join_puts_each_sibling_once_before_who_needs_it(tmp_path: Path) -> None:
    text = join_modules(static(tmp_path) / "form.js")
    assert text.index("const two") < text.index("function line") < text.index("export default")
    assert text.count("const two") == 1
    assert "import" not in text


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"form": 'import { line as l } from "./dom.js";\n'}, "renames"),
        ({"form": 'import { line } from "./gone.js";\n'}, "not there"),
        ({"form": 'import * as d from "./dom.js";\n'}, "cannot be joined"),
        ({"form": 'import d from "https://cdn.example/d.js";\n'}, "cannot be joined"),
        ({"deep": "export const two = 2;\nfunction line() {}\n"}, "both declare line"),
        ({"dom": "export default 3;\nexport const line = 1;\n"}, "cannot have a default export"),
        ({"deep": 'import { line } from "./dom.js";\nexport const two = 2;\n'}, "imports itself"),
    ],
)
def test_join_refuses_what_it_cannot_keep_whole(tmp_path: Path, files: dict[str, str], words: str) -> None:
    with pytest.raises(ModuleError, match=words):
        join_modules(static(tmp_path, **files) / "form.js")


def test_stock_front_end_is_sent_the_whole_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIT_PAGE", raising=False)
    state = widget_in(static(tmp_path))().get_state()
    assert "function line" in state["_esm"]
    assert state["_css"] == "p { color: red }\n"


def test_light_page_is_sent_names_also_for_a_subclass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_PAGE", "light")
    form = widget_in(static(tmp_path))

    class Longer(form):  # type: ignore[misc, valid-type]
        pass

    state = Longer().get_state()
    assert state["_esm"] == "asset:forms/form.js"
    assert state["_css"] == "asset:forms/form.css"


@pytest.mark.parametrize("path", sorted(Path("kit/forms/static").glob("*.js")), ids=lambda path: path.name)
def test_every_module_of_the_kits_widgets_can_be_joined(path: Path) -> None:
    assert join_modules(path)

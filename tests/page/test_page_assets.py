"""The static files: names, hashes, encodings, and what is not served."""

import gzip
import re
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

import brotli
import pytest
from page_visit import Server

from kit.live.page import AssetError, Assets
from kit.live.page.modules import take_modules


def folder_of(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / name.replace("_", ".")).write_text(text)
    return tmp_path


def body(assets: Assets, name: str) -> str:
    asset = assets.get(assets.url(name).removeprefix(assets.prefix))
    assert asset
    return asset.body.decode()


def test_url_changes_with_the_content_and_with_that_of_imported_files(tmp_path: Path) -> None:
    addresses = []
    for text in ("export const a = 1;\n", "export const a = 2;\n"):
        folder = folder_of(tmp_path, dom_js=text, form_js='import * as dom from "./dom.js";\n')
        assets = Assets("/base/")
        assets.add_folder("forms", folder)
        addresses.append(assets.url("forms/form.js"))
    assert re.fullmatch(r"/base/kit/static/forms/form\.[0-9a-f]{16}\.js", addresses[0])
    assert addresses[0] != addresses[1]


def test_module_that_cannot_be_joined_names_its_siblings_by_their_hashed_names(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path, dom_js="export const a = 1;\n", form_js='import * as d from "./dom.js";\nimport("./dom.js");\n'
    )
    assets = Assets()
    assets.add_folder("forms", folder)
    sibling = assets.url("forms/dom.js").rsplit("/", 1)[1]
    assert body(assets, "forms/form.js").count(f'"./{sibling}"') == 2


def test_module_in_the_kits_style_is_served_in_one_piece_without_comments_and_indents(tmp_path: Path) -> None:
    dom = "// says one\nexport const one = 1;\n"
    form = (
        'import { one } from "./dom.js";\nconst text = `\n// stays\n  so\n`;\n'
        "export default {\n  render: () => [one, text],\n};\n"
    )
    assets = Assets()
    assets.add_folder("forms", folder_of(tmp_path, dom_js=dom, form_js=form))
    text = body(assets, "forms/form.js")
    assert "import" not in text
    assert "says one" not in text
    assert "// stays\n  so\n" in text
    assert "{\nrender:" in text


def test_style_sheet_names_its_images_by_their_hashed_names(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, dot_svg="<svg/>", look_css="a { background: url(./dot.svg) }\n")
    assets = Assets()
    assets.add_folder("forms", folder)
    assert assets.url("forms/dot.svg").rsplit("/", 1)[1] in body(assets, "forms/look.css")


@pytest.mark.parametrize("name", ["../etc/passwd.txt", "/a.js", "a/../b.js", "noextension"])
def test_name_that_is_no_plain_path_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(AssetError):
        Assets().add_text(name, "")


def test_missing_file_and_missing_sibling_are_named(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"none\.js"):
        Assets().add("forms/none.js", tmp_path / "none.js")
    assets = Assets()
    assets.add_text("forms/form.js", 'import * as x from "./gone.js";')
    with pytest.raises(AssetError, match=r"forms/gone\.js is not registered, but forms/form\.js names it"):
        assets.url("forms/form.js")


def test_files_that_import_each_other_are_refused_in_words() -> None:
    assets = Assets()
    assets.add_text("a.js", 'import * as b from "./b.js";')
    assets.add_text("b.js", 'import * as a from "./a.js";')
    with pytest.raises(AssetError, match="names itself through"):
        assets.url("a.js")


def test_module_text_of_a_kernel_leaves_the_state_for_a_file_of_the_server() -> None:
    traits = {"_esm": "export default 1 // ./x.js", "_anywidget_id": "m.C", "value": 3}
    state = {
        "state": {"1": {"model_module": "anywidget", "state": traits}, "2": {"model_module": "other", "state": {}}}
    }
    assets = Assets()
    modules = take_modules(state, assets)
    assert modules["m.C"].startswith("/kit/static/notebook/")
    assert traits["_esm"].startswith("asset:notebook/")
    assert take_modules(state, assets) == {}


def fetch(server: Server, address: str, **headers: str) -> tuple[int, Message, bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(server.url + address, headers=named), timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.fixture(scope="module")
def script(server: Server) -> str:
    with urllib.request.urlopen(server.page("rtl"), timeout=30) as answer:
        found = re.search(r'src="(/kit/static/page/page\.[0-9a-f]+\.js)"', answer.read().decode())
    assert found
    return found[1]


def test_static_file_is_compressed_and_kept_for_ever(server: Server, script: str) -> None:
    status, headers, plain = fetch(server, script)
    assert status == 200
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Encoding"] is None
    packed = fetch(server, script, Accept_Encoding="gzip, br")
    assert packed[1]["Content-Encoding"] == "br"
    assert brotli.decompress(packed[2]) == plain
    older = fetch(server, script, Accept_Encoding="gzip, br;q=0")
    assert older[1]["Content-Encoding"] == "gzip"
    assert gzip.decompress(older[2]) == plain


def test_static_file_that_the_browser_has_is_not_sent_again(server: Server, script: str) -> None:
    _, headers, _ = fetch(server, script)
    assert fetch(server, script, If_None_Match=headers["ETag"])[0] == 304


@pytest.mark.parametrize(
    "address",
    [
        "page/page.js",
        "page/page.0000000000000000.js",
        "../../pyproject.toml",
        "%2e%2e/%2e%2e/pyproject.toml",
        "",
        "page/",
    ],
)
def test_whatever_is_not_registered_is_not_found(server: Server, address: str) -> None:
    assert fetch(server, "/kit/static/" + address)[0] == 404


def test_page_carries_the_policy_and_a_goodbye_cookie(server: Server) -> None:
    _, headers, text = fetch(server, "/voila/render/rtl.ipynb", Accept_Encoding="identity")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "_xsrf=" in "".join(headers.get_all("Set-Cookie", []))
    assert headers["Cache-Control"] == "no-store"
    packed = fetch(server, "/voila/render/rtl.ipynb", Accept_Encoding="gzip, br")
    assert packed[1]["Content-Encoding"] == "br"
    assert b"kit-main" in brotli.decompress(packed[2])
    assert fetch(server, "/voila/render/rtl.ipynb", Accept_Encoding="gzip")[1]["Content-Encoding"] == "gzip"
    assert b"style=" not in text
    assert not re.search(rb"<script(?![^>]*(src=|application/))", text)

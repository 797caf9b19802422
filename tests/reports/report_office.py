"""Word and Excel files as LibreOffice shows them, with the kit's own fonts and no others."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from report_golden import DOTS_PER_INCH

from kit.reports.fonts import ALL_FAMILIES, FAMILIES, WORD_FONTS, WORD_LATIN, fonts_dir

OFFICE = shutil.which("soffice")
MOST_PAGES = 4
"""Of a workbook: what it is about, its table, its chart."""


def shown(documents: Mapping[str, bytes], folder: Path, fonts: Path | None = None) -> dict[str, bytes]:
    """Each file's PDF by the name of its file without the ending; LibreOffice starts once, which takes seconds."""
    files = [folder / name for name in documents]
    for file in files:
        file.write_bytes(documents[file.name])
    (folder / "fonts.conf").write_text(_only(fonts or fonts_dir()), encoding="utf-8")
    places = {"FONTCONFIG_FILE": str(folder / "fonts.conf"), "XDG_CACHE_HOME": str(folder / "cache")}
    command = [str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)],
        check=True, capture_output=True, timeout=300, env=os.environ | places,
    )  # fmt: skip
    return {file.stem: file.with_suffix(".pdf").read_bytes() for file in files}


def _only(fonts: Path) -> str:
    """A configuration in which the kit's fonts have the names by which documents ask for them."""
    ours = {WORD_LATIN: ALL_FAMILIES[0]} | {WORD_FONTS[language]: FAMILIES[language] for language in WORD_FONTS}
    aliases = "".join(
        f'<alias binding="same"><family>{asked}</family><prefer><family>{family}</family></prefer></alias>'
        for asked, family in ours.items()
    )
    return f"<fontconfig><dir>{fonts}</dir><cachedir prefix='xdg'>fonts</cachedir>{aliases}</fontconfig>"


def pages(pdf: bytes, folder: Path) -> Image.Image:
    """The upper parts of the first pages, one below the other."""
    (folder / "pages.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-gray", "-png", "-l", str(MOST_PAGES), "pages.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    found = sorted(folder.glob("page-*.png"))
    parts = [_upper_part(file) for file in found]
    for file in found:
        file.unlink()
    whole = Image.new("L", (max(part.width for part in parts), sum(part.height for part in parts)), 255)
    for number, part in enumerate(parts):
        whole.paste(part, (0, sum(before.height for before in parts[:number])))
    return whole


def _upper_part(file: Path) -> Image.Image:
    with Image.open(file) as page:
        share = 0.75 if page.height > page.width else 0.5
        return page.convert("L").crop((0, 0, page.width, round(page.height * share)))

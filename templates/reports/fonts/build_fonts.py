"""Make the kit's report fonts from the @fontsource packages; run once, the result is kept beside this file.

    npm install @fontsource/noto-sans @fontsource/noto-sans-bengali ...   (the packages named in SCRIPTS and SYMBOLS)
    python build_fonts.py node_modules/@fontsource [FAMILY]...

Fontsource splits each Noto family by script. A line of a workplan mixes scripts (an acronym, a date, a bracket), and
a glyph that is missing stops an accessible PDF, so each script is merged with its family's own Latin, a file a weight.
The families get names of their own: a font of the same name that is installed on the machine must not take their place.
"""

import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

HERE = Path(__file__).parent
WEIGHTS = {400: "Regular", 700: "Bold"}
SCRIPTS = {
    "Workplan Sans": ("noto-sans", ("latin", "latin-ext", "vietnamese", "greek", "cyrillic")),
    "Workplan Bengali": ("noto-sans-bengali", ("bengali", "latin")),
    "Workplan Devanagari": ("noto-sans-devanagari", ("devanagari", "latin")),
    "Workplan Sinhala": ("noto-sans-sinhala", ("sinhala", "latin")),
    "Workplan Tamil": ("noto-sans-tamil", ("tamil", "latin")),
    "Workplan Nastaliq": ("noto-nastaliq-urdu", ("arabic", "latin")),
    "Workplan Thaana": ("noto-sans-thaana", ("thaana", "latin")),
}
SYMBOLS = {
    "noto-sans-symbols-2": [*range(0x2190, 0x2200), *range(0x25A0, 0x2600), *range(0x2600, 0x2760)],
    "noto-emoji": [
        *(*range(0x1F44A, 0x1F450), *range(0x1F600, 0x1F650), 0x1F4A1, 0x1F4C5, 0x1F4C8, 0x1F4DE, 0x1F4E7),
        *(0x1F389, 0x1F393, 0x1F3E0, 0x1F3EB, 0x1F465, 0x1F46A, 0x1F4AC, 0x1F4CC, 0x1F4DD, 0x1F514, 0x1F91D, 0x1F64F),
        *(
            0x2705,
            0x274C,
            0x2728,
            0x2753,
            0x2757,
            0x2B50,
            0x1F525,
            0x1F680,
            0x1F30D,
            0x1F30F,
            0x1F331,
            0x1F91E,
            0x1F914,
        ),
    ],
}


def main(packages: Path, only: list[str]) -> None:
    """Write every family and weight, or only the named families, beside this file (Nastaliq takes minutes)."""
    for family, (package, subsets) in SCRIPTS.items():
        if only and family not in only:
            continue
        for weight, style in WEIGHTS.items():
            parts = [packages / package / "files" / f"{package}-{subset}-{weight}-normal.woff2" for subset in subsets]
            save(merged(parts), family, style)
        licence = (packages / package / "LICENSE").read_text(encoding="utf-8")
        (HERE / f"OFL-{package}.txt").write_text(licence, encoding="utf-8")
    if only and "Workplan Symbols" not in only:
        return
    parts = []
    for package, points in SYMBOLS.items():
        parts += symbol_parts(packages / package, set(points))
        licence = (packages / package / "LICENSE").read_text(encoding="utf-8")
        (HERE / f"OFL-{package}.txt").write_text(licence, encoding="utf-8")
    save(merged(parts), "Workplan Symbols", "Regular")


def merged(parts: list[Path]) -> TTFont:
    """One font of several parts that share their units per em; the first part that has a character wins."""
    # The merger opens each part itself, cannot read woff2 twice, and doubles characters that two parts share.
    taken: set[int] = set()
    unpacked = []
    for number, part in enumerate(parts):
        font = TTFont(part)
        wanted = set(font.getBestCmap()) - taken
        if not wanted:
            continue
        taken |= wanted
        keep(font, wanted)
        path = HERE / f".part-{number}.ttf"
        font.flavor = None
        font.save(path)
        unpacked.append(path)
    font = Merger().merge([str(path) for path in unpacked])
    for path in unpacked:
        path.unlink()
    return font


def keep(font: TTFont, points: set[int]) -> None:
    """Reduce a font to these characters, with every shaping rule that they need."""
    options = Options()
    options.layout_features = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["STAT", "vhea", "vmtx", "prep", "gasp", "fpgm", "cvt "]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)


def symbol_parts(package: Path, points: set[int]) -> list[Path]:
    """The files of a package that hold any of these characters, each reduced to them."""
    found = []
    for number, path in enumerate(sorted(package.glob("files/*-400-normal.woff2"))):
        font = TTFont(path)
        wanted = points & set(font.getBestCmap())
        if wanted:
            keep(font, wanted)
            scale_upem(font, 1000)
            part = HERE / f".symbols-{package.name}-{number}.ttf"
            font.flavor = None
            font.save(part)
            found.append(part)
    return found


def save(font: TTFont, family: str, style: str) -> None:
    """Name the font and write it as ``<Family>-<Style>.ttf``."""
    full = f"{family} {style}"
    names = {1: family, 2: style, 3: full, 4: full, 6: f"{family}-{style}".replace(" ", "")}
    for record in list(font["name"].names):
        if record.nameID in (16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=record.nameID)
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
        font["name"].setName(text, name_id, 1, 0, 0)
    font["OS/2"].usWeightClass = 700 if style == "Bold" else 400
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
    font["head"].macStyle = 1 if style == "Bold" else 0
    font.save(HERE / f"{family.replace(' ', '')}-{style}.ttf")
    for leftover in HERE.glob(".symbols-*.ttf"):
        leftover.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])

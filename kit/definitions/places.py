"""Where the kit's own files stand: in a checkout beside the package, when installed inside it."""

from __future__ import annotations

from pathlib import Path

import kit

PACKAGE = Path(kit.__file__).resolve().parent


def _shipped(name: str) -> Path:
    """A folder of the checkout, else its copy that the wheel carries in `kit/shipped/`."""
    checkout = PACKAGE.parent / name
    return (
        checkout if (PACKAGE.parent / "pyproject.toml").is_file() and checkout.is_dir() else PACKAGE / "shipped" / name
    )


TEMPLATES = _shipped("templates")
"""What things look like and ask: `forms/`, `workshop/`, `reports/`, `voila/`."""
NOTEBOOKS = _shipped("notebooks")
"""The sessions' and reports' notebooks."""
FORMS = TEMPLATES / "forms"
"""The form library."""
NEW_WORKSHOP = TEMPLATES / "workshop"
"""What `kit new` copies."""
WORKSHOP_VARIABLE = "KIT_WORKSHOP"
"""Environment: the served workshop's folder."""


def notebook_file(folder: Path, name: str) -> Path | None:
    """The notebook that a session runs: the workshop's own, else the kit's; None where there is neither."""
    candidates = (folder / "notebooks" / f"{name}.ipynb", NOTEBOOKS / f"{name}.ipynb")
    return next((file for file in candidates if file.is_file()), None)


def notebook_names(folder: Path) -> tuple[str, ...]:
    """The names that a session's `notebook:` may have."""
    files = (file for place in (folder / "notebooks", NOTEBOOKS) for file in place.glob("*.ipynb"))
    return tuple(sorted({file.stem for file in files}))

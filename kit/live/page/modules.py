"""Modules of anywidgets that the kit did not make: from the kernel's state to files of the server.

A page never runs text that a kernel sent it. While a page is being prepared nobody but its notebook has written to
its kernel, so the modules in the state of that moment are the notebook's own: they become static files.
"""

import hashlib
from typing import Any

from kit.live.page.assets import Assets

ASSET_PREFIX = "asset:"
_MOST = 200  # modules that one server takes over from notebooks; a notebook that makes endless ones is refused
_LARGEST = 4_000_000  # characters


def take_modules(state: dict[str, Any], assets: Assets) -> dict[str, str]:
    """Move each module's text out of the widgets' state; return their addresses by the widget class's id."""
    modules: dict[str, str] = {}
    for model in state["state"].values():
        traits = model["state"]
        source = traits.get("_esm")
        if model.get("model_module") != "anywidget" or not isinstance(source, str) or source.startswith(ASSET_PREFIX):
            continue
        name = _registered(source, assets)
        if name:
            modules[traits.get("_anywidget_id", "")] = assets.url(name)
            traits["_esm"] = ASSET_PREFIX + name
    return modules


def _registered(source: str, assets: Assets) -> str | None:
    name = f"notebook/{hashlib.sha256(source.encode()).hexdigest()[:16]}.js"
    if name in assets:
        return name
    if len(source) > _LARGEST or sum(known.startswith("notebook/") for known in assets) >= _MOST:
        return None
    assets.add_text(name, source, whole=True)
    return name

"""A minimal Voilà application with the light page, for the tests: `page_server.py FOLDER PORT`."""

import sys
from pathlib import Path
from typing import Any

from voila.app import Voila

from kit.live.page import LightPageMixin

FRAMES: dict[str, dict[str, Any]] = {
    "rtl": {
        "lang": "ar",
        "dir": "rtl",
        "title": "ورشة",
        "strings": {"lost": "انقطع الاتصال", "skip": "إلى المحتوى"},
        "header": {
            "workshop": "ورشة جنوب آسيا",
            "session": "العوائق",
            "delegation": "نيبال",
            "person": "آشا",
            "links": [{"href": "/now", "label": "الآن"}],
            "timer_ends_at": "2020-01-01T00:00:00+00:00",
        },
    },
    "widget": {"title": "Widget", "scripts": ["widgets/echo.js"]},
}


class Server(LightPageMixin, Voila):  # type: ignore[misc]
    """Voilà as the kit runs it, without accounts."""


def page_config(config: dict[str, Any], *, notebook_path: str, **_: Any) -> dict[str, Any]:
    return {**config, "kit": FRAMES.get(Path(notebook_path).stem, {"title": Path(notebook_path).stem})}


def main(folder: Path, port: str) -> None:
    server = Server()
    server.initialize([f"--port={port}", "--Voila.port_retries=0", "--no-browser", str(folder)])
    server.voila_configuration.page_config_hook = page_config
    server.assets.add_folder("widgets", folder / "widgets" / "static")
    server.start()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

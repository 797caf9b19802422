"""A bare Voilà server with the light page and the kit's widgets, for browser tests: `python serve.py FOLDER PORT`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from traitlets.config import Config
from voila.app import Voila

from kit.live.page import LightPageMixin

STATIC = Path(__file__).parents[2] / "kit" / "forms" / "static"


class Server(LightPageMixin, Voila):
    """Serves every notebook of a folder on the light page."""


def main() -> None:
    """Serve until the process is ended."""
    folder, port = sys.argv[1:]
    os.environ["KIT_PAGE"] = "light"
    config = Config()
    config.Voila.root_dir = folder
    config.Voila.ip = "127.0.0.1"
    config.Voila.port = int(port)
    config.Voila.port_retries = 0
    config.Voila.open_browser = False
    server = Server(config=config)
    server.initialize([])
    server.assets.add_folder("forms", STATIC)
    server.start()


if __name__ == "__main__":
    main()

"""A Voilà server for browser tests, with the light page or as Voilà comes: `python serve.py FOLDER PORT [stock]`."""

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


def _light(config: Config) -> Server:
    os.environ["KIT_PAGE"] = "light"
    server = Server(config=config)
    server.initialize([])
    server.assets.add_folder("forms", STATIC)
    return server


def main() -> None:
    """Serve until the process is ended."""
    folder, port, *stock = sys.argv[1:]
    config = Config()
    config.Voila.root_dir = folder
    config.Voila.ip = "127.0.0.1"
    config.Voila.port = int(port)
    config.Voila.port_retries = 0
    config.Voila.open_browser = False
    server = Voila(config=config) if stock else _light(config)
    if stock:
        server.initialize([])
    server.start()


if __name__ == "__main__":
    main()

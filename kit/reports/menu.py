"""JupyterLab's menu "Save and Export Notebook As" for formats whose names hold a hyphen, as all of ours do.

Jupyter Server lists every exporter of nbconvert in that menu, but its routes know only names of letters, digits and
underscores, and answer 404 to the others. As an extension of the server this adds what is missing.
"""

from typing import Any

from jupyter_server.base.handlers import path_regex
from jupyter_server.nbconvert.handlers import NbconvertFileHandler, NbconvertPostHandler
from jupyter_server.utils import url_path_join

FORMAT = r"/nbconvert/(?P<format>workplan-\w+)"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "kit.reports.menu"}]


def _load_jupyter_server_extension(app: Any) -> None:
    """Adds the routes to a `jupyter_server.serverapp.ServerApp`."""
    routes = [(FORMAT, NbconvertPostHandler), (FORMAT + path_regex, NbconvertFileHandler)]
    base = app.web_app.settings["base_url"]
    app.web_app.add_handlers(".*$", [(url_path_join(base, route), handler) for route, handler in routes])

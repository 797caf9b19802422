"""What a Voilà application needs to serve light pages."""

from typing import Any

from voila.tornado.handler import TornadoVoilaHandler

from kit.live.page.assets import STATIC, Assets
from kit.live.page.compression import TRANSFORMS
from kit.live.page.handler import LightPageHandler
from kit.live.page.markdown import MarkdownCells
from kit.live.page.policy import SECURITY_HEADERS
from kit.live.page.render import TEMPLATES
from kit.live.page.static import AssetHandler

_SOCKET_COMPRESSION = {"compression_level": 3, "mem_level": 5}  # halves the bytes at about 80 kB a connection
_NO_HEARTBEAT_SECONDS = 86_400


class LightPageMixin:
    """Put in front of `voila.app.Voila`: `class LiveServer(LightPageMixin, Voila)`.

    `assets` is the registry; register the widgets' files before `start()`. `page_handler_class` may name a subclass
    of LightPageHandler.
    """

    page_handler_class: type[LightPageHandler] = LightPageHandler
    _assets: Assets | None = None

    @property
    def assets(self) -> Assets:
        """The page's files; `page/page.js`, `page/kit.css` and the controls are there already."""
        if self._assets is None:
            self._assets = Assets(self.base_url)  # type: ignore[attr-defined]
            self._assets.add_folder("page", TEMPLATES / "workplan" / "static")
        return self._assets

    def setup_template_dirs(self) -> None:
        """Voilà looks for templates in Jupyter's data folders; ours stands in the project."""
        configuration = self.voila_configuration  # type: ignore[attr-defined]
        configuration.template = "base"
        super().setup_template_dirs()  # type: ignore[misc]
        configuration.template = "workplan"
        configuration.allow_template_override = "NO"
        configuration.allow_theme_override = "NO"
        configuration.http_keep_alive_timeout = _NO_HEARTBEAT_SECONDS  # its heartbeat is an inline script
        self.template_paths: list[str] = [str(TEMPLATES / "workplan"), *self.template_paths]

    def init_settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = super().init_settings()  # type: ignore[misc]
        headers = {**SECURITY_HEADERS, **settings.get("headers", {})}
        compression = {"transforms": TRANSFORMS, "websocket_compression_options": _SOCKET_COMPRESSION}
        return {**settings, **compression, "headers": headers}

    def init_handlers(self) -> list[Any]:
        handlers: list[Any] = super().init_handlers()  # type: ignore[misc]
        self.assets.prepare()
        return [self.asset_route(), *(self._light(handler) for handler in handlers)]

    def asset_route(self) -> tuple[str, type[AssetHandler], dict[str, Any]]:
        base_url: str = self.server_url  # type: ignore[attr-defined]
        return (base_url.rstrip("/") + f"/{STATIC}(.*)", AssetHandler, {"assets": self.assets})

    def page_arguments(self, **more: Any) -> dict[str, Any]:
        """The arguments of a route to `page_handler_class`, for instance with `notebook_path="session.ipynb"`."""
        markdown = MarkdownCells(self.contents_manager)  # type: ignore[attr-defined]
        return {
            "assets": self.assets,
            "markdown": markdown,
            "template_paths": self.template_paths,
            "config": self.config,  # type: ignore[attr-defined]
            "voila_configuration": self.voila_configuration,  # type: ignore[attr-defined]
            **more,
        }

    def _light(self, handler: Any) -> Any:
        """Voilà's route to its own page becomes ours."""
        if not isinstance(handler, tuple) or handler[1] is not TornadoVoilaHandler:
            return handler
        arguments = handler[2] if len(handler) > 2 else {}
        return (handler[0], self.page_handler_class, self.page_arguments(**arguments))

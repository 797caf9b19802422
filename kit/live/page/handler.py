"""Answers a request for a page: starts its kernel, sends the page while the cells run."""

import os
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from tornado.iostream import StreamClosedError
from tornado.web import authenticated
from voila.tornado.handler import TornadoVoilaHandler

from kit.forms.base import PAGE_VARIABLE
from kit.live.page.assets import Assets
from kit.live.page.markdown import MarkdownCells
from kit.live.page.render import Frame, PageRenderer


class LightPageHandler(TornadoVoilaHandler):  # type: ignore[misc]  # voila has no types
    """Voilà's page handler with the light page. `page_frame` and `start_kernel` are there to be overridden.

    Voilà's own `prelaunch_hook` runs as ever and may also be asynchronous; `?template=` is not looked at, and
    Voilà's preheated kernels are not used: the kernel provisioner does that better.
    """

    def initialize(self, assets: Assets, markdown: MarkdownCells, **kwargs: Any) -> None:
        super().initialize(**kwargs)
        self.assets = assets
        self.markdown = markdown

    @authenticated
    async def get(self, path: str | None = None) -> None:
        notebook_path: str = self.notebook_path or path or ""
        if not notebook_path.endswith(".ipynb"):
            self.redirect_to_file(path)
            return
        _ = self.xsrf_token  # sets the cookie; without it the page's goodbye, which frees the kernel, is refused
        renderer = self.renderer(notebook_path)
        await renderer.initialize()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        await self._send(renderer, Frame.from_config(self.base_url, await self.page_frame(notebook_path)))

    def renderer(self, notebook_path: str) -> PageRenderer:
        return PageRenderer(
            assets=self.assets,
            markdown=self.markdown,
            request_handler=self,
            voila_configuration=self.voila_configuration,
            traitlet_config=self.traitlet_config,
            notebook_path=notebook_path,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
        )

    async def page_frame(self, notebook_path: str) -> dict[str, Any]:
        """What stands around the notebook (the fields of `Frame`): by default `page_config["kit"]` of Voilà's hook."""
        if self.page_config_hook is None:
            return {}
        config = self.page_config_hook(
            {"baseUrl": self.base_url},
            base_url=self.base_url,
            settings=self.settings,
            log=self.log,
            voila_configuration=self.voila_configuration,
            notebook_path=notebook_path,
        )
        kit: dict[str, Any] = config.get("kit", {})
        return kit

    async def start_kernel(self, renderer: PageRenderer) -> tuple[str, Any]:
        """Start the notebook's kernel; return its id and its manager."""
        kernel_id = await ensure_async(
            self.kernel_manager.start_kernel(
                kernel_name=renderer.notebook.metadata.kernelspec.name,
                path=str(Path(renderer.notebook_path).parent),
                env=self.kernel_environment(),
            )
        )
        return kernel_id, self.kernel_manager.get_kernel(kernel_id)

    def kernel_environment(self) -> dict[str, str]:
        """The kernel's environment: ours, the request's as Voilà names it, and the mark of the light page."""
        host, _, port = self.request.host.lower().partition(":")
        request = {
            "SCRIPT_NAME": self.request.path,
            "QUERY_STRING": self.request.query,
            "SERVER_NAME": host,
            "SERVER_PORT": port,
            "VOILA_BASE_URL": self.base_url,
            "VOILA_REQUEST_URL": self.request.full_url(),
            "VOILA_PREHEAT": "False",
        }
        return {**os.environ, **request, PAGE_VARIABLE: "light"}

    async def _send(self, renderer: PageRenderer, frame: Frame) -> None:
        async def start() -> tuple[str, Any]:
            return await self.start_kernel(renderer)

        sent = False
        try:
            async for piece in renderer.pieces(frame, start, self.flush):
                self.write(piece)
            sent = not renderer.failed
        except StreamClosedError:
            self.log.info("The browser left before the page of %s was ready", renderer.notebook_path)
        finally:
            await renderer.close()
            if not sent:
                await self._end_kernel(renderer)

    async def _end_kernel(self, renderer: PageRenderer) -> None:
        """A kernel whose page nobody has would run until the reaper finds it."""
        kernel_id = getattr(renderer, "kernel_id", None)
        if kernel_id and kernel_id in self.kernel_manager:
            await ensure_async(self.kernel_manager.shutdown_kernel(kernel_id, now=True))

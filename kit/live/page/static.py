"""Serves the registered files: compressed beforehand, kept by browsers for ever."""

import re

from tornado.web import HTTPError, RequestHandler

from kit.live.page.assets import Asset, Assets

_FOR_EVER = "public, max-age=31536000, immutable"


class AssetHandler(RequestHandler):
    """`GET /kit/static/<name>.<hash>.<ext>`; whatever is not registered under exactly this name is 404."""

    def initialize(self, assets: Assets) -> None:
        self.assets = assets
        self.asset: Asset | None = None

    def get(self, filename: str) -> None:
        self.asset = self.assets.get(filename)
        if self.asset is None:
            raise HTTPError(404)
        encoding, body = self._encoded(self.asset)
        self.set_header("Content-Type", self.asset.content_type)
        self.set_header("Cache-Control", _FOR_EVER)
        self.set_header("Vary", "Accept-Encoding")
        if encoding != "identity":
            self.set_header("Content-Encoding", encoding)
        self.finish(body)

    def head(self, filename: str) -> None:
        self.get(filename)

    def set_default_headers(self) -> None:
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def compute_etag(self) -> str | None:
        return self.asset.etag if self.asset else None

    def _encoded(self, asset: Asset) -> tuple[str, bytes]:
        accepted = _accepted(self.request.headers.get("Accept-Encoding", ""))
        return next((name, body) for name, body in asset.encodings.items() if name in accepted or name == "identity")


def _accepted(header: str) -> set[str]:
    """The encodings of an Accept-Encoding header that are not refused with `q=0`."""
    parts = (part.strip() for part in header.lower().split(","))
    return {part.split(";")[0].strip() for part in parts if not re.search(r";\s*q=0(\.0*)?$", part)}

"""What every answer tells the browser, whoever answers: pages, data, files, errors, Jupyter's own handlers."""

from __future__ import annotations

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform

from kit.live.page.policy import SECURITY_HEADERS

HSTS_SECONDS = 30 * 86_400
"""For how long a browser that came by HTTPS keeps to it: long enough for a workshop, short enough to take back. Names
below the server's are left alone, and so are addresses of numbers (RFC 6797, 8.1.1)."""
_EVERYWHERE = {**SECURITY_HEADERS, "Cross-Origin-Opener-Policy": "same-origin", "Origin-Agent-Cluster": "?1"}
_NO_DOCUMENTS = ("text/javascript", "text/css")
"""Scripts and style sheets need what concerns documents no more than fonts do; what concerns files their handler says.
On a page with an empty cache it would be 400 bytes of each."""


class Headers(OutputTransform):
    """Sets the headers that OWASP's secure headers project asks for, and takes out the server's name and version."""

    def __init__(self, request: HTTPServerRequest) -> None:
        self._secure = request.protocol == "https"

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Only files that are named by their content may be kept by browsers and proxies."""
        kept = "immutable" in headers.get("Cache-Control", "")
        if not (kept and headers.get("Content-Type", "").startswith(_NO_DOCUMENTS)):
            headers.update(_EVERYWHERE)
        if self._secure:
            headers["Strict-Transport-Security"] = f"max-age={HSTS_SECONDS}"
        if not kept:
            headers["Cache-Control"] = "no-store"
        headers.pop("Server", None)
        return status_code, headers, chunk

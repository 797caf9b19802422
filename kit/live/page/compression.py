"""Brotli for pages as they are written; tornado's own gzip does the rest."""

import brotli
from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import GZipContentEncoding, OutputTransform

_QUALITY = 5  # about gzip's time, a sixth fewer bytes


class BrotliPages(OutputTransform):
    """Compresses HTML for browsers that take brotli, which is those on HTTPS or on this machine.

    It stands before tornado's gzip, which leaves alone what is encoded already.
    """

    def __init__(self, request: HTTPServerRequest) -> None:
        accepted = request.headers.get("Accept-Encoding", "")
        self._wanted = "br" in {part.strip() for part in accepted.split(",")}
        self._compressor: brotli.Compressor | None = None

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        html = headers.get("Content-Type", "").startswith("text/html")
        long = not finishing or len(chunk) >= GZipContentEncoding.MIN_LENGTH
        if self._wanted and html and long and "Content-Encoding" not in headers:
            headers["Content-Encoding"] = "br"
            self._compressor = brotli.Compressor(quality=_QUALITY)
            chunk = self.transform_chunk(chunk, finishing)
            headers.pop("Content-Length", None)
            if finishing:
                headers["Content-Length"] = str(len(chunk))
        return status_code, headers, chunk

    def transform_chunk(self, chunk: bytes, finishing: bool) -> bytes:
        if self._compressor is None:
            return chunk
        packed: bytes = self._compressor.process(chunk)
        rest: bytes = self._compressor.finish() if finishing else self._compressor.flush()
        return packed + rest


TRANSFORMS: list[type[OutputTransform]] = [BrotliPages, GZipContentEncoding]

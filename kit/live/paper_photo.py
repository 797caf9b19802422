"""Photos of sheets, as pages send and show them."""

from __future__ import annotations

from http import HTTPStatus

from tornado.web import HTTPError, authenticated, stream_request_body

from kit.domain.entry import Refused
from kit.domain.paper import read_number
from kit.domain.photos import MOST_BYTES, check_size
from kit.live.pages import PageHandler


@stream_request_body
class PhotoHandler(PageHandler):
    """`GET` shows a sheet's photo, `PUT` hands one in (the file itself), `DELETE` deletes it."""

    def prepare(self) -> None:
        """Decide who may send anything before it is read: this address alone takes more than other pages' requests."""
        self._sent = bytearray()
        if self.request.method != "PUT":
            return
        if self.visitor is None:
            raise HTTPError(403)
        try:
            check_size(int(self.request.headers.get("Content-Length") or 0))
        except Refused as refusal:
            self._refuse(refusal)
            return
        self.request.connection.set_max_body_size(MOST_BYTES)  # type: ignore[union-attr]

    def data_received(self, chunk: bytes) -> None:
        """One more piece of the photo."""
        self._sent += chunk

    @authenticated
    def get(self, number: str) -> None:
        """Show it; it is kept nowhere on the way."""
        try:
            photo = self.room.store.papers.photo(read_number(number), self.viewer)
        except Refused:
            raise HTTPError(404) from None
        if photo is None:
            raise HTTPError(404)
        self.set_header("Content-Type", photo.media_type)
        self.set_header("Content-Disposition", "inline")
        self.finish(photo.picture)

    def put(self, number: str) -> None:
        """Keep it."""
        try:
            self.room.store.papers.put_photo(read_number(number), bytes(self._sent), self.viewer)
        except Refused as refusal:
            self._refuse(refusal)
        else:
            self.finish({"message": ""})

    @authenticated
    def delete(self, number: str) -> None:
        """Delete it."""
        try:
            self.room.store.papers.remove_photo(read_number(number), self.viewer)
        except Refused as refusal:
            self._refuse(refusal)
        else:
            self.finish({"message": ""})

    def _refuse(self, refusal: Refused) -> None:
        self.set_status(HTTPStatus.CONFLICT)
        self.finish({"message": self.why(refusal)})

"""A browser without a screen: cookies, forms with their token, pages read to the end."""

from __future__ import annotations

from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse

PATIENCE_SECONDS = 120.0
"""How long a phone waits for a page before it says that the site cannot be reached."""


class Turned(Exception):
    """The server answered with something else than was asked for; the message names it."""


class Browser:
    """One person's device; each has its own cookies."""

    def __init__(self, address: str, client: AsyncHTTPClient) -> None:
        self.address, self._client = address, client
        self._cookies: dict[str, str] = {}

    async def get(self, path: str) -> HTTPResponse:
        """An address, whatever the answer."""
        return await self._fetch(HTTPRequest(self.address + path, headers=self.headers()))

    async def post(self, path: str, **fields: str) -> HTTPResponse:
        """A form as the page that was loaded before would send it, with its token."""
        body = urlencode({**fields, "_xsrf": self.token})
        return await self._fetch(HTTPRequest(self.address + path, method="POST", body=body, headers=self.headers()))

    @property
    def token(self) -> str:
        """The page's token against requests of other sites; by TLS its cookie has another name."""
        return self._cookies.get("__Host-_xsrf") or self._cookies.get("_xsrf", "")

    def headers(self) -> dict[str, str]:
        """What this device says of itself with each request."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {"Cookie": cookies, "Accept-Encoding": "gzip", "User-Agent": "kit-rehearsal"}

    async def _fetch(self, request: HTTPRequest) -> HTTPResponse:
        request.follow_redirects = False
        request.connect_timeout = request.request_timeout = PATIENCE_SECONDS
        response = await self._client.fetch(request, raise_error=False)
        if response.code == 599 and response.error is not None:
            raise response.error
        for line in response.headers.get_list("Set-Cookie"):
            self._cookies |= {name: morsel.coded_value for name, morsel in SimpleCookie(line).items()}
        return response


def need(response: HTTPResponse, *codes: int) -> HTTPResponse:
    """The response, if it is one of these. Raises Turned."""
    if response.code not in codes:
        where = response.request.url.partition("://")[2].partition("/")[2]
        raise Turned(f"/{where} answered {response.code}")
    return response

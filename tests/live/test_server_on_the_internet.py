"""A server behind a proxy with TLS, whose staff sign in with accounts: one server for the whole file."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Coroutine, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import trustme
from served_doors import Served, free_port, served
from small_provider import CLIENT, SECRET, Provider, provider
from small_proxy import PROXY_ADDRESS, proxy_to
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.websocket import websocket_connect

from kit.live.frames import PROTOCOL
from kit.live.limits import WRONG_TRIES
from kit.live.rehearsal.browsing import Browser
from kit.live.rehearsal.line import KernelLine
from kit.live.rehearsal.pages import read_page
from kit.live.staff_pages import STAFF_HOURS


class House:
    """The server, the proxy before it, the provider beside it."""

    def __init__(self, server: Served, public: str, trust: Path, accounts: Provider) -> None:
        self.server, self.public, self.trust, self.accounts = server, public, trust, accounts

    def run(self, played: Callable[[House, AsyncHTTPClient], Coroutine[Any, Any, None]]) -> None:
        async def go() -> None:
            client = AsyncHTTPClient(force_instance=True, defaults={"ca_certs": str(self.trust)})
            try:
                await played(self, client)
            finally:
                client.close()

        asyncio.run(go())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate with its key in one file, and the authority that signed it."""
    folder, authority = tmp_path_factory.mktemp("tls"), trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    authority.issue_cert("127.0.0.1", "localhost").private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")
    return folder / "server.pem", folder / "ca.pem"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, certificate: tuple[Path, Path]) -> Iterator[House]:
    folder, outside = tmp_path_factory.mktemp("house"), free_port()
    public = f"https://127.0.0.1:{outside}"
    (folder / "staff.yaml").write_text("organisers: [Amina@Example.org]\nfacilitators:\n  - ben@example.org\n")
    with provider() as accounts:
        options = ["--url", public, "--behind-proxy", PROXY_ADDRESS, "--staff", str(folder / "staff.yaml")]
        options += ["--openid", accounts.issuer, "--openid-client", CLIENT]
        with (
            served(folder, *options, environment={"KIT_OPENID_SECRET": SECRET}) as server,
            proxy_to(server.port, outside, certificate[0]),
        ):
            yield House(server, public, certificate[1], accounts)


def cookies_of(answer: HTTPResponse) -> dict[str, str]:
    return {line.partition("=")[0]: line for line in answer.headers.get_list("Set-Cookie")}


async def connected(browser: Browser, kernel: str, trust: Path) -> KernelLine:
    """A page's socket, by TLS."""
    address = f"{browser.address.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id={kernel}"
    headers = browser.headers() | {"Origin": browser.address}
    request = HTTPRequest(address, headers=headers, ca_certs=str(trust))
    return KernelLine(await websocket_connect(request, subprotocols=[PROTOCOL], compression_options={}))


async def joined(house: House, client: AsyncHTTPClient, address: str, delegation: str = "BD") -> Browser:
    browser = Browser(address, client)
    await browser.get("/join")
    code = house.server.codes["participant", delegation]
    assert (await browser.post("/join", code=code, name="Somebody")).code == 303
    return browser


def test_through_a_tls_proxy_cookies_are_secure_and_a_page_reaches_its_kernel(house: House) -> None:
    async def played(house: House, client: AsyncHTTPClient) -> None:
        browser = Browser(house.public, client)
        page = await browser.get("/join")
        assert "Secure" in cookies_of(page)["_xsrf"]
        assert page.headers["Strict-Transport-Security"].startswith("max-age=")
        answer = await browser.post("/join", code=house.server.codes["participant", "BD"], name="Somebody")
        assert answer.code == 303
        assert answer.headers["Location"] == "/now"
        person = cookies_of(answer)["kit_person"]
        assert all(word in person for word in ("; Secure", "; HttpOnly", "SameSite=Lax"))
        kernel = read_page((await browser.get("/s/barriers")).body.decode()).kernel
        await (await connected(browser, kernel, house.trust)).close()
        foreign = browser.headers() | {"Origin": "https://evil.example", "Sec-WebSocket-Protocol": PROTOCOL}
        address = f"{house.public.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id=a"
        with pytest.raises(HTTPClientError) as refused:
            await websocket_connect(HTTPRequest(address, headers=foreign, ca_certs=str(house.trust)))
        assert refused.value.code == 403
        await browser.post("/leave")

    house.run(played)


def test_forwarded_headers_of_strangers_are_not_believed(house: House) -> None:
    """Straight to the server, from an address that is no proxy's."""

    async def played(house: House, client: AsyncHTTPClient) -> None:
        lies = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7", "X-Real-Ip": "198.51.100.7"}
        request = HTTPRequest(f"{house.server.address}/join", headers=lies)
        answer = await client.fetch(request, raise_error=False)
        assert "Strict-Transport-Security" not in answer.headers

    house.run(played)


def test_wrong_codes_are_counted_by_the_visitor_that_the_proxy_names_and_lock_nobody_out(house: House) -> None:
    async def wrong(client: AsyncHTTPClient, address: str, visitor: str, number: int) -> int:
        browser = Browser(address, client)
        browser.headers = lambda: (
            Browser.headers(browser) | {"X-Forwarded-For": visitor, "X-Real-Ip": f"10.0.0.{number}"}
        )  # type: ignore[method-assign]
        await browser.get("/join")
        return (await browser.post("/join", code=f"{number:04}-XXXX", name="Guess")).code

    async def played(house: House, client: AsyncHTTPClient) -> None:
        # What the visitor wrote into the header stands left of what the proxy adds: it changes nothing.
        codes = [await wrong(client, house.public, f"203.0.113.{n}", 2000 + n) for n in range(WRONG_TRIES + 1)]
        assert codes == [403] * WRONG_TRIES + [429]
        # Others behind that address still get in, and so does a visitor from elsewhere.
        await joined(house, client, house.public)
        await joined(house, client, house.server.address)

    house.run(played)


async def signed_in(house: House, browser: Browser, client: AsyncHTTPClient) -> HTTPResponse:
    """As a browser would go: to us, to the provider, and back."""
    asked = await browser.get("/staff")
    assert asked.code == 302
    assert asked.headers["Location"].startswith(house.accounts.issuer)
    back = await client.fetch(asked.headers["Location"], follow_redirects=False, raise_error=False)
    assert back.headers["Location"].startswith(f"{house.public}/staff/back?")
    return await browser.get(back.headers["Location"].removeprefix(house.public))


@pytest.mark.parametrize(("email", "role"), [("AMINA@example.org", "organiser"), ("ben@example.org", "facilitator")])
def test_staff_sign_in_with_their_account_and_have_the_role_of_the_list(house: House, email: str, role: str) -> None:
    async def played(house: House, client: AsyncHTTPClient) -> None:
        house.accounts.reset()
        house.accounts.account |= {"email": email}
        browser = Browser(house.public, client)
        answer = await signed_in(house, browser, client)
        assert (answer.code, answer.headers["Location"]) == (302, "/console")
        kept = cookies_of(answer)["kit_person"]
        assert all(word in kept for word in ("; Secure", "; HttpOnly", "SameSite=Lax"))
        ends = parsedate_to_datetime(re.search("expires=([^;]+)", kept)[1]).timestamp()  # type: ignore[index]
        assert abs(ends - time.time() - STAFF_HOURS * 3600) < 120
        assert (await browser.get("/console")).code == 200
        assert (await browser.get("/api/console")).code == 200

    house.run(played)
    words = house.server.log.read_bytes() + (house.server.folder / "data" / "workshop.db").read_bytes()
    assert email.lower().encode() not in words.lower()


FORGED: dict[str, Callable[[Provider], object]] = {
    "another audience": lambda p: p.claims.update(aud="somebody-else"),
    "two audiences, for another party": lambda p: p.claims.update(aud=[CLIENT, "x"], azp="x"),
    "another issuer": lambda p: p.claims.update(iss="https://evil.example"),
    "expired": lambda p: p.claims.update(exp=int(time.time()) - 600),
    "no expiry": lambda p: p.claims.update(exp=None),
    "another sign-in's nonce": lambda p: p.claims.update(nonce="another"),
    "no nonce": lambda p: p.claims.update(nonce=None),
    "signed by another key": lambda p: setattr(p, "signs_with", type(p.keys[0]).generate_key("P-256")),
    "signed by nobody": lambda p: setattr(p, "token", "eyJhbGciOiJub25lIn0.eyJlbWFpbCI6ImFtaW5hQGV4YW1wbGUub3JnIn0."),
    "no token at all": lambda p: setattr(p, "token", "nonsense"),
    "unverified address": lambda p: p.account.update(email_verified=False),
    "address of unknown standing": lambda p: p.account.update(email_verified=None),
    "verified in words": lambda p: p.account.update(email_verified="true"),
    "not on the list": lambda p: p.account.update(email="mallory@example.org"),
    "no address": lambda p: p.account.update(email=None),
}


def test_forged_and_foreign_accounts_are_refused(house: House) -> None:
    async def played(house: House, client: AsyncHTTPClient) -> None:
        for name, forge in FORGED.items():
            house.accounts.reset()
            forge(house.accounts)
            browser = Browser(house.public, client)
            answer = await signed_in(house, browser, client)
            assert answer.code == 403, name
            assert "kit_person" not in cookies_of(answer), name
            assert (await browser.get("/console")).code == 302, name
        house.accounts.reset()
        assert (await signed_in(house, Browser(house.public, client), client)).code == 302

    house.run(played)


def test_an_answer_of_the_provider_counts_once_and_only_for_the_browser_that_asked(house: House) -> None:
    async def played(house: House, client: AsyncHTTPClient) -> None:
        house.accounts.reset()
        mine, other = Browser(house.public, client), Browser(house.public, client)
        asked = parse_qs(urlsplit((await mine.get("/staff")).headers["Location"]).query)
        assert asked["code_challenge_method"] == ["S256"]
        await other.get("/staff")
        code = (
            await client.fetch(
                (await mine.get("/staff")).headers["Location"], follow_redirects=False, raise_error=False
            )
        ).headers["Location"]
        path = code.removeprefix(house.public)
        assert (await Browser(house.public, client).get(path)).code == 403  # began nothing
        assert (await other.get(path)).code == 403  # began another
        assert (await mine.get("/staff/back?code=x&state=")).code == 403
        await mine.get("/staff")
        assert (await mine.get(path)).code == 403  # an older answer
        assert (await mine.get("/staff/back?error=access_denied&state=x")).code == 403

    house.run(played)


def test_a_sign_in_ends_and_does_not_become_longer_by_editing_the_cookie() -> None:
    from kit.live.identity import _UNTIL, viewer_of

    class Asked:
        settings: dict[str, object] = {}  # noqa: RUF012

        def get_signed_cookie(self, name: str, max_age_days: float) -> bytes:
            return f"person{_UNTIL}{time.time() - 1:.0f}".encode()

    assert viewer_of(Asked()) is None  # type: ignore[arg-type]


def test_the_log_tells_no_secret_code_state_or_address(house: House) -> None:
    words = house.server.logged()
    printed = words.partition("Stop with Ctrl+C")[2]  # what is printed for the operator comes first
    assert "GET /staff/back 403" in printed
    for secret in ("code=", "state=", "amina", "203.0.113", "198.51.100", *house.server.codes.values()):
        assert secret not in printed, secret
    assert SECRET not in words


def test_a_certificate_serves_https_and_wss_with_secure_cookies(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    pem, trust = certificate

    async def played(server: Served) -> None:
        client = AsyncHTTPClient(force_instance=True, defaults={"ca_certs": str(trust)})
        browser = Browser(server.address, client)
        assert "Secure" in cookies_of(await browser.get("/join"))["_xsrf"]
        answer = await browser.post("/join", code=server.codes["participant", "BD"], name="Somebody")
        assert answer.code == 303
        assert all("Secure" in line for line in cookies_of(answer).values())
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
        kernel = read_page((await browser.get("/s/barriers")).body.decode()).kernel
        await (await connected(browser, kernel, trust)).close()
        with pytest.raises((HTTPClientError, OSError)):
            await client.fetch(server.address.replace("https", "http") + "/join", request_timeout=5)
        client.close()

    with served(tmp_path, "--certfile", str(pem), scheme="https", trust=trust) as server:
        asyncio.run(played(server))
        printed = server.logged()
    assert f"{server.address}/join#{server.codes['participant', 'BD']}" in printed
    assert "http://" not in printed

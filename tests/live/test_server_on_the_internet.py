"""A server behind a proxy with TLS, whose staff sign in with accounts: one server for the whole file."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import re
import socket
import time
from collections.abc import Callable, Coroutine, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit
from uuid import uuid4

import psutil
import pytest
import trustme
from served_doors import Served, served
from small_provider import CLIENT, SECRET, Provider, provider
from small_proxy import PROXY_ADDRESS, proxy_to
from test_frames import BAD, HEADER, frame
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError, websocket_connect

from kit.live.app import _KERNEL, LiveServer
from kit.live.frames import PROTOCOL
from kit.live.identity import RoomIdentityProvider
from kit.live.limits import WRONG_TRIES
from kit.live.rehearsal.browsing import Browser
from kit.live.rehearsal.line import KernelLine
from kit.live.rehearsal.pages import read_page
from kit.live.rehearsal.stage import free_port
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
            served(
                folder, *options, environment={"KIT_OPENID_SECRET": SECRET, "KIT_METRICS_TOKEN": "a token"}
            ) as server,
            proxy_to(server.port, outside, certificate[0]),
        ):
            yield House(server, public, certificate[1], accounts)


def cookies_of(answer: HTTPResponse) -> dict[str, str]:
    return {line.partition("=")[0]: line for line in answer.headers.get_list("Set-Cookie")}


def token_of(cookies: dict[str, str]) -> str:
    """What a form sends back to show that it came from a page of the server; "" for who has none."""
    return next((value for name, value in cookies.items() if name.endswith("_xsrf")), "")


def host_only(line: str) -> bool:
    """Whether browsers take a cookie with the prefix `__Host-` (RFC 6265bis, 4.1.3.2)."""
    parts = [part.strip().lower() for part in line.split(";")]
    return "secure" in parts and "path=/" in parts and not any(part.startswith("domain") for part in parts)


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
        assert host_only(cookies_of(page)["__Host-_xsrf"])
        assert page.headers["Strict-Transport-Security"].startswith("max-age=")
        answer = await browser.post("/join", code=house.server.codes["participant", "BD"], name="Somebody")
        assert answer.code == 303
        assert answer.headers["Location"] == "/now"
        person = cookies_of(answer)["__Host-kit_person"]
        assert host_only(person)
        assert all(word in person for word in ("; HttpOnly", "SameSite=Lax"))
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
        browser = Browser(house.server.address, client)
        await browser.get("/join")
        answer = await browser.post("/join", code=house.server.codes["participant", "BD"], name="Somebody")
        assert "Secure" not in cookies_of(answer)["kit_person"]

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
        kept = cookies_of(answer)["__Host-kit_person"]
        assert host_only(kept)
        assert all(word in kept for word in ("; HttpOnly", "SameSite=Lax"))
        ends = parsedate_to_datetime(re.search("expires=([^;]+)", kept)[1]).timestamp()  # type: ignore[index]
        assert abs(ends - time.time() - STAFF_HOURS * 3600) < 120
        assert (await browser.get("/console")).code == 200
        assert (await browser.get("/api/console")).code == 200

    house.run(played)
    words = house.server.log.read_bytes() + (house.server.folder / "data" / "workshop.db").read_bytes()
    assert email.lower().encode() not in words.lower()


OURS = ("/paper/1001-9", "/paper/1001-9/form", "/s/barriers", "/paper")
ELSEWHERE = (
    "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/paper//evil.example",
    "/paper/../../evil", "/s/x?next=//evil.example", "/s/x#//evil.example", "/s/x\n/y", "/s/", "/%2fevil.example",
    "javascript:alert(1)", "/leave", "/api/now", "/join/AAAA-BBBB", "/s/ｘ", "/s/x/\u2028//evil.example",
)  # fmt: skip


def test_who_joins_lands_where_a_code_pointed_and_never_elsewhere(house: House) -> None:
    """Also by typing a code after choosing a language, once, and not for the next person on the device."""

    async def played(house: House, client: AsyncHTTPClient) -> None:
        code = house.server.codes["participant", "BD"]
        for address in (*OURS, *ELSEWHERE):
            browser = Browser(house.public, client)
            await browser.get(f"/join?next={quote(address, safe='')}")
            await browser.post("/join", code=code, name="Somebody", read_in="ur")
            answer = await browser.post("/join", code=code, name="Somebody")
            assert answer.headers["Location"] == (address if address in OURS else "/now"), address
            again = await browser.post("/join", code=code, name="Somebody")
            assert again.headers["Location"] == "/now", address
        browser = Browser(house.public, client)
        asked = await browser.get("/paper/1001-9")
        assert (asked.code, asked.headers["Location"]) == (302, "/join?next=%2Fpaper%2F1001-9")
        await browser.get(asked.headers["Location"])
        answer = await signed_in(house, browser, client)
        assert answer.headers["Location"] == "/paper/1001-9"
        await browser.get("/join?next=%2Fpaper")
        await browser.post("/leave")
        assert (await browser.post("/join", code=code, name="Next")).headers["Location"] == "/now"

    house.accounts.reset()
    house.run(played)


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
            assert not [cookie for cookie in cookies_of(answer) if "kit_person" in cookie], name
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
        request = SimpleNamespace(protocol="http")

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


NOBODYS = "00000000-0000-4000-8000-000000000000"
STRANGER, PARTICIPANT, FACILITATOR, ORGANISER = "stranger", "participant", "facilitator", "organiser"
EVERYBODY = (200, 200, 200, 200)
STAFF_ONLY = (302, 403, 200, 200)
MISSING, REFUSED = (404, 404, 404, 404), (403, 403, 403, 403)
WALK: dict[str, tuple[str, tuple[int, ...]]] = {
    # pattern of the router: a path, and what GET answers a stranger, a participant, a facilitator, an organiser
    r"/": ("/", (302, 302, 302, 302)),
    r"/join(?:/([\w-]{1,40}))?": ("/join/7KQX-M2PA", EVERYBODY),
    r"/language": ("/language", (405, 405, 405, 405)),
    r"/leave": ("/leave", (405, 405, 405, 405)),
    r"/left": ("/left", EVERYBODY),
    r"/now": ("/now?stay", (302, 200, 200, 200)),
    r"/api/now": ("/api/now", (302, 200, 200, 200)),
    r"/api/queue": ("/api/queue", (302, 200, 200, 200)),
    r"/console": ("/console", STAFF_ONLY),
    r"/api/console": ("/api/console", STAFF_ONLY),
    r"/api/undo": ("/api/undo", (405, 405, 405, 405)),
    r"/api/agenda/([\w-]+)/(\w+)": ("/api/agenda/barriers/close", (405, 405, 405, 405)),
    r"/api/ready/([\w-]+)": ("/api/ready/barriers", (405, 405, 405, 405)),
    r"/api/group/([\w-]+)": ("/api/group/barriers", (405, 405, 405, 405)),
    r"/api/parking": ("/api/parking", (405, 405, 405, 405)),
    r"/sorting/([\w-]+)": ("/sorting/barriers", STAFF_ONLY),
    r"/api/sorting/([\w-]+)": ("/api/sorting/barriers?sheet=barrier.statement", STAFF_ONLY),
    r"/api/sorting/([\w-]+)/(\w+)": ("/api/sorting/barriers/undo", (405, 405, 405, 405)),
    r"/paper": ("/paper", (302, 200, 200, 200)),
    r"/paper/anonymous": ("/paper/anonymous", (405, 405, 405, 405)),
    r"/paper/anonymous/([\w-]{1,64})/([0-9a-f-]{36})": (f"/paper/anonymous/barrier/{NOBODYS}", (302, 403, 404, 404)),
    r"/paper/([\w-]{1,24})": ("/paper/1001-9", (302, 302, 302, 302)),
    r"/paper/([\w-]{1,24})/photo": ("/paper/1001-9/photo", (302, 404, 404, 404)),
    r"/paper/([\w-]{1,24})/form": ("/paper/1001-9/form", (302, 302, 302, 302)),
    r"/wall": ("/wall", EVERYBODY),
    r"/api/wall": ("/api/wall", EVERYBODY),
    r"/qr/join\.svg": ("/qr/join.svg", EVERYBODY),
    r"/events": ("/events", EVERYBODY),
    r"/healthz": ("/healthz", EVERYBODY),
    r"/metrics": ("/metrics", MISSING),
    r"/staff": ("/staff", (302, 302, 302, 302)),
    r"/staff/back": ("/staff/back?code=x&state=y", REFUSED),
    r"/kit/static/(.*)": ("/kit/static/", MISSING),
    rf"/api/kernels/{_KERNEL}": (f"/api/kernels/{NOBODYS}", REFUSED),
    rf"/api/kernels/{_KERNEL}/channels": (f"/api/kernels/{NOBODYS}/channels", (403, 400, 400, 400)),
    rf"/voila/api/shutdown/{_KERNEL}": (f"/voila/api/shutdown/{NOBODYS}", (403, 405, 405, 405)),
    r"/s/([\w-]+)": ("/s/none", (302, 404, 404, 404)),
    r".*": ("/nowhere", MISSING),
}
NO_FILES = (
    "/static/etc/passwd", "/static/", "/voila/static/", "/voila/files/workshop.yaml", "/workshop.yaml", "/staff.yaml",
    "/data/workshop.db", "/data/", "/records/", "/reports/", "/kit/static/../../cli.py", "/kit/static/%2e%2e/app.py",
    "/kit/static/forms/form.js", "/kit/static//etc/passwd", "/s/..%2fworkshop", "/s/%2e%2e", "/files/x",
    "/api/contents", "/api/sessions", "/api/terminals", "/api/kernelspecs", "/api/kernels", "/api/config/x", "/tree",
    "/login", "/logout", "/lab", "/terminals/1", "/metrics", "/voila/render/barriers.ipynb", "/.git/config",
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": "script-src 'self';",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Device:
    """Plain HTTP, straight to the server, path untouched."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()

    def read(self, path: str) -> str:
        """What a GET answers, as text."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        line.request("GET", path, headers={"Cookie": cookies})
        words = line.getresponse().read().decode()
        line.close()
        return words

    def ask(self, method: str, path: str, **fields: str) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if method in ("POST", "PUT", "PATCH", "DELETE"):
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields | {"_xsrf": token_of(self.cookies)})
        line.request(method, path, body, headers)
        answer = line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        if path != "/events":
            answer.read()
        line.close()
        answer.close()
        return answer


@pytest.fixture(scope="module")
def devices(house: House) -> list[Device]:
    """A stranger's, a participant's, a facilitator's, an organiser's."""
    made = [Device(house.server.port) for _ in range(4)]
    for device, key in zip(made[1:], [("participant", "BD"), ("facilitator", None), ("organiser", None)], strict=True):
        device.ask("GET", "/join")
        assert device.ask("POST", "/join", code=house.server.codes[key], name="Somebody").status == 303
    return made


def guarded(answer: http.client.HTTPResponse, path: str) -> None:
    for name, value in HEADERS.items():
        assert value in (answer.headers[name] or ""), (path, answer.status, name)
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "Server" not in answer.headers
    assert "Access-Control-Allow-Origin" not in answer.headers or answer.headers["Access-Control-Allow-Origin"] != "*"


def test_the_walk_knows_every_route_of_the_server() -> None:
    page = SimpleNamespace(add_folder=lambda *_, **__: None, append=lambda *_: None, prepare=lambda: None)
    provider = SimpleNamespace(parent=SimpleNamespace(openid=True))
    provider.get_handlers = lambda: RoomIdentityProvider.get_handlers(provider)  # type: ignore[arg-type]
    server = SimpleNamespace(
        assets=page,
        asset_route=lambda: (r"/kit/static/(.*)", None),
        page_arguments=dict,
        identity_provider=provider,
    )
    assert {route[0] for route in LiveServer.init_handlers(server)} == set(WALK)  # type: ignore[arg-type]


@pytest.mark.parametrize("pattern", WALK)
def test_every_route_answers_each_role_as_it_should_and_with_all_headers(devices: list[Device], pattern: str) -> None:
    path, expected = WALK[pattern]
    found = [device.ask("GET", path) for device in devices]
    assert tuple(answer.status for answer in found) == expected
    for answer in found:
        guarded(answer, path)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PROPFIND"])
def test_no_route_does_anything_by_another_method(devices: list[Device], method: str) -> None:
    for path, _ in WALK.values():
        for device in (devices[0], devices[1]):
            answer = device.ask(method, path)
            guarded(answer, path)
            harmless = method == "OPTIONS" and answer.status in (200, 204)
            assert harmless or answer.status in (302, 403, 404, 405), (path, answer.status)


def test_metrics_are_numbers_alone_and_for_those_who_have_the_token(house: House) -> None:
    async def played(house: House, client: AsyncHTTPClient) -> None:
        await joined(house, client, house.server.address)
        for token, status in (("a token", 200), ("another", 404), ("", 404)):
            request = HTTPRequest(f"{house.server.address}/metrics", headers={"Authorization": f"Bearer {token}"})
            answer = await client.fetch(request, raise_error=False)
            assert answer.code == status
            words = answer.body.decode()
            for name in ("kit_kernels 0.0", "kit_people ", "kit_changes ", 'kit_request_seconds_count{status="2xx"}'):
                assert (name.partition(" ")[0] in words) == (status == 200)
            assert not [code for code in house.server.codes.values() if code in words]

    house.run(played)


def test_what_changes_something_needs_the_pages_token(devices: list[Device]) -> None:
    staffs = ("/api/undo", "/api/agenda/barriers/close", "/api/parking", "/api/sorting/barriers/undo")
    for path in ("/join", "/leave", "/language", "/paper", "/api/ready/barriers", "/api/group/barriers", *staffs):
        bare = Device(devices[3].port)
        bare.cookies = {name: value for name, value in devices[3].cookies.items() if not name.endswith("_xsrf")}
        assert bare.ask("POST", path, code="x", name="x").status == 403, path


def test_a_photo_is_read_from_those_who_may_send_one_alone_and_up_to_its_size(devices: list[Device]) -> None:
    """Who may, and how much, is decided before any of it is read."""

    def put(device: Device, body: bytes, **headers: str) -> int:
        line = http.client.HTTPConnection("127.0.0.1", device.port, timeout=20)
        cookies = "; ".join(f"{name}={value}" for name, value in device.cookies.items())
        line.request("PUT", "/paper/1001-9/photo", body, {"Cookie": cookies, **headers})
        status = line.getresponse().status
        line.close()
        return status

    stranger, participant = devices[:2]
    token = {"X-Xsrftoken": token_of(participant.cookies)}
    assert put(participant, b"x") == 403
    assert put(stranger, b"x", **{"X-Xsrftoken": token_of(stranger.cookies)}) == 403
    assert put(participant, b"x" * 2**21, **token) == 409  # read, and there is no such sheet
    assert put(participant, b"", **token, **{"Content-Length": "9000000"}) == 409
    assert devices[2].ask("GET", "/now?stay").status == 200


def test_staffs_buttons_are_not_a_participants(devices: list[Device]) -> None:
    actions = ("close", "timer", "shorten", "longer", "leaveout", "groupsmixed", "groupsplaces", "wall", "wall_page")
    agenda = [f"/api/agenda/barriers/{action}" for action in actions]
    for path in ("/api/undo", "/api/parking", "/api/sorting/barriers/hide", *agenda):
        assert [device.ask("POST", path, minutes="5").status for device in devices[:2]] == [403, 403]


def test_a_delegations_buttons_are_not_a_strangers_nor_the_staffs(devices: list[Device]) -> None:
    for path, fields in (("/api/ready/barriers", {"ready": "yes"}), ("/api/group/barriers", {"group": "1"})):
        assert [device.ask("POST", path, **fields).status for device in devices[2:]] == [409, 409], path
        assert devices[0].ask("POST", path, **fields).status == 403
    assert devices[1].ask("POST", "/api/ready/barriers", ready="yes").status == 200
    assert devices[1].ask("POST", "/api/ready/nowhere", ready="yes").status == 409
    assert devices[1].ask("POST", "/api/ready/barriers", ready="perhaps").status == 400
    assert devices[1].ask("POST", "/api/group/barriers", group="1").status == 409
    assert devices[1].ask("POST", "/api/ready/barriers", ready="no").status == 200


ODD_TIMES: tuple[tuple[str, dict[str, str]], ...] = (
    ("shorten", {"minutes": "barriers:many"}), ("shorten", {"minutes": "nowhere:30"}), ("shorten", {"left_out": "x"}),
    ("shorten", {"minutes": "barriers:0"}), ("shorten", {"minutes": "barriers:99999"}), ("timer", {"minutes": "-5"}),
    ("groupsmixed", {"groups": "500"}), ("groupsplanned", {}), ("groupstheme", {"themes": "nlc data", "most": "x"}),
)  # fmt: skip


@pytest.mark.parametrize(("action", "fields"), ODD_TIMES)
def test_numbers_and_sessions_that_no_console_sends_change_nothing(
    devices: list[Device], action: str, fields: dict[str, str]
) -> None:
    assert devices[2].ask("POST", f"/api/agenda/barriers/{action}", **fields).status == 400
    assert devices[2].ask("POST", "/api/agenda/barriers/groupstheme", themes="nlc").status == 409
    assert devices[2].ask("POST", "/api/agenda/barriers/groupsplaces").status == 409


WALL_ACTIONS: dict[str, dict[str, str]] = {
    # what a page of ours never sends, and what it does
    "an unknown view": {"view": "everything"},
    "no result": {"view": "result"},
    "a result of another session": {"view": "result", "result": "capacity.ratings"},
    "a time that is none": {"view": "break", "until": "25:00"},
    "markup": {"view": "break", "until": "<b>"},
}


@pytest.mark.parametrize("name", WALL_ACTIONS)
def test_the_wall_turns_to_nothing_that_it_does_not_know(devices: list[Device], name: str) -> None:
    assert devices[2].ask("POST", "/api/agenda/barriers/wall", **WALL_ACTIONS[name]).status in (400, 404)
    assert devices[2].ask("POST", "/api/agenda/barriers/wall_page", page="-1").status in (400, 404)


def test_what_people_wrote_is_sent_to_no_wall_but_that_of_signed_in_staff(devices: list[Device]) -> None:
    """Whatever the wall is turned to: a stranger's and a participant's is told that it has to be signed in."""
    assert devices[2].ask("POST", "/api/parking", item="A PARKED LINE", session="barriers").status == 200
    assert devices[2].ask("POST", "/api/parking", item=" ").status == 409
    words = {}
    for view in ("question", "parking", "join", "blank", "break"):
        assert devices[2].ask("POST", "/api/agenda/barriers/wall", view=view, until="11:15").status == 200
        words[view] = [device.read("/api/wall") for device in devices]
    for view, told in words.items():
        assert ["A PARKED LINE" in answer for answer in told] == [False, False, *[view == "parking"] * 2]
        assert ['"result"' in answer for answer in told] == [False, False, *[view == "parking"] * 2]
    shown = [json.loads(answer)["view"] for answer in words["parking"]]
    assert shown == ["signed_out", "signed_out", "parking", "parking"]
    # What people write in an open session is counted for nobody; what delegations offer one another may be seen.
    for session, result, status in (("barriers", "barrier.type", 409), ("matching", "offer_need.map", 200)):
        if session != "barriers":
            assert devices[2].ask("POST", f"/api/agenda/{session}/open").status == 200
        answer = devices[2].ask("POST", f"/api/agenda/{session}/wall", view="result", result=result)
        assert answer.status == status
    assert [json.loads(device.read("/api/wall"))["view"] for device in devices] == [
        *["signed_out"] * 2,
        *["result"] * 2,
    ]


def test_no_file_is_served_but_the_kits_own_and_no_folder_is_listed(devices: list[Device]) -> None:
    for path in NO_FILES:
        for device in devices:
            answer = device.ask("GET", path)
            assert answer.status in (404, 302), (path, answer.status)
            guarded(answer, path)


def test_a_file_of_the_kit_is_kept_by_browsers_and_guarded_all_the_same(devices: list[Device]) -> None:
    line = http.client.HTTPConnection("127.0.0.1", devices[0].port, timeout=20)
    line.request("GET", "/join")
    words = line.getresponse().read().decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", words)
    assert not re.search(r"\son\w+=|\sstyle=|javascript:", words)
    line.request("GET", re.findall(r'src="(/kit/static/[^"]+)"', words)[0])
    answer = line.getresponse()
    answer.read()
    line.close()
    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_request_that_is_no_http_or_too_long_does_not_stop_the_server(house: House, devices: list[Device]) -> None:
    long = b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n"
    body = b"POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n" + b"x" * 100
    for words in (b"\0\1\2\r\n\r\n", long, body, b"GET / HTTP/9\r\n\r\n", b"GET /healthz HTTP/1.1\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", house.server.port), timeout=10) as line:
            line.sendall(words)
            line.shutdown(socket.SHUT_WR)
            while line.recv(65536):
                pass
    assert devices[0].ask("GET", "/healthz").status == 200


def test_hostile_frames_end_the_socket_and_neither_server_nor_kernel(house: House) -> None:
    """Whatever a participant's socket brings: no code runs, nobody dies, and the page goes on after it."""

    async def played(house: House, client: AsyncHTTPClient) -> None:
        browser = await joined(house, client, house.server.address)
        page = read_page((await browser.get("/s/barriers")).body.decode())
        form = next(iter(page.forms()))
        canary = house.server.folder / "canary"
        code = f"open({str(canary)!r}, 'w').write('x')"
        asked = HEADER | {"msg_type": "execute_request"}
        execute = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
        opening = frame(HEADER | {"msg_type": "comm_open"})
        odd = [{"comm_id": "nobodys", "data": {"method": "custom", "content": {"type": "save"}}}]
        odd += [{"comm_id": form, "data": data} for data in ODD_MESSAGES]
        dropped = [frame(asked, execute), frame(asked, execute, "control"), opening]
        dropped += [frame(HEADER | {"msg_id": uuid4().hex}, content) for content in odd]
        assert await after(browser, page.kernel, *dropped) == ANSWERS
        for name in ("text", "too long", "more parts than bytes", "header deep"):
            assert await after(browser, page.kernel, BAD[name]) in (1006, 1008, 1009), name
        line = await KernelLine.open(browser, page.kernel)
        answer = await line.ask(form, {"type": "save"}, lambda said: said.get("type") == "refused")
        assert answer["code"] == "form.malformed"
        await line.close()
        assert not canary.exists()
        inherited = [child.environ() for child in psutil.Process(house.server.pid).children(recursive=True)]
        assert inherited
        assert not [name for found in inherited for name in found if name.startswith(("KIT_OPENID", "KIT_METRICS"))]
        other = await joined(house, client, house.server.address, "PK")
        with pytest.raises(HTTPClientError) as refused:
            await after(other, page.kernel)
        assert refused.value.code == 403
        assert (await other.post(f"/voila/api/shutdown/{page.kernel}")).code == 403
        assert (await other.get(f"/api/kernels/{page.kernel}")).code == 403
        assert (await other.post("/api/kernels")).code == 404
        device = Device(house.server.port)
        device.cookies = dict(other._cookies)
        assert device.ask("DELETE", f"/api/kernels/{page.kernel}").status == 403
        assert (await browser.get(f"/api/kernels/{page.kernel}")).code == 200
        assert (await browser.post(f"/voila/api/shutdown/{page.kernel}")).code == 204

    house.run(played)


ODD_MESSAGES: list[dict[str, Any]] = [
    {},
    {"method": "nonsense"},
    {"method": "update"},
    {"method": "update", "state": {"_esm": "alert(1)", "definition": 7, "entries": [], "nothing": None}},
    {"method": "update", "state": [], "buffer_paths": [["a", 1]]},
    {"method": "request_state", "state": 1},
    {"method": "custom"},
    {"method": "custom", "content": None},
    {"method": "custom", "content": []},
    {"method": "custom", "content": {"type": ["save"]}},
    {"method": "custom", "content": {"type": "save", "change": {"id": "x", "values": {"\ud800": "\udfff"}}}},
    {"method": "custom", "content": {"type": "hello", "have": {"x": {"y": 10**300}}}},
]


ANSWERS = 0


async def after(browser: Browser, kernel: str, *sent: bytes | str) -> int:
    """The code with which the socket was closed after these frames (1006: without one), or that it still answers."""
    address = f"{browser.address.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id={kernel}"
    request = HTTPRequest(address, headers=browser.headers() | {"Origin": browser.address})
    line = await websocket_connect(request, subprotocols=[PROTOCOL], max_message_size=2**24)
    answered, pulse = False, HEADER | {"msg_type": "kernel_info_request", "msg_id": uuid4().hex}
    with contextlib.suppress(WebSocketClosedError, StreamClosedError):
        for words in (*sent, frame(pulse, {})):
            await line.write_message(words, binary=isinstance(words, bytes))
    while (heard := await asyncio.wait_for(line.read_message(), 20)) is not None:
        if b"kernel_info_reply" in heard:  # type: ignore[operator]
            answered = True
            line.close()
    line.close()
    return ANSWERS if answered else line.close_code or 1006


def test_a_certificate_serves_https_and_wss_with_secure_cookies(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    pem, trust = certificate

    async def played(server: Served) -> None:
        client = AsyncHTTPClient(force_instance=True, defaults={"ca_certs": str(trust)})
        browser = Browser(server.address, client)
        assert "__Host-_xsrf" in cookies_of(await browser.get("/join"))
        answer = await browser.post("/join", code=server.codes["participant", "BD"], name="Somebody")
        assert answer.code == 303
        assert cookies_of(answer).keys() >= {"__Host-kit_person"}
        assert all(name.startswith("__Host-") and host_only(line) for name, line in cookies_of(answer).items())
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
        kernel = read_page((await browser.get("/s/barriers")).body.decode()).kernel
        await (await connected(browser, kernel, trust)).close()
        client.close()
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as plain:
            plain.sendall(b"GET /join HTTP/1.1\r\nHost: x\r\n\r\n")
            with contextlib.suppress(ConnectionError):
                assert b"HTTP/" not in plain.recv(1000)

    with served(tmp_path, "--certfile", str(pem), scheme="https", trust=trust) as server:
        asyncio.run(played(server))
        printed = server.logged()
    assert f"{server.address}/join#{server.codes['participant', 'BD']}" in printed
    assert "http://" not in printed

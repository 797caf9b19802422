"""The operator's guide's lines for nginx and Caddy, carried out by Debian's nginx and Caddy."""

from __future__ import annotations

import asyncio
import http.client
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
import trustme
from real_proxies import NAMES, behind, found
from served_doors import Served, served
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

from kit.live.frames import PROTOCOL
from kit.live.limits import WRONG_TRIES
from kit.live.rehearsal.browsing import Browser
from kit.live.rehearsal.line import KernelLine
from kit.live.rehearsal.pages import read_page
from kit.live.rehearsal.stage import free_port

MISSING = [pytest.param(n, marks=pytest.mark.skipif(not found(n), reason=f"{n} is not installed")) for n in NAMES]


@dataclass(frozen=True)
class Front:
    """A proxy, as visitors reach it, and the server behind it."""

    server: Served
    plain: int
    secure: int
    trust: Path
    visitor: str
    """An address of this machine that is not the proxy's."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(
        tmp_path_factory.mktemp("behind"), "--url", "https://localhost", "--behind-proxy", "127.0.0.1"
    ) as server:
        yield server


@pytest.fixture(scope="module", params=MISSING)
def front(request: pytest.FixtureRequest, server: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder, authority = tmp_path_factory.mktemp(request.param), trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")
    made = Front(server, free_port(), free_port(), folder / "ca.pem", f"127.0.0.{10 + NAMES.index(request.param)}")
    with behind(request.param, folder / "run", server.port, made.plain, made.secure, folder / "server.pem"):
        yield made


def test_people_join_and_reach_their_kernel_with_cookies_of_this_host_alone(front: Front) -> None:
    async def played() -> None:
        client = AsyncHTTPClient(force_instance=True, defaults={"ca_certs": str(front.trust)})
        browser = Browser(f"https://localhost:{front.secure}", client)
        await browser.get("/join")
        answer = await browser.post("/join", code=front.server.codes["participant", "BD"], name="Somebody")
        cookies = answer.headers.get_list("Set-Cookie")
        assert answer.code == 303
        assert any(line.startswith("__Host-kit_person=") and "; Secure" in line for line in cookies)
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
        page = read_page((await browser.get("/s/barriers")).body.decode())
        form = next(m for m, state in page.forms().items() if state["definition"]["name"] == "barrier")
        line = await connected(browser, page.kernel, front.trust)
        assert (await saved(line, form))["type"] == "saved"
        await line.close()
        await browser.post("/leave")
        client.close()

    asyncio.run(played())


async def connected(browser: Browser, kernel: str, trust: Path) -> KernelLine:
    address = f"{browser.address.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id={kernel}"
    request = HTTPRequest(address, headers=browser.headers() | {"Origin": browser.address}, ca_certs=str(trust))
    return KernelLine(await websocket_connect(request, subprotocols=[PROTOCOL], compression_options={}))


async def saved(line: KernelLine, form: str) -> dict[str, object]:
    change = {"id": "c", "entry": f"e-{form}", "form": "barrier", "base": 0, "values": {"statement": "By a proxy"}}
    wanted = {"type": "save", "change": change | {"id": f"c-{form}", "subject": None, "language": "en"}}
    answer: dict[str, object] = await line.ask(form, wanted, lambda said: said.get("change") == f"c-{form}")
    return answer


def test_wrong_codes_are_counted_by_visitor_whatever_they_say_of_themselves(front: Front) -> None:
    codes = [wrong(front, front.visitor, number) for number in range(WRONG_TRIES + 1)]
    assert codes == [403] * WRONG_TRIES + [429]
    assert wrong(front, "127.0.0.99", 0) == 403


def wrong(front: Front, visitor: str, number: int) -> int:
    """A wrong code from an address of this machine, with a header that names another each time."""
    trusted = ssl.create_default_context(cafile=str(front.trust))
    line = http.client.HTTPSConnection(
        "localhost", front.secure, timeout=20, context=trusted, source_address=(visitor, 0)
    )
    headers = {"X-Real-Ip": f"10.0.0.{number}", "X-Forwarded-For": f"203.0.113.{number}"}
    headers |= {"Content-Type": "application/x-www-form-urlencoded"}
    line.request("GET", "/join")
    answer = line.getresponse()
    answer.read()
    cookie = next(line for line in answer.headers.get_all("Set-Cookie") or [] if "_xsrf" in line).partition(";")[0]
    fields = {"code": f"{number:04}-XXXX", "name": "Guess", "_xsrf": cookie.partition("=")[2]}
    line.request("POST", "/join", urlencode(fields), headers | {"Cookie": cookie})
    status = line.getresponse().status
    line.close()
    return status


def test_what_changes_is_told_at_once_and_not_kept_back(front: Front) -> None:
    """A stream of events that a proxy collected would reach the page when it is full."""
    trusted = ssl.create_default_context(cafile=str(front.trust))
    line = http.client.HTTPSConnection("localhost", front.secure, timeout=15, context=trusted)
    line.request("GET", "/events")
    assert line.getresponse().readline().startswith(b"event: hello")
    line.close()


def test_plain_http_is_sent_on_to_tls(front: Front) -> None:
    line = http.client.HTTPConnection("localhost", front.plain, timeout=20)
    line.request("GET", "/join")
    answer = line.getresponse()
    assert answer.status in (301, 308)
    assert answer.headers["Location"].startswith("https://localhost")
    line.close()

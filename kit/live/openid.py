"""Signing in with an account of the organisation: OpenID Connect's code flow, with PKCE.

https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth, RFC 7636 (PKCE), RFC 9207 (issuer in the answer).
What is taken from the identity token is a verified e-mail address and a first name; neither is kept but the name.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

SECRET_VARIABLE = "KIT_OPENID_SECRET"
"""The environment variable with the client's secret: others can see a command's arguments."""
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures that the provider alone can make; one by the client's secret is not among them, nor none."""
PATIENCE_SECONDS = 10.0
LEEWAY_SECONDS = 60
"""By how much the provider's clock may differ from this machine's."""
_FRESH_SECONDS = 3600.0
_LOCAL = ("127.0.0.1", "::1", "localhost")


class SignInRefused(Exception):
    """A sign-in that came to nothing; `code` finds the words."""

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(f"{code} {reason}".strip())
        self.code = code


@dataclass(frozen=True, slots=True)
class Flow:
    """What ties a provider's answer to the browser that asked; kept there for some minutes, signed."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> Flow:
        """One of chance."""
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))

    def to_json(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class Account:
    """Whom the provider vouches for."""

    email: str
    name: str


class OpenId:
    """One provider, as this server is registered there."""

    def __init__(
        self, issuer: str, client: str, secret: str, staff: Path, clock: Callable[[], float] = time.time
    ) -> None:
        self.issuer, self.client, self._secret, self.staff = issuer.rstrip("/"), client, secret, staff
        self._clock = clock
        self._read: dict[str, tuple[float, Any]] = {}

    async def begin(self, back: str, flow: Flow) -> str:
        """Where to send the browser; `back` is the address to which the provider sends it again."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(flow.verifier.encode()).digest()).rstrip(b"=")
        asked = {"response_type": "code", "scope": "openid email profile", "client_id": self.client}
        asked |= {"redirect_uri": back, "state": flow.state, "nonce": flow.nonce}
        asked |= {"code_challenge": challenge.decode(), "code_challenge_method": "S256"}
        address: str = (await self._provider())["authorization_endpoint"]
        return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(asked)}"

    async def finish(self, code: str, back: str, flow: Flow) -> Account:
        """Whose account it is. Raises SignInRefused for a token that does not hold."""
        provider = await self._provider()
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
        form |= {"code_verifier": flow.verifier, "client_id": self.client}
        answer = await self._fetch(
            _post(provider["token_endpoint"], form, self._credentials(provider, form)), "openid.refused"
        )
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise SignInRefused("openid.refused", "no identity token")
        return _account(await self._claims(token, provider, flow.nonce))

    def _credentials(self, provider: Mapping[str, Any], form: dict[str, str]) -> dict[str, str]:
        """The client's secret: in a header, or in the form where the provider takes it nowhere else."""
        ways = provider.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if not self._secret:
            return {}
        if "client_secret_basic" not in ways:
            form["client_secret"] = self._secret
            return {}
        both = f"{quote(self.client, safe='')}:{quote(self._secret, safe='')}"
        return {"Authorization": f"Basic {base64.b64encode(both.encode()).decode()}"}

    async def _claims(self, token: str, provider: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        rules = jwt.JWTClaimsRegistry(
            now=lambda: int(self._clock()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": provider["issuer"]},
            aud={"essential": True, "value": self.client},
            nonce={"essential": True, "value": nonce},
            exp={"essential": True},
            iat={"essential": True},
        )
        for fresh in (False, True):  # a provider may have changed its keys since they were read
            try:
                keys = KeySet.import_key_set(await self._get(provider["jwks_uri"], anew=fresh))
                claims = jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
                break
            except (JoseError, ValueError, KeyError, TypeError) as error:
                if fresh:
                    raise SignInRefused("openid.refused", type(error).__name__) from error
        try:
            rules.validate(claims)
        except (JoseError, ValueError, TypeError) as error:
            raise SignInRefused("openid.refused", str(error)[:120]) from error
        if claims.get("azp", self.client) != self.client:
            raise SignInRefused("openid.refused", "for another client")
        return claims

    async def _provider(self) -> Mapping[str, Any]:
        found = await self._get(f"{self.issuer}/.well-known/openid-configuration")
        named = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if not isinstance(found, dict) or str(found.get("issuer", "")).rstrip("/") != self.issuer:
            raise SignInRefused("openid.unreachable", "another issuer")
        if not all(isinstance(found.get(name), str) and safe_address(found[name]) for name in named):
            raise SignInRefused("openid.unreachable", "addresses without TLS")
        return found

    async def _get(self, address: str, *, anew: bool = False) -> Any:
        at, found = self._read.get(address, (0.0, None))
        if found is None or anew or self._clock() - at > _FRESH_SECONDS:
            found = await self._fetch(HTTPRequest(address, **_LIMITS), "openid.unreachable")
            self._read[address] = self._clock(), found
        return found

    async def _fetch(self, request: HTTPRequest, code: str) -> Any:
        try:
            return json.loads((await AsyncHTTPClient().fetch(request)).body)
        except HTTPClientError as error:
            raise SignInRefused(code if error.code < 599 else "openid.unreachable", f"HTTP {error.code}") from error
        except (OSError, ValueError) as error:
            raise SignInRefused("openid.unreachable", type(error).__name__) from error


_LIMITS: Mapping[str, Any] = {
    "connect_timeout": PATIENCE_SECONDS,
    "request_timeout": PATIENCE_SECONDS,
    "follow_redirects": False,
}


def safe_address(address: str) -> bool:
    """Whether a provider's address keeps secrets: by TLS, or without leaving this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)


def flow_from(kept: str) -> Flow | None:
    """The flow that a browser kept, if it did."""
    try:
        return Flow(**json.loads(kept)) if kept else None
    except (ValueError, TypeError):
        return None


def _post(address: str, form: Mapping[str, str], headers: Mapping[str, str]) -> HTTPRequest:
    headers = {**headers, "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    return HTTPRequest(address, method="POST", body=urlencode(form), headers=headers, **_LIMITS)


def _account(claims: Mapping[str, Any]) -> Account:
    email, name = claims.get("email"), claims.get("given_name") or claims.get("name")
    # An address that nobody has verified may be typed by anyone who opens an account.
    if not isinstance(email, str) or claims.get("email_verified") is not True:
        raise SignInRefused("openid.unverified")
    return Account(email.strip().casefold(), name if isinstance(name, str) else "")

"""A small OpenID provider: whoever comes is signed in as the account that the test has set."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

CLIENT, SECRET = "workplan-kit", "a secret: with /&% signs"


class Provider(ThreadingHTTPServer):
    """What the test may set is what a provider might get wrong, or an attacker bend."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.reset()

    def reset(self) -> None:
        self.keys = [ECKey.generate_key("P-256", {"kid": "one", "use": "sig"})]
        self.account: dict[str, Any] = {"email": "amina@example.org", "email_verified": True, "given_name": "Amina"}
        self.claims: dict[str, Any] = {}
        self.signs_with = self.keys[0]
        self.algorithm, self.asked = "ES256", {}
        self.token: str | None = None

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        plain = {"iss": self.issuer, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 300, "nonce": nonce}
        claims = {name: value for name, value in (plain | self.account | self.claims).items() if value is not None}
        return self.token or jwt.encode({"alg": self.algorithm, "kid": "one"}, claims, self.signs_with)


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        at = urlsplit(self.path)
        if at.path == "/.well-known/openid-configuration":
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
            self._say({"issuer": self.server.issuer} | {k: f"{self.server.issuer}/{v}" for k, v in ends.items()})
        elif at.path == "/jwks":
            self._say({"keys": [key.as_dict(private=False) for key in self.server.keys]})
        else:
            asked = {name: values[0] for name, values in parse_qs(at.query).items()}
            code = secrets.token_urlsafe(16)
            self.server.asked[code] = asked
            self.send_response(302)
            back = urlencode({"code": code, "state": asked["state"], "iss": self.server.issuer})
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()

    def do_POST(self) -> None:
        form = {k: v[0] for k, v in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        asked = self.server.asked.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        known = base64.b64encode(f"{CLIENT}:a%20secret%3A%20with%20%2F%26%25%20signs".encode()).decode()
        fine = (
            asked is not None
            and asked["code_challenge"] == challenge.decode()
            and asked["redirect_uri"] == form["redirect_uri"]
            and self.headers["Authorization"] == f"Basic {known}"
        )
        if not fine or asked is None:
            self._say({"error": "invalid_grant"}, 400)
        else:
            self._say({"access_token": "x", "token_type": "Bearer", "id_token": self.server.id_token(asked["nonce"])})

    def _say(self, words: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(words).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextlib.contextmanager
def provider() -> Iterator[Provider]:
    held = Provider()
    thread = threading.Thread(target=held.serve_forever, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        held.shutdown()
        held.server_close()
        thread.join(10)

"""A provider of log-ins on this machine, with keys of its own, that errs as a test tells it to."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT, SECRET = "klik-test", "a secret: of tests"
LIES: Final = {"rrn": "85041795161", "given_name": "Lies", "family_name": "Voorbeeld"}
_RSA = RSAKey.generate_key(2048, parameters={"kid": "first", "use": "sig"})
_EC = ECKey.generate_key("P-256", parameters={"kid": "second", "use": "sig"})


@dataclass(slots=True)
class FaultyProvider:
    """What it says, and what it was asked.

    Attributes:
        claims: Of whoever logs in: name and number.
        changed: Makes other claims of those of an ID token, or another header.
        sign: Makes a token of header and claims; RS256 where absent.
        person: Claims that it gives apart; None where it has no such address.
        metadata: What it says of itself instead.
        status: With which it answers for a code.
        silent_seconds: How long it waits before it answers.
        codes: That it gave, with the question that they answer; each counts once.
        asked: The paths, in order.
        endings: The questions with which a log-in ended.
        issuer: Its address.
    """

    claims: dict[str, Any] = field(default_factory=lambda: dict(LIES))
    changed: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
    sign: Callable[[dict[str, Any]], str] | None = None
    person: dict[str, Any] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    silent_seconds: float = 0
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    endings: list[dict[str, str]] = field(default_factory=list)
    issuer: str = ""
    keys: list[Any] = field(default_factory=lambda: [_RSA, _EC])

    def code_for(self, address: str) -> str:
        """Log somebody in who was sent to this address, without a browser; return the code."""
        return dict(parse_qsl(urlsplit(self.redirect_for(address)).query))["code"]

    def redirect_for(self, address: str) -> str:
        """Return where the provider then sends her browser."""
        question = dict(parse_qsl(urlsplit(address).query))
        code = secrets.token_urlsafe(16)
        self.codes[code] = question
        answer = {"code": code, "state": question["state"], "iss": self.issuer}
        return f"{question['redirect_uri']}?{urlencode(answer)}"

    def id_token(self, question: dict[str, str], access: str) -> str:
        """Return the token of who asked this question."""
        now = int(time.time())
        digest = hashlib.sha256(access.encode()).digest()[:16]
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "subject of lies",
            "nonce": question["nonce"],
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "at_hash": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            **self.claims,
        }
        return (self.sign or signed)(self.changed(claims))

    def described(self) -> dict[str, Any]:
        """Return what it says of itself."""
        said: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "authorization_response_iss_parameter_supported": True,
        }
        if self.person is not None:
            said["userinfo_endpoint"] = f"{self.issuer}/person"
        return said | self.metadata

    def exchanged(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Return what it answers to a code."""
        named = "klik-test:a%20secret%3A%20of%20tests"
        is_client = authorization == f"Basic {base64.b64encode(named.encode()).decode()}"
        if not is_client and form.get("client_secret") != SECRET:
            return 401, {"error": "invalid_client"}
        question = self.codes.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            question is None
            or question["code_challenge"] != challenge
            or question["redirect_uri"] != form["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(16)
        return self.status, {"access_token": access, "id_token": self.id_token(question, access)}


def signed(claims: dict[str, Any]) -> str:
    """Sign as the provider should."""
    return jwt.encode({"alg": "RS256", "kid": "first"}, claims, _RSA)


def signed_es256(claims: dict[str, Any]) -> str:
    """Sign with its other key, as it may as well."""
    return jwt.encode({"alg": "ES256", "kid": "second"}, claims, _EC)


def signed_by_another(claims: dict[str, Any]) -> str:
    """Sign with a key of somebody else, under the name of the provider's."""
    return jwt.encode(
        {"alg": "RS256", "kid": "first"}, claims, RSAKey.generate_key(2048, auto_kid=False)
    )


def signed_with_public_key(claims: dict[str, Any]) -> str:
    """Sign with HMAC and the public key as its secret: the confusion of algorithms."""
    parts = [json.dumps(one).encode() for one in ({"alg": "HS256", "kid": "first"}, claims)]
    text = b".".join(base64.urlsafe_b64encode(one).rstrip(b"=") for one in parts)
    made = hmac.digest(_RSA.as_pem(private=False), text, "sha256")
    return f"{text.decode()}.{base64.urlsafe_b64encode(made).rstrip(b'=').decode()}"


def unsigned(claims: dict[str, Any]) -> str:
    """Sign not at all (`alg` none)."""
    parts = [json.dumps(one).encode() for one in ({"alg": "none", "kid": "first"}, claims)]
    return ".".join(base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in parts) + "."


class _Handler(BaseHTTPRequestHandler):
    said: ClassVar[FaultyProvider]

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer a browser, or Klik."""
        path = urlsplit(self.path).path
        self.said.asked.append(path)
        time.sleep(self.said.silent_seconds)
        {"/auth": self._log_in, "/end": self._end}.get(path, self._tell)()

    def do_POST(self) -> None:
        """Answer Klik, which has a code."""
        self.said.asked.append(self.path)
        length = int(self.headers["Content-Length"])
        form = dict(parse_qsl(self.rfile.read(length).decode()))
        self._answer(*self.said.exchanged(form, self.headers.get("Authorization", "")))

    def _log_in(self) -> None:
        self._redirect(self.said.redirect_for(self.path))

    def _end(self) -> None:
        question = dict(parse_qsl(urlsplit(self.path).query))
        self.said.endings.append(question)
        back = question["post_logout_redirect_uri"]
        self._redirect(f"{back}?{urlencode({'state': question['state']})}")

    def _tell(self) -> None:
        found: dict[str, Callable[[], Any]] = {
            "/.well-known/openid-configuration": self.said.described,
            "/keys": lambda: {"keys": [key.as_dict(private=False) for key in self.said.keys]},
            "/person": lambda: self.said.person,
        }
        self._answer(200, found[urlsplit(self.path).path]() or {})

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def _redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()


@contextmanager
def providing() -> Iterator[FaultyProvider]:
    """Let a provider answer on this machine until the block ends."""
    said = FaultyProvider()
    handler = type("_HandlerOfOne", (_Handler,), {"said": said})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    said.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield said
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

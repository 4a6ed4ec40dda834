"""A polite client that asks named hosts for facts, one question at a time, and gives up in a sentence.

It is loaded only where a person asked for something to be sent. What it knows of the services it asks:

- one that is busy answers 429 or 503, often with `Retry-After` (seconds, or a date); who ignores that is banned;
- a 200 is no promise: the body may be cut, may be a page of HTML, or may end in the middle with the stack of a
  `java.util.concurrent.TimeoutException`, as query.wikidata.org writes when 60 seconds are over;
- the API of Wikidata answers 200 with `{"error": {"code": "maxlag", …}}` while its databases are behind.
"""

import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage
from typing import IO, Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request, build_opener

import msgspec

from filmjournal.lookup.asking import DownloadError, TakesTooLongError
from filmjournal.version import __version__

AGENT = f"filmjournal/{__version__} (a film journal for the terminal; facts for one person; one request at a time)"
"""Who asks, as the services want to know."""

MOST = 64_000_000
"""The longest answer in bytes, also once it is unpacked: fifty films are about 3 MB."""

_ATTEMPTS = 6
"""How often one question is asked before giving up."""

_FIRST_WAIT, _LONGEST_WAIT = 2.0, 600.0
"""Seconds before the second attempt, doubled for each further one; and the longest that a service may ask for."""

_SILENCE, _WHOLE = 65.0, 150.0
"""Seconds without a byte after which an answer is given up, and seconds that one may take as a whole."""

_CHUNK = 65_536
_BUSY = frozenset({429, 500, 502, 503, 504})
"""Statuses after which asking again may help."""

_TOOK_TOO_LONG = (b"java.util.concurrent.TimeoutException", b"QueryTimeoutException")
"""What stands in the answer of a query service that stopped after its 60 seconds."""

_LAGGING = frozenset({"maxlag", "ratelimited", "readonly"})
"""Errors of the API, told with status 200, after which asking again helps."""

Answer = TypeVar("Answer")


class _Trouble(Exception):  # noqa: N818 — it never leaves this module
    """An attempt failed, and another one may not."""

    def __init__(self, what: str, seconds: float | None = None) -> None:
        super().__init__(what)
        self.seconds = seconds
        """How long the service asks to wait."""


class _OwnHostsOnly(HTTPRedirectHandler):
    """Follows a redirect only to a host that was named to the person."""

    def __init__(self, addresses: frozenset[str]) -> None:
        self._addresses = addresses

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the request that follows, or raise DownloadError."""
        if _origin(newurl) not in self._addresses:
            raise DownloadError(
                f"{_host(req.full_url)} sends on to {_host(newurl)}, which was not agreed to. Nothing was asked there."
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Client:
    """Asks the hosts that it was made for, one question after the other."""

    def __init__(
        self,
        addresses: Mapping[str, str],
        *,
        wait: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        check: Callable[[], None] = lambda: None,
        silence: float = _SILENCE,
    ) -> None:
        """Make a client for services by name, each with its address, such as https://www.wikidata.org/w/api.php.

        `wait` waits so many seconds, and `check` is called between the parts of an answer: what they raise ends it.
        After `silence`, in seconds, an answer is given up.
        """
        self._addresses = dict(addresses)
        self._wait, self._clock, self._check = wait, clock, check
        self._silence = silence
        self._opener = _opener(frozenset(map(_origin, addresses.values())))
        self.received = 0
        """Bytes that came over the network so far."""
        self.requests = 0
        """Questions that were sent so far, every attempt counted."""

    def ask(self, service: str, parameters: Mapping[str, str], answer: type[Answer]) -> Answer:
        """Return the answer to one question, in JSON, as a value of this type.

        Raises TakesTooLongError where a smaller question would be answered, and DownloadError for everything else.
        """
        address = self._addresses[service]
        waits = _FIRST_WAIT
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._once(address, parameters, answer)
            except _Trouble as trouble:
                asked_to = trouble.seconds
                if attempt == _ATTEMPTS:
                    raise DownloadError(f"{_host(address)} {trouble}, {_ATTEMPTS} times in a row.") from trouble
                if asked_to is not None and asked_to > _LONGEST_WAIT:
                    raise DownloadError(
                        f"{_host(address)} {trouble}, and asks to be left alone for {asked_to / 60:.0f} minutes.",
                        seconds=asked_to,
                    ) from trouble
                self._wait(waits if asked_to is None else max(asked_to, 1.0))
                waits *= 2
        raise AssertionError  # the last attempt returns or raises

    def _once(self, address: str, parameters: Mapping[str, str], answer: type[Answer]) -> Answer:
        began = self._clock()
        data, seconds = self._fetch(f"{address}?{urlencode(parameters)}")
        if any(sign in data for sign in _TOOK_TOO_LONG):
            raise TakesTooLongError(f"{_host(address)} needs more than its 60 seconds for the answer.")
        try:
            found = msgspec.json.decode(data)
            error = found.get("error") if isinstance(found, dict) else None
            if isinstance(error, dict):
                raise _refusal(address, error, seconds)
            value = msgspec.convert(found, answer)
        except msgspec.DecodeError as problem:  # also of a shape that is none of the service's
            raise _Trouble("sent an answer that is cut off or is none") from problem
        except UnicodeDecodeError as problem:
            raise _Trouble("sent an answer that is no text") from problem
        self._wait(min(self._clock() - began, 5.0) / 2)  # a service rests half as long as it worked
        return value

    def _fetch(self, url: str) -> tuple[bytes, float | None]:
        """Return the body of an answer, and how long it asks to wait."""
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "Accept": "application/json"}
        self._check()
        self.requests += 1
        try:
            with self._opener.open(Request(url, headers=headers), timeout=self._silence) as response:  # noqa: S310 — only addresses of ours
                return self._body(url, response), _seconds(response.headers)
        except HTTPError as error:
            with error:
                raise self._trouble(url, error) from error
        except URLError as error:
            raise _unreachable(url, error.reason) from error
        except ssl.SSLCertVerificationError as error:
            raise _unreachable(url, error) from error
        except (HTTPException, OSError) as error:
            raise _Trouble(_broken_off(error)) from error

    def _body(self, url: str, response: Any) -> bytes:  # noqa: ANN401 — urllib has no type for what it opens
        length = response.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) > MOST:
            raise DownloadError(f"{_host(url)} wants to send {int(length) / 1e6:,.0f} MB. That is no answer of films.")
        is_packed = response.headers.get("Content-Encoding", "").casefold() == "gzip"
        unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if is_packed else None
        until, parts, size = self._clock() + _WHOLE, list[bytes](), 0
        while chunk := response.read1(_CHUNK):
            self._check()
            self.received += len(chunk)
            try:
                part = unpack.decompress(chunk, MOST + 1 - size) if unpack is not None else chunk
            except zlib.error as error:
                raise _Trouble("sent an answer that is damaged") from error
            size += len(part)
            parts.append(part)
            if size > MOST:
                raise DownloadError(f"{_host(url)} sends more than {MOST / 1e6:.0f} MB. That is no answer of films.")
            if self._clock() > until:
                raise _Trouble(f"needed more than {_WHOLE:.0f} seconds to send an answer")
        if (unpack is not None and not unpack.eof) or (length.isdecimal() and response.length):
            raise _Trouble("broke off in the middle of an answer")
        return b"".join(parts)

    def _trouble(self, url: str, error: HTTPError) -> Exception:
        if error.code in _BUSY:
            try:
                body = error.read(_CHUNK)
            except (HTTPException, OSError):  # what it says besides its status is gone, and the status is enough
                body = b""
            if any(sign in body for sign in _TOOK_TOO_LONG):
                return TakesTooLongError(f"{_host(url)} needs more than its 60 seconds for the answer.")
            return _Trouble(f"is busy (status {error.code})", _seconds(error.headers))
        if error.code == 403:
            return DownloadError(f"{_host(url)} refuses to answer for now (status 403). Try again tomorrow.")
        return DownloadError(f"{_host(url)} does not understand the question (status {error.code}).")


def _opener(addresses: frozenset[str]) -> OpenerDirector:
    """Return what opens addresses: certificates and names of hosts are checked, redirects stay where they began."""
    return build_opener(HTTPSHandler(context=ssl.create_default_context()), _OwnHostsOnly(addresses))


def _refusal(address: str, error: Mapping[str, Any], seconds: float | None) -> Exception:
    code = str(error.get("code", ""))
    if code in _LAGGING:
        return _Trouble(f"is behind with its work ({code})", seconds)
    return DownloadError(
        f"{_host(address)} answers: {error.get('info') or code}", code=code, about=str(error.get("id"))
    )


def _unreachable(url: str, reason: object) -> Exception:
    """Return what a connection that was never made means: no network, a false certificate, or a bad moment."""
    if isinstance(reason, ssl.SSLCertVerificationError):
        why = reason.verify_message or str(reason)
        return DownloadError(f"{_host(url)} can't prove that it is {_host(url)} ({why}). Nothing was asked.")
    if isinstance(reason, (ConnectionResetError, TimeoutError, ssl.SSLError)):
        return _Trouble(_broken_off(reason))
    why = reason.strerror if isinstance(reason, OSError) and reason.strerror else str(reason)
    return DownloadError(f"{_host(url)} can't be reached: {why[:1].lower()}{why[1:]}. Is there a network?")


def _broken_off(error: object) -> str:
    return "did not answer in time" if isinstance(error, TimeoutError) else "broke off in the middle of an answer"


def _seconds(headers: Message) -> float | None:
    """Return how many seconds to wait for, as Retry-After says it: a number, or the time when it is over."""
    text = (headers.get("Retry-After") or "").strip()
    if not text:
        return None
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _host(url: str) -> str:
    return urlsplit(url).hostname or url

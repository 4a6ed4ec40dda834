"""The client asks politely, gives up in a sentence, and never sends anything where it wasn't agreed to."""

import gzip
import json
import time
from collections.abc import Iterator, Mapping
from email.utils import formatdate
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from filmjournal.lookup import downloads
from filmjournal.lookup.asking import DownloadError, TakesTooLongError
from filmjournal.lookup.downloads import AGENT, Client
from filmjournal.lookup.wikidata import FACTS, EntitiesAnswer, items_question
from wikidata_stand_in import STALKER, Fault, Handler, Server, serving

CERTIFICATE = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgr9A0Pu9X+t2/z5Ut
BwStB2ZAhuWHxQacfLh2ZOHBdBWhRANCAAStenVqUgfJ+BSkbVBm8W8DdfgSn1FO
wgBD+O8kdDgUvhhmHTz1yS1pSD125UqvLGWHop8KPiHeD9rHtSH2gdlz
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUfObcBv7o0qVLyrBZCsFvgyX86kowCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTIwMTA1MDg0NFoYDzIxMjYxMTA3
MDUwODQ0WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAStenVqUgfJ+BSkbVBm8W8DdfgSn1FOwgBD+O8kdDgUvhhmHTz1yS1p
SD125UqvLGWHop8KPiHeD9rHtSH2gdlzo2QwYjAdBgNVHQ4EFgQU+hixTVfmTX4n
hP0jrXLlxubipSswHwYDVR0jBBgwFoAU+hixTVfmTX4nhP0jrXLlxubipSswDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IB/hMo9ctPmXkH5vdtoiWY7/IW3Ldc4hHfKEVEXqpJEFAiEAiIDPNQN4bxbvqYo5
Im0fQtWbVFT7/CD4f6s+G4ZNcSU=
-----END CERTIFICATE-----
"""
"""A certificate for 127.0.0.1 that nobody vouches for, with its key, which opens nothing."""

QUESTION = items_question(["Q192724"])
EMPTY: Mapping[str, Any] = {"entities": {}}


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as served:
        served.add(*STALKER)
        yield served


@pytest.fixture
def waits() -> list[float]:
    """Return the seconds that were waited for, each between 1 and ever; no test waits."""
    return []


@pytest.fixture
def client(server: Server, waits: list[float]) -> Client:
    return Client(server.addresses, wait=lambda seconds: waits.append(round(seconds)) if seconds >= 1 else None)


def asked(client: Client) -> list[str]:
    return [each.id for each in client.ask(FACTS, QUESTION, EntitiesAnswer).all()]


def status(code: int, **headers: str) -> Fault:
    def fault(handler: Handler) -> bool:
        handler.send(b"Too many requests\n", code, headers)
        return True

    return fault


def body(data: bytes | Mapping[str, Any], **headers: str) -> Fault:
    def fault(handler: Handler) -> bool:
        handler.send(data, 200, headers)
        return True

    return fault


def closed(handler: Handler) -> bool:
    handler.close_connection = True
    handler.connection.close()
    return True


def cut_off(handler: Handler) -> bool:
    handler.send(b'{"entities": {"Q1927', length=4000)
    return True


def cut_off_packed(handler: Handler) -> bool:
    handler.send(gzip.compress(json.dumps(EMPTY).encode() * 100)[:-30], 200, {"Content-Encoding": "gzip"})
    return True


def test_it_says_who_asks(client: Client, server: Server) -> None:
    assert asked(client) == ["Q192724"]
    assert server.agents == [AGENT]
    assert AGENT.startswith("filmjournal/")
    assert (client.requests, client.received > 0) == (1, True)


def test_a_busy_service_is_left_alone_for_as_long_as_it_asks(
    client: Client, server: Server, waits: list[float]
) -> None:
    server.faults.extend([status(429, Retry_After="7"), status(503, Retry_After=formatdate(time.time() + 30))])
    assert asked(client) == ["Q192724"]
    assert waits[0] == 7
    assert 28 <= waits[1] <= 31


@pytest.mark.parametrize(
    "fault",
    [
        status(429),
        status(502),
        closed,
        cut_off,
        cut_off_packed,
        body(b'{"entities": {"Q192724": {"id":'),
        body(b"<html><body>Our servers are having a break</body></html>"),
        body(b"\xff\xfe"),
        body(b'"nothing"'),
        body(b"not packed", Content_Encoding="gzip"),
        body({"error": {"code": "maxlag", "info": "Waiting for 10.64.48.35: 7 seconds lagged."}}),
    ],
)
def test_what_may_go_better_is_asked_again_after_longer_and_longer_pauses(
    fault: Fault, client: Client, server: Server, waits: list[float]
) -> None:
    server.faults.extend([fault] * 3)
    assert asked(client) == ["Q192724"]
    assert waits == [2, 4, 8]


def test_an_answer_with_a_lag_says_how_long_to_wait(client: Client, server: Server, waits: list[float]) -> None:
    server.faults.append(body({"error": {"code": "maxlag", "info": "Lagged."}}, Retry_After="5"))
    assert asked(client) == ["Q192724"]
    assert waits == [5]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (status(429), r"127\.0\.0\.1 is busy \(status 429\), 6 times in a row\."),
        (closed, r"127\.0\.0\.1 broke off in the middle of an answer, 6 times in a row\."),
        (cut_off, "broke off in the middle"),
        (status(429, Retry_After="7200"), "asks to be left alone for 120 minutes"),
        (status(403), "refuses to answer for now"),
        (status(404), "does not understand the question"),
        (body({"error": {"code": "badvalue", "info": "Unrecognized value"}}), "answers: Unrecognized value"),
    ],
)
def test_it_gives_up_in_a_sentence(fault: Fault, sentence: str, client: Client, server: Server) -> None:
    server.faults.extend([fault] * 6)
    with pytest.raises(DownloadError, match=sentence):
        asked(client)


@pytest.mark.parametrize("code", [200, 500])
def test_a_question_that_took_too_long_is_not_asked_again_as_it_is(code: int, client: Client, server: Server) -> None:
    stack = b'{"results": {"bindings": [ {\nSPARQL-QUERY: queryStr=SELECT\njava.util.concurrent.TimeoutException\n\tat '

    def fault(handler: Handler) -> bool:
        handler.send(stack, code)
        return True

    server.faults.append(fault)
    with pytest.raises(TakesTooLongError):
        asked(client)
    assert client.requests == 1


def test_a_redirect_to_another_host_is_refused_and_one_to_the_same_is_followed(client: Client, server: Server) -> None:
    server.faults.append(status(302, Location=f"{server.origin}/w/api.php?action=wbgetentities&ids=Q2"))
    assert asked(client) == ["Q2"]
    with serving() as elsewhere:
        for where in (elsewhere.origin, "https://example.org", server.origin.replace("http:", "https:")):
            server.faults.append(status(301, Location=f"{where}/w/api.php"))
            with pytest.raises(DownloadError, match="which was not agreed to"):
                asked(client)
        assert elsewhere.asked == []


def test_two_gigabytes_are_refused_before_they_come(client: Client, server: Server) -> None:
    def fault(handler: Handler) -> bool:
        handler.send(b"{", length=2_000_000_000)
        return True

    server.faults.append(fault)
    with pytest.raises(DownloadError, match="wants to send 2,000 MB"):
        asked(client)
    assert client.received == 0


def test_what_unpacks_to_more_than_any_answer_is_refused(
    client: Client, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "MOST", 1_000_000)
    server.faults.append(body(gzip.compress(b" " * 50_000_000, 1), Content_Encoding="gzip"))
    with pytest.raises(DownloadError, match="sends more than 1 MB"):
        asked(client)


def test_an_answer_that_comes_byte_by_byte_is_given_up(server: Server) -> None:
    def byte_by_byte(handler: Handler) -> bool:
        handler.send(b"", length=20)
        for _ in range(20):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            Event().wait(0.01)
        return True

    server.faults.extend([byte_by_byte] * 6)
    ticks = count(step=40.0)
    client = Client(server.addresses, wait=lambda _: None, clock=lambda: next(ticks))
    with pytest.raises(DownloadError, match="needed more than 150 seconds"):
        asked(client)


def test_silence_is_given_up(server: Server) -> None:
    over = Event()

    def silent(handler: Handler) -> bool:
        return over.wait(20)

    server.faults.extend([silent] * 6)
    client = Client(server.addresses, wait=lambda _: None, silence=0.05)
    with pytest.raises(DownloadError, match="did not answer in time"):
        asked(client)
    over.set()


def test_a_certificate_that_nobody_vouches_for_ends_it(tmp_path: Path) -> None:
    path = tmp_path / "certificate.pem"
    path.write_text(CERTIFICATE, encoding="ascii")
    with serving(path) as server:
        client = Client(server.addresses, wait=lambda _: None)
        with pytest.raises(DownloadError, match="can't prove that it is"):
            asked(client)
        assert (client.requests, server.asked) == (1, [])


def test_without_a_network_it_says_so_at_once() -> None:
    client = Client({FACTS: "http://127.0.0.1:9/w/api.php"}, wait=lambda _: None)
    with pytest.raises(DownloadError, match=r"can't be reached: connection refused\. Is there a network\?"):
        asked(client)
    assert client.requests == 1


def test_it_ends_where_the_person_ends_it(server: Server) -> None:
    def cancelled() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        asked(Client(server.addresses, wait=lambda _: None, check=cancelled))
    assert server.asked == []

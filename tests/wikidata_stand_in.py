"""Wikidata on the loopback address: a few items in the real shapes, and a service that misbehaves as the real one."""

import gzip
import json
import re
import ssl
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from filmjournal.lookup.titles import words_of
from filmjournal.lookup.wikidata import FACTS, SEARCH

ENTITY = "http://www.wikidata.org/entity/"


def item(id_: str) -> dict[str, Any]:
    """Return a value that is an item."""
    value = {"entity-type": "item", "numeric-id": int(id_[1:]), "id": id_}
    return {
        "snaktype": "value",
        "datatype": "wikibase-item",
        "datavalue": {"value": value, "type": "wikibase-entityid"},
    }


def text(value: str) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"value": value, "type": "string"}}


def titled(value: str, language: str) -> dict[str, Any]:
    return {
        "snaktype": "value",
        "datavalue": {"value": {"text": value, "language": language}, "type": "monolingualtext"},
    }


def day(time: str, precision: int = 11) -> dict[str, Any]:
    value = {"time": f"+{time}T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": precision}
    value |= {"calendarmodel": f"{ENTITY}Q1985727"}
    return {"snaktype": "value", "datavalue": {"value": value, "type": "time"}}


def minutes(amount: str, unit: str = "Q7727") -> dict[str, Any]:
    value = {"amount": amount, "unit": f"{ENTITY}{unit}"}
    return {"snaktype": "value", "datavalue": {"value": value, "type": "quantity"}}


UNKNOWN = {"snaktype": "somevalue", "datatype": "wikibase-item"}
NOBODY = {"snaktype": "novalue", "datatype": "wikibase-item"}


def stated(snak: Mapping[str, Any], rank: str = "normal", **qualifiers: Mapping[str, Any]) -> dict[str, Any]:
    """Return a statement; a qualifier is named by its property."""
    statement = {"mainsnak": snak, "type": "statement", "id": "Q1$0", "rank": rank, "references": [{"hash": "0"}]}
    return statement | (
        {"qualifiers": {name: [value] for name, value in qualifiers.items()}, "qualifiers-order": list(qualifiers)}
        if qualifiers
        else {}
    )


def entity(id_: str, links: int = 0, labels: Mapping[str, str] | None = None, **claims: Any) -> dict[str, Any]:
    """Return an item as `wbgetentities` answers it; what is empty is a list there, as PHP writes it."""
    named = {language: {"language": language, "value": name} for language, name in (labels or {}).items()}
    own = {
        name: [each if "mainsnak" in each else stated(each) for each in (snaks if isinstance(snaks, list) else [snaks])]
        for name, snaks in claims.items()
    }
    wikis = {f"wiki{number}": {"site": f"wiki{number}", "title": id_, "badges": []} for number in range(links)}
    return {"type": "item", "id": id_, "labels": named or [], "claims": own or [], "sitelinks": wikis or []}


def person(id_: str, name: str) -> dict[str, Any]:
    return entity(id_, 1, {"en": name})


Fault = Callable[["Handler"], bool]
"""Answers in place of the service; returns whether it did."""


class Handler(BaseHTTPRequestHandler):
    """Answers one question."""

    server: "Server"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.server.asked.append(asked)
        self.server.agents.append(self.headers["User-Agent"])
        if self.server.faults and self.server.faults.popleft()(self):
            return
        self.send(self.server.answer(parts.path, asked))

    def send(
        self,
        body: bytes | Mapping[str, Any],
        status: int = 200,
        headers: Mapping[str, str] = MappingProxyType({}),
        *,
        length: int | None = None,
    ) -> None:
        """Send an answer, packed as the real one packs it; `length` is what it says of its length."""
        is_plain = isinstance(body, bytes)
        data = body if isinstance(body, bytes) else gzip.compress(json.dumps(body, ensure_ascii=False).encode(), 1)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if not is_plain:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — as the standard library calls it
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The services, with what they know and what goes wrong next."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.entities: dict[str, dict[str, Any]] = {}
        self.moved: dict[str, str] = {}
        self.unknown_fails: set[str] = set()
        self.faults: deque[Fault] = deque()
        self.asked: list[dict[str, str]] = []
        self.agents: list[str] = []
        self.scheme = "http"

    def add(self, *entities: dict[str, Any]) -> None:
        self.entities |= {each["id"]: each for each in entities}

    @property
    def origin(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}"

    @property
    def addresses(self) -> dict[str, str]:
        return {SEARCH: f"{self.origin}/sparql", FACTS: f"{self.origin}/w/api.php"}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that were closed on purpose."""

    def answer(self, path: str, asked: Mapping[str, str]) -> dict[str, Any]:
        """Answer as the real services do."""
        if path == "/sparql":
            return self._listed(asked["query"])
        if asked["action"] == "wbgetentities":
            return self._items(asked["ids"].split("|"))
        return self._searched(asked["srsearch"])

    def _listed(self, query: str) -> dict[str, Any]:
        first, last = re.findall(r'"(\d{4}-\d\d-\d\d)T', query)
        links = int(re.findall(r">= (\d+)\)", query)[0])
        rows: list[dict[str, Any]] = [{"film": {"type": "bnode", "value": "t12"}, "links": {"value": "3"}}]
        for id_, each in self.entities.items():
            days = [claim["mainsnak"]["datavalue"]["value"]["time"][1:11] for claim in _claims(each, "P577")]
            if any(first <= one <= last for one in days) and len(each["sitelinks"]) >= links:
                rows.append(
                    {
                        "film": {"type": "uri", "value": ENTITY + id_},
                        "links": {
                            "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                            "type": "literal",
                            "value": str(len(each["sitelinks"])),
                        },
                    }
                )
        return {"head": {"vars": ["film", "links"]}, "results": {"bindings": rows}}

    def _items(self, ids: list[str]) -> dict[str, Any]:
        for id_ in ids:
            if id_ in self.unknown_fails:
                info = f'Could not find an entity with the ID "{id_}".'
                return {"error": {"code": "no-such-entity", "info": info, "id": id_}, "servedby": "mw-api-ext"}
        found = {}
        for id_ in ids:
            at = self.moved.get(id_, id_)
            if at not in self.entities:
                found[id_] = {"id": id_, "missing": ""}
            else:
                found[at] = self.entities[at] | ({"redirects": {"from": id_, "to": at}} if at != id_ else {})
        return {"entities": found, "success": 1}

    def _searched(self, words: str) -> dict[str, Any]:
        title, _, statement = words.partition("haswbstatement:")
        wanted = set(statement.split("|"))
        hits = [id_ for id_, each in self.entities.items() if _fits(each, words_of(title), wanted)]
        return {"batchcomplete": "", "query": {"search": [{"ns": 0, "title": id_, "pageid": 1} for id_ in hits]}}


def _claims(each: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    claims = each["claims"]
    found: list[dict[str, Any]] = claims.get(name, []) if isinstance(claims, dict) else []
    return [claim for claim in found if claim["mainsnak"]["snaktype"] == "value"]


def _fits(each: Mapping[str, Any], words: str, wanted: set[str]) -> bool:
    """Whether an item has all words in one label and its description, such as "2021 film by …"."""
    labels = each["labels"].values() if isinstance(each["labels"], dict) else ()
    years = {claim["mainsnak"]["datavalue"]["value"]["time"][1:5] for claim in _claims(each, "P577")}
    if words and not any(years.union(words_of(label["value"]).split()).issuperset(words.split()) for label in labels):
        return False
    own = {f"P345={claim['mainsnak']['datavalue']['value']}" for claim in _claims(each, "P345")}
    own |= {f"P31={claim['mainsnak']['datavalue']['value']['id']}" for claim in _claims(each, "P31")}
    return bool(own & wanted)


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Server]:
    """Serve until the block ends, over TLS with a certificate that nobody vouches for where one is given."""
    with Server() as server:
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
            server.scheme = "https"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


STALKER = (
    entity(
        "Q192724",
        60,
        {"en": "Stalker", "fr": "Stalker", "it": "Stalker", "de": "Der Stalker", "ru": "Сталкер"},
        P31=item("Q11424"),
        P57=item("Q853"),
        P161=[
            stated(item("Q3"), P1545=text("2"), P453=item("Q100")),
            stated(item("Q2"), P1545=text("1"), P4633=text("Stalker's wife")),
            stated(item("Q4"), "deprecated"),
            UNKNOWN,
        ],
        P58=[item("Q5"), item("Q6")],
        P86=NOBODY,
        P344=item("Q7"),
        P162=item("Q8"),
        P577=[day("2010-05-01"), stated(day("1979-05-25"), "normal"), stated(day("1900-01-01"), "deprecated")],
        P2047=[stated(minutes("+100"), "deprecated"), minutes("+161.5")],
        P495=item("Q15180"),
        P364=item("Q7737"),
        P136=[item("Q471839"), item("Q130232"), item("Q52162262")],
        P1476=titled("Сталкер", "ru"),
        P345=text("tt0079944"),
    ),
    person("Q853", "Andrei Tarkovsky"),
    person("Q2", "Alisa Freindlich"),
    person("Q3", "Aleksandr Kaidanovsky"),
    person("Q4", "Somebody Wrong"),
    person("Q5", "Arkady Strugatsky"),
    entity("Q6"),
    entity("Q7", 1, {"mul": "Alexander Knyazhinsky"}),
    person("Q8", "Aleksandra Demidova"),
    person("Q100", "Stalker the guide"),
    person("Q15180", "Soviet Union"),
    person("Q7737", "Russian"),
    person("Q471839", "science fiction film"),
    person("Q130232", "drama film"),
    person("Q52162262", "film based on literature"),
)
"""A film with all that may be stated oddly: ranks, what nobody knows, re-releases, halves of minutes, no labels."""


def film(id_: str, title: str, released: str, links: int = 5, **claims: Any) -> dict[str, Any]:
    """Return a film by its title and first day."""
    return entity(id_, links, {"en": title}, P31=item("Q11424"), P577=day(released), **claims)

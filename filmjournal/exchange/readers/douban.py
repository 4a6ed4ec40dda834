"""Douban, as programs in a browser export it."""

import re

from filmjournal.exchange.readers.builder import BatchBuilder
from filmjournal.exchange.readers.doubts import Columns
from filmjournal.exchange.readers.film_level import FilmLevelFacts
from filmjournal.exchange.readers.formats import ServiceFormat, TableFormat
from filmjournal.exchange.readers.rows import Row
from filmjournal.model.film import Film
from filmjournal.model.wish import Wish

_SLASH = re.compile(r"(?<!\d)/|/(?!\d)| / ", re.ASCII)
"""What stands between the titles of a film; that of 50/50 belongs to one."""

_WISHED = frozenset({"想看", "在看"})
"""To be seen, and begun."""


def _add_row(builder: BatchBuilder, row: Row) -> None:
    titles = [part.strip() for part in _SLASH.split(row.text("标题")) if part.strip()]
    link = row.text("条目链接")
    film = builder.film_of_row(
        Film(
            id="",
            title=titles[0] if titles else "",
            original_title=titles[1] if len(titles) > 1 else "",
            year=row.year("上映日期"),
            countries=tuple(part.strip() for part in row.text("制片国家").split("/") if part.strip()),
        ),
        row,
        link,
    )
    key = link or row.text("标题")
    rated = row.day("打分日期")
    if row.text("状态") in _WISHED:
        builder.add_wish_row(film, Wish(id="", film="", added=rated, why=row.prose("我的短评")), row, "films", key)
        return
    facts = FilmLevelFacts(rating=row.stars(5, "个人评分"), review=row.review("我的短评"), at=str(rated or ""))
    builder.add_film_level_row(film, facts, row, "films", key)


READER = ServiceFormat(
    "douban",
    "Douban",
    (TableFormat(frozenset({"标题", "个人评分", "条目链接"}), _add_row, Columns(("个人评分",), 5, ("打分日期",))),),
).reader()
"""Reads what is exported from Douban."""

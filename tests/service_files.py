"""Small files in the shapes that services write, about real films and by nobody."""

from pathlib import Path

from filmjournal.exchange.reading.files import Files

_FIXTURES = Path(__file__).parent / "exchange" / "fixtures"

SERVICES = {
    "imdb_oldest": "imdb",
    "imdb_old": "imdb",
    "imdb_italian": "imdb",
    "trakt": "trakt",
    "movary": "movary",
    "yamtrack": "yamtrack",
    "yamtrack_fork": "yamtrack",
    "simkl": "simkl",
    "simkl_json": "simkl",
    "criticker": "criticker",
    "tmdb": "tmdb",
    "ryot": "ryot",
    "tvtime": "tvtime",
    "movielens": "movielens",
    "douban": "douban",
    "kinopoisk": "kinopoisk",
}
"""The folders with files, each with how rows of its service are marked."""


def files_of(folder: str) -> Files:
    """Return the files in one of these folders."""
    root = _FIXTURES / folder
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return Files.of({path.relative_to(root).as_posix(): path.read_bytes() for path in paths})

"""A few rows of the files that IMDb offers, as it writes them."""

import gzip
from pathlib import Path

_FILES = {
    "title.ratings.tsv.gz": """\
tconst averageRating numVotes
tt0079944 8.0 150000
tt0094964 7.2 52000
tt0903747 9.5 2000000
tt0959621 9.0 40000
tt7777777 5.0 9000
tt9999999 5.0 5
""",
    "title.basics.tsv.gz": """\
tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres
tt0079944 movie Stalker Сталкер 0 1979 \\N 162 Drama,Sci-Fi
tt0094964 movie Dead_Ringers Dead_Ringers 0 1988 \\N 116 Drama,Horror,Sci-Fi
tt0903747 tvSeries Breaking_Bad Breaking_Bad 0 2008 2013 45 Crime
tt0959621 tvEpisode Pilot Pilot 0 2008 \\N 58 Crime
tt7777777 movie Not_for_Children Not_for_Children 1 1988 \\N 80 Adult
tt9999999 short A_"Quoted_Film A_"Quoted_Film 0 \\N \\N \\N \\N
""",
    "title.crew.tsv.gz": """\
tconst directors writers
tt0079944 nm0001789 \\N
tt0094964 nm0000343 nm0000343,nm0811181
tt9999999 \\N \\N
""",
    "title.principals.tsv.gz": """\
tconst ordering nconst category job characters
tt0094964 2 nm0000312 actress \\N ["Claire_Niveau"]
tt0094964 1 nm0000460 actor \\N ["Beverly_Mantle","Elliot_Mantle"]
tt0094964 3 nm0006290 composer \\N \\N
tt0094964 4 nm0005882 cinematographer director_of_photography \\N
tt0094964 5 nm0761635 editor \\N \\N
tt0094964 7 nm0287811 producer \\N \\N
tt0094964 6 nm0000001 actor \\N ["Somebody_without_a_name"]
tt9999999 1 nm9999999 self \\N ["An_"unescaped"_name"]
""",
    "name.basics.tsv.gz": """\
nconst primaryName birthYear deathYear primaryProfession knownForTitles
nm0001789 Andrei_Tarkovsky 1932 1986 director tt0079944
nm0000343 David_Cronenberg 1943 \\N director tt0094964
nm0811181 Norman_Snider 1945 2019 writer tt0094964
nm0000312 Geneviève_Bujold 1942 \\N actress tt0094964
nm0000460 Jeremy_Irons 1948 \\N actor tt0094964
nm0006290 Howard_Shore 1946 \\N composer tt0094964
nm0005882 Peter_Suschitzky 1941 \\N cinematographer tt0094964
nm0761635 Ronald_Sanders 1945 \\N editor tt0094964
nm0287811 Marc_Boyman \\N \\N producer tt0094964
nm9999999 Nobody_In_Particular \\N \\N \\N \\N
""",
}
"""Spaces stand for tabs here, and strokes for spaces."""


def write_imdb(folder: Path) -> Path:
    """Write the files into a folder, and return it."""
    for name, table in _FILES.items():
        put(folder, name, table.replace(" ", "\t").replace("_", " "))
    return folder


def put(folder: Path, name: str, table: str) -> None:
    """Write one file."""
    (folder / name).write_bytes(gzip.compress(table.encode()))

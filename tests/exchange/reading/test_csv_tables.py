import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmjournal.exchange.batch import Place
from filmjournal.exchange.reading.tables import LONGEST_CELL, Table, read_head, read_table

HEAD = ("Date", "Name", "Review")


def written(rows: list[list[str]], delimiter: str = ",", ends: str = "\n") -> bytes:
    stream = StringIO(newline="")
    csv.writer(stream, csv.excel, delimiter=delimiter, lineterminator=ends, quoting=csv.QUOTE_ALL).writerows(
        [HEAD, *rows]
    )
    return stream.getvalue().encode()


def read(text: str) -> Table:
    return read_table(text.encode(), "diary.csv")


def cells(table: Table) -> list[list[str]]:
    return [list(row.cells.values()) for row in table.rows]


cell_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff\\"), max_size=30)


@given(
    st.lists(st.lists(cell_texts, min_size=3, max_size=3).filter(any), max_size=5),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_cell_is_read_as_it_was_written(rows: list[list[str]], delimiter: str, ends: str) -> None:
    table = read_table(written([*rows, ["«", "東京", "ok"]], delimiter, ends), "diary.csv")
    assert (table.head, table.problems) == (HEAD, ())
    assert table.notes or cells(table) == [*rows, ["«", "東京", "ok"]]


def test_line_ends_within_a_cell_belong_to_it() -> None:
    table = read('Date,Review\r\n2020-01-01,"One\r\n\r\ntwo\rthree\u2028four"\r\n')
    assert cells(table) == [["2020-01-01", "One\r\n\r\ntwo\rthree\u2028four"]]


def test_rows_are_counted_below_the_head_and_not_by_lines() -> None:
    table = read('Name,Review\nPig,"a\nb"\n\nHeat,c\n')
    assert [row.place for row in table.rows] == [Place("diary.csv", 1), Place("diary.csv", 2)]


def test_line_ends_of_old_computers_end_rows() -> None:
    assert cells(read("Date,Name\r2020,Pig\r2021,Heat\r")) == [["2020", "Pig"], ["2021", "Heat"]]


def test_headings_are_found_in_any_case_and_order_and_with_space_around_them() -> None:
    table = read("Score, Film Name, ÉTÉ\n1,Pig,x\n")
    assert (table.column("film name"), table.column("watched", "score"), table.column("ete")) == (
        "Film Name",
        "Score",
        "ÉTÉ",
    )
    assert table.column("rating") is None


def test_two_headings_alike_or_none_are_distinguished_by_their_column() -> None:
    assert read("Name,Name,,\nPig,Heat,1,2\n").rows[0].cells == {
        "Name": "Pig",
        "Name 2": "Heat",
        "column 3": "1",
        "column 4": "2",
    }


@pytest.mark.parametrize("stated", ["sep=;\r\n", "SEP=;\n"])
def test_a_spreadsheet_may_say_what_parts_the_cells(stated: str) -> None:
    assert cells(read(f'{stated}Name;Review\nPig;"a, b"\n')) == [["Pig", "a, b"]]


def test_a_row_of_another_width_is_a_problem_with_all_its_cells() -> None:
    table = read("Name,Note\nJaws\nPig,Fine\nHeat,too,much\n")
    assert cells(table) == [["Pig", "Fine"]]
    assert [(problem.place.row, problem.is_partial) for problem in table.problems] == [(1, False), (3, False)]
    assert table.problems[1].cells == {"Name": "Heat", "Note": "too", "column 3": "much"}


DIARY = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
EVEN = "2020-01-02,Pig,2021,https://boxd.it/a,4,,rain,2020-01-01\n"


@pytest.mark.parametrize(
    ("row", "read_as", "told"),
    [
        (
            "2020-01-02,Heat",
            ["2020-01-02", "Heat", "", "", "", "", "", ""],
            "the rest was taken to be",
        ),
        (
            "2020-01-02,Heat,1995,https://boxd.it/b,4.5",
            ["2020-01-02", "Heat", "1995", "https://boxd.it/b", "4.5", "", "", ""],
            "the rest was taken to be empty",
        ),
        (
            "2020-01-02,Good, the Bad, and the Ugly,1966,https://boxd.it/b,4,,,2020-01-01",
            ["2020-01-02", "Good, the Bad, and the Ugly", "1966", "https://boxd.it/b", "4", "", "", "2020-01-01"],
            "“Good, the Bad, and the Ugly” was taken for one cell",
        ),
        (
            "2020-01-02,Heat,1995,https://boxd.it/b,3,5,,,2020-01-01",
            ["2020-01-02", "Heat", "1995", "https://boxd.it/b", "3,5", "", "", "2020-01-01"],
            "“3,5” was taken for one cell",
        ),
        (
            "2020-01-02,Heat,1995,https://boxd.it/b,3,,,2020-01-01,more",
            ["2020-01-02", "Heat", "1995", "https://boxd.it/b", "3", "", "", "2020-01-01"],
            "what has no heading was not read",
        ),
    ],
)
def test_an_uneven_row_is_read_as_far_as_the_others_make_it_sure(row: str, read_as: list[str], told: str) -> None:
    table = read(f"{DIARY}{EVEN}{row}\n{EVEN}")
    assert cells(table)[1] == read_as
    (problem,) = table.problems
    assert (problem.is_partial, problem.place.row, told in problem.reason) == (True, 2, True)


@pytest.mark.parametrize(
    "row", ["fun,,2020-01-01", "Heat", "Heat,1995,https://boxd.it/b", "2020-01-02,Heat,https://boxd.it/b"]
)
def test_a_row_that_may_be_the_end_of_a_broken_one_or_lacks_a_cell_within_is_not_read(row: str) -> None:
    table = read(f"{DIARY}{EVEN}{row}\n{EVEN}")
    assert (len(table.rows), [problem.is_partial for problem in table.problems]) == (2, [False])


def test_a_file_that_was_cut_off_says_so_in_its_last_row() -> None:
    table = read('Date,Review,Tags\n2020-01-01,"whole",\n2020-01-02,"and then')
    assert cells(table) == [["2020-01-01", "whole", ""]]
    assert str(table.problems[0]).startswith("diary.csv, row 2: the file ends in the middle of this row")


@pytest.mark.parametrize("quoted", ["{}", '"{}"', '"one\n{}\n,two"', '"a ""b""\n{}"'])
def test_a_cell_without_end_is_one_problem_and_the_rows_around_it_are_read(quoted: str) -> None:
    endless = quoted.format("A" * (LONGEST_CELL + 1))
    table = read(f"Date,Name,Review\n1,Pig,short\n2,Heat,{endless}\n3,Ran,short\n4,Ikiru,{endless}\n5,Dogville,short\n")
    assert [list(row.cells.values())[1] for row in table.rows] == ["Pig", "Ran", "Dogville"]
    assert list(map(str, table.problems)) == [
        f"diary.csv, row {row}: it has a cell of more than 1,000,000 characters." for row in (2, 4)
    ]


def test_what_others_read_is_allowed_as_long_cells_as_before() -> None:
    before = csv.field_size_limit()
    read("Name\nPig\n")
    assert csv.field_size_limit() == before


def test_quotes_with_backslashes_before_them_are_read_as_those_meant_them() -> None:
    assert cells(read('Name,Review\nPig,"He says \\"no\\", twice"\n')) == [["Pig", 'He says "no", twice']]


def test_a_backslash_at_the_end_of_a_cell_is_just_that() -> None:
    assert cells(read('Name,Review\n"Pig\\","said ""ha\\"""\n')) == [["Pig\\", 'said "ha\\"']]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_reported(text: str) -> None:
    assert [str(problem) for problem in read(text).problems] == [
        "diary.csv: diary.csv is empty: not even the headings stand in it."
    ]


def test_a_file_that_cannot_be_read_is_one_problem() -> None:
    table = read_table(bytes(640), "diary.csv")
    assert (table.head, table.rows, len(table.problems)) == ((), (), 1)


LIST = 'Letterboxd list export v7\nDate,Name,URL\n2024-12-30,Noir,"a\nb"\n\nPosition,Name\n1,Laura\n'


@pytest.mark.parametrize("text", [LIST, LIST.replace("Letterboxd list export v7", ""), LIST.replace("\n\n", "\n,,\n")])
def test_a_table_may_have_rows_above_its_head(text: str) -> None:
    table = read_table(text.encode(), "noir.csv", begins="Position")
    assert (table.head, cells(table)) == (("Position", "Name"), [["1", "Laura"]])
    assert ("2024-12-30", "Noir", "a\nb") in table.before


def test_a_table_without_the_head_that_is_sought_is_reported() -> None:
    table = read_table(b"Name\nPig\n", "noir.csv", begins="Position")
    assert str(table.problems[0]) == "noir.csv: noir.csv has no table that begins with “Position”."


@pytest.mark.parametrize(
    "text", ["Name;Year\n", "\ufeffName;Year\nPig;2021\n", "\n\nName;Year", "<<<<<<< HEAD\nName;Year\n"]
)
def test_a_head_is_read_from_the_beginning_of_a_file(text: str) -> None:
    assert read_head(text.encode()) == ("Name", "Year")
    assert read_head(text.removeprefix("\ufeff").encode("utf-16")) == ("Name", "Year")


def test_zeros_within_cells_are_left_out_and_reported_once_for_the_file() -> None:
    table = read_table(b"Name,Year\nPig,2021\nHe\0at,1995\n\0\0,\0\nRan,19\x0085\n", "diary.csv")
    assert [tuple(row.cells.values()) for row in table.rows] == [("Pig", "2021"), ("Heat", "1995"), ("Ran", "1985")]
    assert table.notes == ("diary.csv: 3 rows have zero bytes, which were left out: rows 2, 3 and 4.",)


def test_years_that_another_program_made_fractions_are_reported_once_for_the_file() -> None:
    table = read_table(b"Name,Year\nPig,2021.0\nHeat,1995\n" + b"Ran,1985.0\n" * 9, "diary.csv")
    assert table.rows[0].cells["Year"] == "2021.0"
    stated = "rows 1, 3, 4, 5, 6 and 5 more"
    assert table.notes == (f"diary.csv: 10 rows have a year such as 2021.0, which was read as 2021: {stated}.",)


def test_rows_with_nothing_in_them_are_counted_and_empty_lines_are_not() -> None:
    assert read("Name,Year\n\n,\nPig,2021\n\n").notes == ("diary.csv: a row has nothing in it, and was left out.",)
    assert read("Name,Year\n,\n,\n").notes == ("diary.csv: 2 rows have nothing in them, and were left out.",)

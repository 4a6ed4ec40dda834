from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from builders import TODAY, entry, viewings
from filmjournal.model.breakdown import Element
from filmjournal.model.viewing import Entry
from filmjournal.query.engine import index as following
from filmjournal.query.engine.block import Block
from filmjournal.query.engine.index import BLOCK, Index, updated_blocks
from filmjournal.query.parser import parse


def numbered(count: int, start: int = 0) -> list[Entry]:
    return [entry(f"Film {place}", review=f"word{place}") for place in range(start, start + count)]


def warmed(entries: list[Entry]) -> Index:
    index = Index(entries)
    for _ in index.warm():
        pass
    return index


def same(one: Block, other: Block) -> bool:
    return (
        one.entries,
        one._columns,
        one.element_texts.columns,
        one.element_texts._names,
        one.element_texts._having,
    ) == (
        other.entries,
        other._columns,
        other.element_texts.columns,
        other.element_texts._names,
        other.element_texts._having,
    )


some = st.lists(viewings.map(lambda viewing: entry("Ran", None, id="x", **_element_texts(viewing))), max_size=12)


def _element_texts(viewing: object) -> dict[str, object]:
    names = ("headline", "review", "breakdown", "tags", "rating")
    return {name: getattr(viewing, name) for name in names}


@settings(deadline=None)
@given(
    some,
    st.lists(st.tuples(st.sampled_from(["put", "drop", "change", "move"]), st.integers(0, 99), st.integers(0, 99))),
)
def test_an_index_that_followed_any_changes_equals_one_built_afresh(
    entries: list[Entry], changes: list[tuple[str, int, int]]
) -> None:
    usual, following.BLOCK = following.BLOCK, 3
    try:
        index = warmed(entries)
        for what, first, second in changes:
            entries = changed(entries, what, first, second)
            index.update(entries)
            assert [each for block in index.blocks for each in block.entries] == entries
            for block in index.blocks:
                fresh = Block(block.entries)
                for _ in (*fresh.warm(), *fresh.warm_fields(), *block.warm(), *block.warm_fields()):
                    pass
                assert same(block, fresh)
    finally:
        following.BLOCK = usual


def changed(entries: list[Entry], what: str, first: int, second: int) -> list[Entry]:
    entries = list(entries)
    if what == "put" or not entries:
        element = Element(f"Element {first % 3}", f"text {second}")
        entries.insert(first % (len(entries) + 1), entry(f"New {second}", review="fresh", breakdown=(element,)))
        return entries
    own = entries.pop(first % len(entries))
    if what == "change":
        entries.insert(
            first % (len(entries) + 1), structs.replace(own, viewing=structs.replace(own.viewing, tags=("t",)))
        )
    if what == "move":
        entries.insert(second % (len(entries) + 1), own)
    return entries


def test_only_the_block_in_which_an_entry_changed_is_made_anew() -> None:
    entries = numbered(3 * BLOCK)
    index = warmed(entries)
    before = list(index.blocks)
    entries[BLOCK + 5] = entry("Changed")
    change = index.update(entries)
    assert [block is other for block, other in zip(before, index.blocks, strict=True)] == [True, False, True]
    assert (len(change.removed), change.added) == (1, [entries[BLOCK + 5]])


def test_what_is_logged_joins_a_block_and_a_block_that_grew_becomes_two() -> None:
    entries = numbered(BLOCK)
    index = warmed(entries)
    for place in range(BLOCK + 1):
        entries = [entry(f"New {place}"), *entries]
        index.update(entries)
    assert len(index.blocks) == 2
    assert index.size == warmed(entries).size
    assert [found.film.title for found in index.search(parse("review:=word7", TODAY).query).entries] == ["Film 7"]


def test_entries_that_come_in_another_order_are_followed_too() -> None:
    entries = numbered(20)
    change = updated_blocks(Index(entries).blocks, tuple(reversed(entries)))
    assert [each for block in change.blocks for each in block.entries] == entries[::-1]
    assert (change.removed, change.added) == ([], [])


def test_a_journal_that_was_emptied_leaves_nothing() -> None:
    index = warmed(numbered(5))
    change = index.update([])
    assert (index.blocks, len(change.removed), change.added) == ([], 5, [])

"""Front matter of other people's notes: whatever keys it has, each with its value word for word and as it is meant."""

from collections.abc import Iterator, Sequence

import yaml
from msgspec import Struct

from filmjournal.exchange.front_matter import LOADER
from filmjournal.exchange.readers.note_values import without_links
from filmjournal.exchange.yaml_lines import as_yaml

_WHOLE = "front matter"
"""The cell of a front matter that cannot be read."""


class Property(Struct, frozen=True):
    """One key with its value."""

    name: str
    """The key, as it is written."""
    written: str
    """What stands behind it, word for word."""
    items: tuple[str, ...]
    """The items of the list that it is, or the one text, without links."""


class FrontMatter(Struct, frozen=True):
    """What stands between the two `---`."""

    properties: tuple[Property, ...] = ()
    """Every key."""
    fault: str = ""
    """What is wrong with it, where it cannot be read."""


def read_properties(lines: Sequence[str]) -> FrontMatter:
    """Return what the lines say: as YAML has it, and where it is none, as it is meant."""
    written = list(lines)
    try:
        root = _composed(written)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        where = getattr(error, "problem_mark", None)
        line = f"line {where.line + 2}: " if where else ""
        told = f"The front matter cannot be read ({line}{getattr(error, 'problem', None) or 'it is no YAML'})."
        return FrontMatter((Property(_WHOLE, "\n".join(lines), ()),), told)
    if root is None:
        return FrontMatter()
    if not isinstance(root, yaml.MappingNode):
        return FrontMatter((Property(_WHOLE, "\n".join(lines), ()),), "The front matter has no keys.")
    starts = [key.start_mark.line for key, _ in root.value]
    ends = [*starts[1:], len(written)]
    return FrontMatter(
        tuple(
            Property(str(key.value), _behind(written[start:end]), tuple(_items(value, _behind(written[start:end]))))
            for (key, value), start, end in zip(root.value, starts, ends, strict=True)
        )
    )


def _composed(lines: Sequence[str]) -> yaml.Node | None:
    try:
        return yaml.compose("\n".join(lines), Loader=LOADER)
    except yaml.MarkedYAMLError:
        return yaml.compose("\n".join(as_yaml(lines)), Loader=LOADER)


def _behind(lines: Sequence[str]) -> str:
    """Return what stands behind a key, on its line and on those below."""
    return "\n".join(lines).partition(":")[2].strip()


def _items(node: yaml.Node, written: str) -> Iterator[str]:
    """Yield the texts of a value; a link that YAML takes for a list in a list is a text."""
    if isinstance(node, yaml.ScalarNode):
        yield without_links(str(node.value))
    elif isinstance(node, yaml.SequenceNode) and written.startswith("[[") and written.count("[[") == 1:
        yield without_links(written)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _items(item, "")
    elif isinstance(node, yaml.MappingNode):
        yield " ".join(str(value.value) for _, value in node.value if isinstance(value, yaml.ScalarNode))

"""The house stays liveable: small files, small functions, looks beside their screens, prose on everything public."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "filmjournal"
MODULES = sorted(PACKAGE.rglob("*.py"))


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


CLASSES = [node for path in MODULES for node in nodes(path) if isinstance(node, ast.ClassDef)]


def all_methods(node: ast.ClassDef) -> set[str]:
    """Return the methods of a class by name, with those of its bases of ours, mixins too, and of their bases."""
    own = {part.name for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)}
    bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    names = {part.id for base in bases for part in ast.walk(base) if isinstance(part, ast.Name)} - {node.name}
    return own.union(*(all_methods(base) for base in CLASSES if base.name in names))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_and_what_is_in_it_is_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name
        if isinstance(node, ast.ClassDef):
            assert len(all_methods(node)) <= 40, node.name


def module_of(path: Path) -> str:
    """Return the dotted name of a module of ours; a package has that of its folder."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of_ours() -> dict[str, set[str]]:
    """Return the modules of ours that each of them imports: at its top, for types only, and within functions."""
    paths = {module_of(path): path for path in MODULES}
    imported: dict[str, set[str]] = {name: set() for name in paths}
    for name, path in paths.items():
        for node in nodes(path):
            if isinstance(node, ast.ImportFrom) and node.module is not None:
                parts = [f"{node.module}.{alias.name}" for alias in node.names]
                imported[name] |= {part if part in paths else node.module for part in parts} & paths.keys() - {name}
            elif isinstance(node, ast.Import):
                imported[name] |= {alias.name for alias in node.names} & paths.keys() - {name}
    return imported


def test_no_modules_import_each_other_in_a_circle() -> None:
    imported = imports_of_ours()
    assert sum(map(len, imported.values())) > 500
    while ends := [name for name, others in imported.items() if not others]:
        for end in ends:
            del imported[end]
        for others in imported.values():
            others -= set(ends)
    assert not imported, "these are in a circle, or import one: " + ", ".join(sorted(imported))


def test_the_app_is_under_150_lines() -> None:
    assert len((PACKAGE / "tui" / "app.py").read_text(encoding="utf-8").splitlines()) < 150


def test_every_style_sheet_that_is_named_is_beside_its_module() -> None:
    for path in (PACKAGE / "tui").rglob("*.py"):
        for name in re.findall(r'CSS_PATH = "(.+)"', path.read_text(encoding="utf-8")):
            assert path.with_name(name).is_file(), f"{path.name}: {name}"


def test_a_style_sheet_is_about_the_classes_of_the_module_beside_it() -> None:
    for path in (PACKAGE / "tui").rglob("*.tcss"):
        if path.stem == "app":  # widgets that stand on every screen
            continue
        names = {node.name for node in nodes(path.with_suffix(".py")) if isinstance(node, ast.ClassDef)}
        selectors = re.findall(r"^([^\s{}][^{}]*?)\s*\{", path.read_text(encoding="utf-8"), re.MULTILINE)
        for selector in (one.strip() for group in selectors for one in group.split(",")):
            assert re.split(r"[ .#:>]", selector)[0] in names, f"{path.name}: {selector}"


def test_no_style_stands_in_python() -> None:
    for path in MODULES:
        assert "DEFAULT_CSS" not in path.read_text(encoding="utf-8"), path.name


def test_the_top_level_holds_what_it_should_and_nothing_else() -> None:
    expected = {
        "pyproject.toml",
        "filmjournal",
        "data",
        "tests",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
    }
    assert {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} <= expected | {"dist"}


def test_every_screen_is_opened_over_the_one_in_front() -> None:
    opening = [path for path in PACKAGE.rglob("*.py") if ".push_screen" in path.read_text(encoding="utf-8")]
    assert sorted(path.name for path in opening) == ["app.py", "leaving.py", "windows.py"]
    modal = [path.name for path in PACKAGE.rglob("*.py") if "ModalScreen[" in path.read_text(encoding="utf-8")]
    assert modal == ["windows.py"]

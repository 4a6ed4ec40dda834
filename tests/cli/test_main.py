import io
import json
import os
import re
import shlex
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from builders import SAMPLE
from filmjournal import __version__
from filmjournal.cli import INTERRUPTED, verbs
from filmjournal.cli.main import main
from filmjournal.cli.open import open_app
from filmjournal.cli.program import every_verb, verb_names
from filmjournal.cli.running import run_in
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb
from filmjournal.journal.places import Places
from shell_runs import Terminal


def _run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOME": str(home), "FILMJOURNAL": str(home / "journal.json")}
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=environment,
        cwd=home,
        stdin=subprocess.DEVNULL,
    )


def _shell(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOME": str(home), "FILMJOURNAL": str(home / "journal.json")}
    return subprocess.run(
        ["/bin/bash", "-c", command], capture_output=True, text=True, check=False, timeout=60, env=environment
    )


def test_the_version_is_reported_without_loading_the_screens_or_the_database(tmp_path: Path) -> None:
    done = _run("-X", "importtime", "-m", "filmjournal", "--version", home=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"filmjournal {__version__}\n")
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "filmjournal" in imported
    assert imported.isdisjoint({"textual", "tinydb", "rich", "msgspec", "argparse"})


def test_opening_a_bad_journal_does_not_load_the_screens(tmp_path: Path) -> None:
    code = (
        "import io, sys; from pathlib import Path; from filmjournal.cli.open import open_app\n"
        "class T(io.StringIO): isatty = lambda self: True\n"
        "status = open_app(Path(sys.argv[1]), sample=False, stdin=T(), stdout=T(), stderr=sys.stderr)\n"
        "print(status, 'textual' in sys.modules)"
    )
    assert _run("-c", code, str(tmp_path), home=tmp_path).stdout == "3 False\n"


@pytest.mark.parametrize("arguments", [[], ["--sample"], ["--journal", "films.json"]])
def test_without_a_terminal_it_says_so_on_stderr_and_touches_nothing(tmp_path: Path, arguments: list[str]) -> None:
    done = _run("-m", "filmjournal", *arguments, home=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "filmjournal needs a terminal: run it without redirecting its input or output.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("stdin", "stdout"), [(Terminal, io.StringIO), (io.StringIO, Terminal)])
def test_one_redirected_end_is_enough_to_refuse(
    tmp_path: Path, stdin: type[io.StringIO], stdout: type[io.StringIO]
) -> None:
    out, err = stdout(), io.StringIO()
    assert open_app(tmp_path / "j.json", sample=False, stdin=stdin(), stdout=out, stderr=err) == Status.BAD_INPUT
    assert out.getvalue() == ""
    assert len(err.getvalue().splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "it is a folder"), (b"", "it is empty"), (b"{", "it ends in the middle")]
)
def test_a_journal_that_cannot_be_opened_is_answered_with_a_sentence_and_status_3(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    path = tmp_path / "journal.json"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    out, err = Terminal(), io.StringIO()
    assert open_app(path, sample=False, stdin=Terminal(), stdout=out, stderr=err) == 3
    assert out.getvalue() == ""
    assert len(err.getvalue().splitlines()) == 1
    assert err.getvalue().startswith(f"The journal {path} ")
    assert reason in err.getvalue()


def test_help_names_every_way_to_choose_a_journal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    stated = re.sub(r"\s+", " ", capsys.readouterr().out)
    for way in ("--journal PATH", "--sample", "$FILMJOURNAL", "journal.json in your data folder"):
        assert way in stated


@pytest.mark.parametrize("name", [verb.name for verb in every_verb()])
def test_every_verb_has_help_with_examples_and_is_named_in_the_help_of_the_program(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["--help"], [name, "--help"]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 0
    stated = capsys.readouterr().out
    assert f"\n    {name} " in stated
    assert f"examples:\n  filmjournal {name}" in stated


@pytest.mark.parametrize("verb", every_verb(), ids=lambda verb: verb.name)
def test_a_verb_loads_neither_the_screens_nor_the_database_nor_another_verb(verb: Verb, tmp_path: Path) -> None:
    code = (
        "import sys; from filmjournal.cli.main import main\n"
        f"main([{verb.name!r}, *{['nowhere.csv'] if verb.name == 'import' else []!r}])\n"
        "print(*sys.modules, file=sys.__stdout__)"
    )
    loaded = set(_run("-c", code, home=tmp_path).stdout.split())
    modules = {each.name: each.run.__module__ for each in every_verb()}
    own = modules.pop(verb.name)
    others = set(modules.values()) if verb.name != "manual" else set()  # its page has the records of all of them
    assert own in loaded
    assert loaded.isdisjoint({"textual", "tinydb", "filelock", "uuid_utils", "filmjournal.cli.open", *others})


def test_every_module_of_a_verb_has_its_record_under_the_name_in_the_table() -> None:
    folder = Path(verbs.__file__).parent
    assert [verb.name for verb in every_verb()] == verb_names()
    assert {verb.run.__module__.rpartition(".")[2] for verb in every_verb()} == {
        path.stem for path in folder.glob("*.py") if path.stem != "__init__"
    }


def _loaded(arguments: list[str], home: Path) -> set[str]:
    """Return the modules of ours that a command loads."""
    code = (
        f"import sys; from filmjournal.cli.main import main; main({arguments!r})\n"
        "print(*sys.modules, file=sys.__stderr__)"
    )
    return {name for name in _run("-c", code, home=home).stderr.split() if name.startswith("filmjournal")}


def test_the_version_loads_four_modules_of_ours(tmp_path: Path) -> None:
    loaded = _loaded(["--version"], tmp_path)
    assert loaded == {"filmjournal", "filmjournal.version", "filmjournal.cli", "filmjournal.cli.main"}


def test_finding_loads_one_verb_and_few_modules(tmp_path: Path) -> None:
    loaded = _loaded(["find", "--journal", str(SAMPLE), "cage"], tmp_path)
    assert {name for name in loaded if name.startswith("filmjournal.cli.verbs.")} == {"filmjournal.cli.verbs.find"}
    assert len(loaded) <= 78


def test_completing_an_option_loads_the_arguments_of_one_verb_and_nothing_it_works_with(tmp_path: Path) -> None:
    code = (
        "import os, sys; from filmjournal.cli.main import main\n"
        "os._exit = lambda status: print(*sys.modules, file=sys.__stderr__)\n"
        "try: main(['__complete', 'bash', 'filmjournal find --li'])\n"
        "except BaseException: pass"
    )
    loaded = set(_run("-c", code, home=tmp_path).stderr.split())
    assert "filmjournal.cli.verbs.find" in loaded
    assert loaded.isdisjoint(
        {"filmjournal.journal", "filmjournal.query", "filmjournal.cli.shell", "filmjournal.cli.search"}
    )


@pytest.mark.parametrize("verb", every_verb(), ids=lambda verb: verb.name)
def test_no_example_of_a_verb_loads_the_screens(verb: Verb, tmp_path: Path) -> None:
    (tmp_path / "journal.json").write_bytes(SAMPLE.read_bytes())
    code = (
        "import shlex, sys; from filmjournal.cli.main import main\n"
        "for example in sys.argv[1:]:\n"
        "    try:\n"
        "        main(shlex.split(example.partition(' > ')[0], comments=True))\n"
        "    except SystemExit:\n"
        "        pass\n"
        "    print('textual' in sys.modules, file=sys.__stderr__)"
    )
    examples = verb.examples.splitlines()
    stated = _run("-c", code, *examples, home=tmp_path).stderr.splitlines()
    assert [line for line in stated if line in {"True", "False"}] == ["False"] * len(examples)


@pytest.mark.parametrize("arguments", [["cage"], ["rating:4..", "--json"], ["is:liked", "--csv"], ["ozu", "--plain"]])
def test_finding_for_a_pipe_loads_nothing_that_draws(arguments: list[str], tmp_path: Path) -> None:
    code = (
        "import sys; from filmjournal.cli.main import main\n"
        f"status = main(['find', '--journal', {str(SAMPLE)!r}, *sys.argv[1:]])\n"
        "print(status, *sys.modules, file=sys.stderr)"
    )
    status, *loaded = _run("-c", code, *arguments, home=tmp_path).stderr.split()
    assert status == "0"
    drawing = {"textual", "rich.console", "rich.table", "rich.markdown", "markdown_it", "rapidfuzz"}
    assert set(loaded).isdisjoint(drawing | {"tinydb", "filelock", "uuid_utils"})


def test_a_reader_of_the_first_line_is_no_trouble(tmp_path: Path) -> None:
    program = f"{shlex.quote(sys.executable)} -m filmjournal find --journal {shlex.quote(str(SAMPLE))}"
    for form in ("--json", "--csv", ""):
        command = f"FORCE_COLOR={'' if form else 1} {program} {form} | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}"
        done = _shell(command, tmp_path)
        assert done.returncode == 0
        assert "Traceback" not in done.stderr
        assert "Broken pipe" not in done.stderr


@pytest.mark.parametrize("arguments", [["--version"], ["--journal", "films.json", "--version"], ["--version", "find"]])
def test_the_version_is_reported_wherever_it_is_asked_for(arguments: list[str], tmp_path: Path) -> None:
    done = _run("-m", "filmjournal", *arguments, home=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"filmjournal {__version__}\n", "")


@pytest.mark.parametrize("order", [("--journal", "{path}", "verify"), ("verify", "--journal", "{path}")])
def test_the_journal_is_named_before_the_verb_or_after_it(tmp_path: Path, order: tuple[str, ...]) -> None:
    path = tmp_path / "films.json"
    done = _run("-m", "filmjournal", *(word.format(path=path) for word in order), home=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert str(path) in done.stdout


def test_a_reader_that_leaves_is_no_trouble(tmp_path: Path) -> None:
    program = f"{shlex.quote(sys.executable)} -m filmjournal"
    done = _shell(f"{program} verify | true; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_output_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    done = _shell(f"{shlex.quote(sys.executable)} -m filmjournal verify > /dev/full", tmp_path)
    assert done.returncode == 3
    assert done.stderr == "The system stopped filmjournal: no space left on device.\n"


def test_without_any_output_at_all_a_verb_still_works(tmp_path: Path) -> None:
    done = _shell(f"{shlex.quote(sys.executable)} -m filmjournal verify >&- 2>&-", tmp_path)
    assert done.returncode == 1


def test_text_that_the_output_cannot_show_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "東京.json"
    command = f"PYTHONIOENCODING=ascii {shlex.quote(sys.executable)} -m filmjournal verify --journal {path}"
    done = _shell(command, tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "\\u6771" in done.stdout
    as_json = json.loads(_shell(f"{command} --json", tmp_path).stdout)
    assert as_json[0]["path"] == str(path)


def test_the_home_of_nobody_is_no_journal(tmp_path: Path) -> None:
    done = _run("-m", "filmjournal", "verify", "--journal", "~nobody-by-this-name/j.json", home=tmp_path)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (3, "", 1)


def test_ctrl_c_ends_a_verb_without_a_traceback(places: Places) -> None:
    def interrupted(asked: Namespace, shell: Shell) -> Status:
        raise KeyboardInterrupt

    shell = Shell(places, stdin=None, stdout=None, stderr=None)
    assert run_in(shell, Namespace(run=interrupted)) == INTERRUPTED


@pytest.mark.parametrize("verb", [verb.name for verb in every_verb()])
def test_the_sample_goes_with_no_verb(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--sample", verb, *(["films.csv"] if verb == "import" else [])])
    assert left.value.code == 2
    assert "--sample opens the app" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--nonsense"], ["extra"], ["--journal"], ["--sample", "--journal", "x.json"]])
def test_arguments_that_make_no_sense_are_refused_with_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith("filmjournal: ")
    assert sentence.endswith("`filmjournal --help` lists what it takes.")

import shutil
import subprocess

import pytest

from filmjournal.cli.completion.scripts import SHELLS
from shell_runs import Run


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_written_and_says_where_it_belongs(shell: str, run: Run) -> None:
    ended = run("completion", shell)
    assert (ended.status, ended.err) == (0, "")
    assert "__complete" in ended.out
    assert f"filmjournal completion {shell}" in ended.out


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_finds_no_fault_in_its_script(shell: str, run: Run) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    done = subprocess.run(
        [shell, "-n"], input=run("completion", shell).out, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_shell_it_says_which_there_are(run: Run) -> None:
    ended = run("completion")
    assert (ended.status, ended.out) == (2, "")
    assert ended.lines == []
    assert ended.err.startswith("Name a shell, as in `filmjournal completion bash`: bash, zsh, fish.\n")


def test_a_shell_of_another_name_is_refused(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("completion", "tcsh")
    assert left.value.code == 2
    assert "there is no “tcsh”" in capsys.readouterr().err

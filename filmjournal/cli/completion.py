"""Writes the script with which a shell completes."""

from argparse import Namespace
from pathlib import Path

from filmjournal.cli.shell import Shell
from filmjournal.cli.shells import SHELLS
from filmjournal.cli.status import Status
from filmjournal.cli.streams import BadInputError


def completion(asked: Namespace, shell: Shell) -> Status:
    """Write the script for the shell that is named."""
    if asked.shell is None:
        raise BadInputError(f"Say for which shell, as in `filmjournal completion bash`: {', '.join(SHELLS)}.")
    shell.put_text(Path(__file__).with_name(f"completion.{asked.shell}").read_text(encoding="utf-8").removesuffix("\n"))
    return Status.DONE

"""Check the journal, its backups and drafts."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from filmjournal.cli.arguments import add_json
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.safety.verify import Finding


def run(args: Namespace, shell: Shell) -> Status:
    """List every finding, a line each."""
    from filmjournal.journal.disk.disk import Disk
    from filmjournal.journal.safety.moved import left_elsewhere
    from filmjournal.journal.safety.verify import About, Finding, verified
    from filmjournal.render.safety import finding_mark, finding_text

    places = shell.places
    findings = verified(shell.file(), shell.backups(), places.drafts, places.state, shell.clock())
    findings += [Finding(About.MOVED, path=backups, reason=str(was)) for was, backups in left_elsewhere(places, Disk())]
    if args.json:
        shell.put_json([_as_json(finding) for finding in findings])
    else:
        for finding in findings:
            shell.put(f"{finding_mark(finding):<5}  {finding_text(finding)}")
    return Status.NOTHING if any(finding.is_wrong for finding in findings) else Status.DONE


def _as_json(finding: Finding) -> dict[str, Any]:
    from filmjournal.render.safety import finding_mark, finding_text

    return {
        "about": finding.about.value,
        "mark": finding_mark(finding),
        "text": finding_text(finding),
        **({"path": str(finding.path)} if finding.path is not None else {}),
    }


VERB = Verb(
    "verify",
    "Check the journal, its backups and drafts",
    "verify\nverify --json",
    add_json,
    run,
)

"""`safelight check-house`: do the walls between studios stand, is every journal whole?"""

from dataclasses import asdict

import click

from safelight.config.cli import django_ready
from safelight.config.cli.answers import answer, data_option, json_option


@click.command("check-house")
@data_option
@json_option
def command(*, as_json: bool) -> int:
    """Check the walls between studios in the database and the journal of every studio.

    Exit status 0 when everything holds, 1 when something does not.
    """
    findings = django_ready.module("safelight.config.house.checks").check_house()
    broken = [finding for finding in findings if finding.problem]
    lines = [
        f"{'problem' if finding.problem else 'ok':8} {finding.check} {finding.subject}"
        + (f": {finding.problem}" if finding.problem else "")
        for finding in findings
    ]
    answer({"ok": not broken, "findings": [asdict(finding) for finding in findings]}, "\n".join(lines), as_json=as_json)
    return 1 if broken else 0

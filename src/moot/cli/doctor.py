"""`moot doctor`: whether this computer has what making pages needs, and the command that mends what is missing."""

from dataclasses import asdict

from moot.cli.common import AsJson, print_json, say

__all__ = ["doctor"]


def doctor(as_json: AsJson = False) -> int:
    """Say whether all that moot needs is found. Pango, HarfBuzz and fonts; and what to do where one is missing."""
    from moot.doctor import examine

    findings = examine()
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            say(f"{'ok     ' if finding.ok else 'MISSING'}  {finding.name}: {finding.detail}")
            if not finding.ok and finding.mend:
                say(f"         to mend it: {finding.mend}")
    return 0 if all(finding.ok for finding in findings) else 1

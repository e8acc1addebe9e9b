"""Reports -> JUnit XML: a suite a page, a case a finding, for servers that show the results of tests.

A finding at or above `fail_on` is a failure; one below it is told in a case that passes, an exception in one that is
skipped with its reason. A page without findings is one case that passes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from claimcheck import outputs
from claimcheck.model import SEVERITIES
from claimcheck.outputs.text import counts, one_line, shortened

if TYPE_CHECKING:
    from claimcheck.errors import UserError
    from claimcheck.flow import Outcome
    from claimcheck.model import Finding, Report

# What XML 1.0 does not hold, not even as an entity.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(outcome: Outcome) -> str:
    """Return the reports as one XML document."""
    fail_on = outcome.house.config.fail_on if outcome.house else "error"
    root = ElementTree.Element("testsuites", name="claimcheck")
    for report in outputs.reports_of(outcome):
        _page(root, report, SEVERITIES.index(fail_on))
    _run(root, outcome)
    for suite in root:
        for what, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            suite.set(what, str(len(list(suite.iter(tag)))))
    for what in ("tests", "failures", "errors"):
        root.set(what, str(sum(int(suite.get(what, "0")) for suite in root)))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _page(root: ElementTree.Element, report: Report, fails_from: int) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name=_held(report.document.path))
    for finding in outputs.findings_of(report):
        case = _case(suite, finding)
        if SEVERITIES.index(finding.severity) < fails_from:
            ElementTree.SubElement(case, "system-out").text = _held(f"{finding.severity}: {_told(finding)}")
        else:
            said = one_line(_held(finding.message))
            ElementTree.SubElement(case, "failure", type=finding.severity, message=said).text = _held(_told(finding))
    for allowed in outputs.allowed_of(report):
        reason = f"allowed: {outputs.reason_of(allowed)}"
        ElementTree.SubElement(_case(suite, allowed.finding), "skipped", message=_held(reason))
    if not report.findings:
        ElementTree.SubElement(suite, "testcase", classname=_held(report.document.path), name="no finding stands")


def _case(suite: ElementTree.Element, finding: Finding) -> ElementTree.Element:
    path, name = _held(finding.path), _held(shortened(finding.id))
    return ElementTree.SubElement(suite, "testcase", classname=path, name=name, file=path, line=str(finding.line))


def _told(finding: Finding) -> str:
    place = f"{finding.path}:{finding.line}:{finding.column}: {finding.rule} ({finding.subject})"
    safer = f"Safer: {finding.suggestion}" if finding.suggestion else ""
    parts = (place, f"“{shortened(finding.quote)}”", finding.message, finding.why, safer)
    return "\n".join(part for part in parts if part)


def _run(root: ElementTree.Element, outcome: Outcome) -> None:
    """Add the suite of the run as a whole: what could not be read, what was counted, and the notice."""
    suite = ElementTree.SubElement(root, "testsuite", name="claimcheck")
    given = ElementTree.SubElement(suite, "properties")
    for name, value in (("version", outputs.version()), ("as_of", outcome.as_of), *sorted(outcome.digests.items())):
        ElementTree.SubElement(given, "property", name=name, value=value)
    for error in outcome.failed:
        _fault(suite, error)
    if not outcome.failed:
        ElementTree.SubElement(suite, "testcase", classname="claimcheck", name="all could be read and run")
    lines = [*counts(outcome), *(f"{path}: left out: {why}" for path, why in outcome.skipped), outputs.notice(outcome)]
    ElementTree.SubElement(suite, "system-out").text = _held("\n".join(lines))


def _fault(suite: ElementTree.Element, error: UserError) -> None:
    name = _held(f"{error.path or 'all'} can be read")
    case = ElementTree.SubElement(suite, "testcase", classname="claimcheck", name=name)
    ElementTree.SubElement(case, "error", message=_held(error.fault)).text = _held(str(error))


def _held(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)

"""Every code that stands in the source is documented."""
import ast
import re

from pipeline.failures import MESSAGES, SKIPPED, TRANSIENT
from tests.run.batch import ROOT


def codes(tree):
    """Codes given by name: `Unreadable("code", ...)`, `error_code="code"`, `{"error_code": "code"}`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if getattr(node.func, "id", "") == "Unreadable":
                yield node.args[0]
            yield from (key.value for key in node.keywords if key.arg == "error_code")
        elif isinstance(node, ast.Dict):
            yield from (value for key, value in zip(node.keys, node.values, strict=True)
                        if isinstance(key, ast.Constant) and key.value == "error_code")


def test_every_code_of_the_source_is_documented():
    documented = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs" / "errors.md").read_text()))
    found = {node.value for path in (ROOT / "pipeline").rglob("*.py") for node in codes(ast.parse(path.read_bytes()))
             if isinstance(node, ast.Constant) and node.value}
    assert len(found) > 8 and {"damaged", "encrypted", "unread_ink"} <= found
    assert found | MESSAGES.keys() <= documented, (found | MESSAGES.keys()) - documented
    assert TRANSIENT | SKIPPED <= documented, (TRANSIENT | SKIPPED) - documented

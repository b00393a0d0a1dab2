"""`documents.signing_org`: the body among the names of a digital signature."""
from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.documents.signature import read_signing_body
from pipeline.model.document import Document, Signature
from pipeline.stages.structure import build

NAMES = [
    (("Sở Y tế", "Tỉnh Phú Yên"), "Sở Y tế"),
    (("Nguyễn Văn An", "Văn phòng, Ủy ban nhân dân tỉnh Phú Yên"), "Văn phòng, Ủy ban nhân dân tỉnh Phú Yên"),
    (("TRẦN HÒA BÌNH", "van-thu@phuyen.gov.vn", "Tỉnh Phú Yên"), "Tỉnh Phú Yên"),
    (("Cổng Thông tin điện tử Chính phủ",), "Cổng Thông tin điện tử Chính phủ"),
    (("Nguyễn Văn An",), None),
    ((), None),
]


@pytest.mark.parametrize(("names", "expected"), NAMES)
def test_the_body_that_signed(names, expected):
    layout = build(Document("0" * 16, "application/pdf", ()))
    signed = replace(layout, document=replace(layout.document, signature=Signature(None, names)))
    assert read_signing_body(signed) == expected

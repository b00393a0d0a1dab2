"""HTML and web archives: lists, tables, what is not shown, charsets that are not as they say."""
from __future__ import annotations

import base64
import quopri

import pytest

from pipeline.model.errors import Unreadable
from tests.read_digital.flowing import READ, lines

HTML = [
    ("<p>Kế hoạch<br>năm 2021</p><div>Điều <b>1</b>.</div>", ["Kế hoạch", "năm 2021", "Điều 1."]),
    ("<style>p{}</style><script>x</script><p hidden></p><p style='display:none'>ẩn</p><p>hiện</p>", ["hiện"]),
    ("<ol type=a start=3><li>Sở Y tế</li><li>Sở Nội vụ</li></ol>", ["c. Sở Y tế", "d. Sở Nội vụ"]),
    ("<ol><li>một<li value=5>năm<!-- ghi chú --><li>sáu</ol><ol type=I start=9><li>chín<li>mười</ol>", ["1. một", "5. năm", "6. sáu", "IX. chín", "X. mười"]),
    ("<ol type=i start=99999999999><li>một</ol><ol type=A start=5000><li>vượt</ol><ol start=--5><li>lạ</ol>", ["i. một", "5000. vượt", "1. lạ"]),
    ("<ul><li>- Các xã</ul>văn bản trơ", ["- Các xã", "văn bản trơ"]),
    ("<table><tr><td>SỞ Y TẾ<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<tr><td>Số: 3/KH-SYT<td>Huế, ngày 2 tháng 3 năm 2021</table>",
     ["SỞ Y TẾ", "Số: 3/KH-SYT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Huế, ngày 2 tháng 3 năm 2021"]),
]


@pytest.mark.parametrize(("source", "expected"), HTML)
def test_html_lines(source, expected):
    assert lines(f"<html><body>{source}</body></html>".encode()) == expected


def test_html_lists_and_nested_tables_of_any_size():
    """Both are read in a time that grows with their size: the square of the first, or two to the power of the second, would not end."""
    assert lines(("<html><ol>" + "<li>xã" * 20_000 + "</ol>").encode())[-1] == "20000. xã"
    assert lines(("<html>" + "<table><tr><td>" * 40 + "xã Phú Mỡ" + "</table>" * 40).encode()) == ["xã Phú Mỡ"]


def test_html_table_with_spans():
    rows = "<tr><th rowspan=2>TT</th><th colspan=2>Số hộ</th></tr><tr><td>2020</td><td>2021</td></tr><tr><td>1</td><td>415</td><td>398</td></tr><tr><td>2</td><td>1.204</td><td>987</td></tr>"
    (grid,) = READ(f"<html><table border=1>{rows}</table></html>".encode(), "x").pages[0].grids
    assert (grid.rows, grid.columns, len(grid.cells)) == (4, 3, 10)
    assert [(c.row, c.column) for c in grid.cells if c.text == "2021"] == [(1, 2)]


def test_html_in_another_charset():
    source = "<html><meta charset='windows-1258'><p>Pho\u0300ng Ta\u0300i chi\u0301nh huyê\u0323n chu\u0309 tri\u0300</p>"
    assert lines(source.encode("cp1258")) == ["Phòng Tài chính huyện chủ trì"]


ARCHIVES = [
    ("quoted-printable", "utf-8"), ("base64", "utf-8"), ("base64", "cp1258"), ("8bit", "utf-8"),
]


@pytest.mark.parametrize(("encoding", "charset"), ARCHIVES)
def test_web_archive(encoding, charset):
    page = "<html><body><p>Pho\u0300ng Ta\u0300i chi\u0301nh</p><img src='cid:a'></body></html>".encode(charset)
    spelled = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}[encoding](page)
    head = "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"--x\"\r\n\r\nmột tệp\r\n"
    part = f"----x\r\nContent-Type: text/html; charset=\"{charset}\"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    data = (head + part).encode() + spelled + b"\r\n----x\r\nContent-Type: image/png\r\n\r\nAAAA\r\n----x--\r\n"
    document = READ(data, "x")
    assert (document.media_type, [line.text for line in document.pages[0].lines]) == ("multipart/related", ["Phòng Tài chính"])


def test_web_archive_without_a_page():
    with pytest.raises(Unreadable):
        READ(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nAAAA\n--x--\n", "x")


SAID = ["utf-8", "windows-1252", "iso-8859-1", "windows-1258", "x-none"]


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("written", ["utf-8", "utf-16", "utf-16-le", "cp1258"])
def test_html_that_says_another_charset_than_it_has(said, written):
    text = "Pho\u0300ng Ta\u0300i chi\u0301nh huyê\u0323n chu\u0309 tri\u0300, 1.200 triê\u0323u đô\u0300ng"
    source = f"<html><head><meta charset='{said}'></head><body><p>{text}</p></body></html>"
    assert lines(source.encode(written)) == ["Phòng Tài chính huyện chủ trì, 1.200 triệu đồng"]

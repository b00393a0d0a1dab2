"""PDF files written object by object, so that they can be wrong in a chosen way."""
from __future__ import annotations

import zlib

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SHOWN = b"BT /F1 12 Tf 72 700 Td (Ke hoach thuc hien nhiem vu nam) Tj ET"


def document(objects: dict[int, bytes | str], root: int = 1) -> bytes:
    """A file of these objects with a right cross-reference table."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return bytes(out + b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start))


def stream(data: bytes, entries: str = "") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), entries.encode()) + data + b"\nendstream"


def one_page(content: bytes = SHOWN, box: str = "[0 0 595 842]", resources: str = "<< /Font << /F1 5 0 R >> >>", catalog: str = "",
             filters: str = "", more: dict[int, bytes | str] | None = None) -> bytes:
    """A document of one page with this content."""
    return document({
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources {resources} /Contents 4 0 R >>",
        4: stream(content, filters),
        5: FONT,
        **(more or {}),
    })


def flat_pages(count: int) -> bytes:
    """So many tiny pages that share one content."""
    kids = " ".join(f"{10 + i} 0 R" for i in range(count))
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 90 90] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>"
    return document({
        1: "<< /Type /Catalog /Pages 2 0 R >>", 2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        4: stream(SHOWN), 5: FONT, **{10 + i: page for i in range(count)},
    })


def image_page(width: int, height: int, data: bytes) -> bytes:
    """A page that is one 1-bit picture of so many pixels; `data` is Flate-coded."""
    return one_page(b"q 595 0 0 842 0 0 cm /Im1 Do Q", resources="<< /XObject << /Im1 6 0 R >> >>", more={
        6: stream(data, f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 1 "
                        "/ColorSpace /DeviceGray /Filter /FlateDecode"),
    })


def zeros(size: int) -> bytes:
    """So many zero bytes, deflated: one block over and over, so that it costs nothing to make."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    rest = zlib.compressobj(9, zlib.DEFLATED, -15)
    end = rest.compress(bytes(size % (1 << 20))) + rest.flush()
    return b"\x78\xda" + block * (size >> 20) + end + ((size % 65521) << 16 | 1).to_bytes(4, "big")

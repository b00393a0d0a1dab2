"""ZIP packages of office files, opened with a look at what they would unpack to."""
from __future__ import annotations

import io
import zipfile

from pipeline.model.errors import Unreadable

MOST_BYTES = 300_000_000
"""Of XML, unpacked: some hundred times a long plan with its tables."""


def opened(data: bytes) -> zipfile.ZipFile:
    """Raises Unreadable (too_large), zipfile.BadZipFile. What a part unpacks to beyond its stated size is not read by zipfile."""
    package = zipfile.ZipFile(io.BytesIO(data))
    if sum(part.file_size for part in package.infolist() if part.filename.endswith(".xml")) > MOST_BYTES:
        package.close()
        raise Unreadable("too_large", "Tệp Word hoặc Excel giải nén ra quá lớn.")
    return package

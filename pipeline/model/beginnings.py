"""First bytes of the containers that office programs write, by which their files are told before any library is loaded."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound file ([MS-CFB] 2.2): old Word and Excel, and locked files of the new ones."""
RTF = b"{\\rtf"
ZIP = b"PK\x03\x04"
"""Office Open XML and OpenDocument packages."""
OFFICE = (OLE, RTF, ZIP)
LONGEST = max(map(len, OFFICE))

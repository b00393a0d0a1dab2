"""Stand-ins for an office program: shell scripts that convert, hang, crash or write rubbish. And what a real one is given to read."""
from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx

_HEAD = '#!/bin/sh\nwhile [ $# -gt 0 ]; do [ "$1" = --outdir ] && out=$2; last=$1; shift; done\nmkdir -p "$out"\n'
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(f'xmlns:{p}="{u}"' for p, u in {
    "office": f"{_ODF}:office:1.0", "text": f"{_ODF}:text:1.0", "draw": f"{_ODF}:drawing:1.0", "script": f"{_ODF}:script:1.0", "dom": "http://www.w3.org/2001/xml-events",
    "svg": f"{_ODF}:svg-compatible:1.0", "xlink": "http://www.w3.org/1999/xlink"}.items())
_LIBRARY = "http://openoffice.org/2000/library"


def program(folder: Path, does: str) -> str:
    """A program that does as the shell commands say; `$out` is the folder where the new file goes."""
    path = folder / "soffice"
    path.write_text(_HEAD + does + "\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def converting(folder: Path, *paragraphs: str) -> str:
    """A program that makes a DOCX of these paragraphs whatever it is given, and leaves its arguments and its surroundings in `folder`."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(folder / "ready.docx")
    return program(folder, f'cp "{folder}/ready.docx" "$out/document.docx"; env > "{folder}/env"; echo "$last" > "{folder}/last"; ls -R > "{folder}/ls"')


def opendocument(body: str, basic: str = "") -> bytes:
    """An ODT with this body; `basic` is a macro that is to run when it is opened."""
    listener = ('<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load" xlink:type="simple" '
                'xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"/></office:event-listeners></office:scripts>') if basic else ""
    parts = {"content.xml": f'<office:document-content {_SPACES} office:version="1.2">{listener}<office:body><office:text>{body}</office:text></office:body></office:document-content>'}
    if basic:
        parts["Basic/script-lc.xml"] = (f'<library:libraries xmlns:library="{_LIBRARY}" xmlns:xlink="http://www.w3.org/1999/xlink">'
                                        '<library:library library:name="Standard" library:link="false"/></library:libraries>')
        parts["Basic/Standard/script-lb.xml"] = (f'<library:library xmlns:library="{_LIBRARY}" library:name="Standard" library:readonly="false" '
                                                 'library:passwordprotected="false"><library:element library:name="Module1"/></library:library>')
        parts["Basic/Standard/Module1.xml"] = ('<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">'
                                               f"{basic}</script:module>")
    entries = "".join(f'<m:file-entry m:full-path="{name}" m:media-type="text/xml"/>' for name in parts)
    kind = "application/vnd.oasis.opendocument.text"
    manifest = f'<m:manifest xmlns:m="{_ODF}:manifest:1.0" m:version="1.2"><m:file-entry m:full-path="/" m:media-type="{kind}"/>{entries}</m:manifest>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", kind)
        for name, xml in {**parts, "META-INF/manifest.xml": manifest}.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{xml}')
    return out.getvalue()

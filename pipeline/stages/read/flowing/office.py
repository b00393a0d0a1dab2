"""Old Word, RTF and OpenDocument files through a headless office program (LibreOffice), where one is installed: it
writes them anew as DOCX or XLSX, which our own readers read with automatic numbers, footnotes, text boxes and tables as
they print.

The program gets a profile of its own, made for one document and gone with it. The profile runs no macro, updates no link and reaches no
network. The document's own name is never on a command line.
"""
from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import regex

from pipeline.model.errors import OperatorError
from pipeline.stages.read import media
from pipeline.stages.read.flowing import office_process

AUTO, NEVER = "auto", "never"
KINDS = {media.DOC: ("doc", "docx"), media.RTF: ("rtf", "docx"), media.ODT: ("odt", "docx"), media.ODS: ("ods", "xlsx")}
"""Kinds of files that are worth converting: what the source and its new form are called. (Old Excel files have nothing to gain: `xlrd`
reads their cells to the letter.)"""
_NAMES = ("soffice", "libreoffice")
_MOST_BYTES = 300_000_000
_VERSION_FILES = ("bootstraprc", "versionrc")
_VERSION = regex.compile(r"(?m)^(?:ProductKey|buildid)=(.+?)\s*$")
_SETTINGS = (  # schema: org.openoffice.Office.Common, Writer, Calc and Inet of LibreOffice's configuration registry
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""What the profile says beside the defaults: no macros, no links, and a proxy that is not there for whatever would be
fetched all the same."""


class NotConverted(Exception):
    """The office program gave nothing that can be used; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office program of this machine. `version` tells its conversions from those of another one."""

    program: str
    version: str


def installed(setting: str) -> Office | None:
    """The office program to use. `setting`: auto (found on PATH, else none) | never | the program's name or path.

    Raises OperatorError where a program is named that is not there.
    """
    if setting == NEVER:
        return None
    found = next(filter(None, map(shutil.which, _NAMES if setting == AUTO else (setting,))), None)
    if found is None and setting != AUTO:
        raise OperatorError(f"không có chương trình / no such program: read.office = {setting}")
    return None if found is None else Office(str(Path(found).absolute()), _version(Path(found).resolve()))


def _version(program: Path) -> str:
    """`LibreOffice 7.4 40(Build:2)`, from the files beside the program; the digest of the program itself where there are none."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for name in _VERSION_FILES if (path := program.parent / name).is_file()]
    told = " ".join(_VERSION.findall("\n".join(texts)))
    return told or f"{program.name} {hashlib.sha256(program.read_bytes()).hexdigest()[:16]}"


def convert(office: Office, data: bytes, kind: str, seconds: float) -> bytes:
    """The bytes of a file of one of KINDS as DOCX or XLSX. Raises NotConverted."""
    own, new = KINDS[kind]
    with tempfile.TemporaryDirectory(prefix="kehoach-office-", ignore_cleanup_errors=True) as folder:
        top = Path(folder)
        (top / "profile" / "user").mkdir(parents=True)
        (top / "profile" / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
        (top / f"document.{own}").write_bytes(data)
        command = [office.program, f"-env:UserInstallation={(top / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
                   "--convert-to", new, "--outdir", str(top / "new"), f"document.{own}"]
        code = office_process.run(command, folder, seconds, _environment(folder))
        made = top / "new" / f"document.{new}"
        if code == office_process.TIMED_OUT:
            raise NotConverted(f"quá {seconds:g} giây")
        if not made.is_file():
            raise NotConverted(f"không mở được tệp, mã thoát {code}")
        if made.stat().st_size > _MOST_BYTES:
            raise NotConverted("bản chuyển đổi quá lớn")
        return made.read_bytes()


def _environment(folder: str) -> dict[str, str]:
    """No display, no home, no session bus: nothing of the user's own."""
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def _profile() -> str:
    items = "".join(f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
                    for path, name, value in _SETTINGS)
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'

"""The house rules that a machine can hold: which way imports run, one door to each outside library, how long things may be."""
import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path for top in ("pipeline", "extractors", "normalizers") for path in (ROOT / top).rglob("*.py"))
LEVELS = {"pipeline": 3, "pipeline.stages": 2, "extractors": 1, "normalizers": 0, "pipeline.model": -1}
"""A module imports from its own level or lower ones alone."""
DOORS = {
    "pyarrow": {"pipeline/stages/write.py"},
    "distributed": {"pipeline/executors.py"},
    "fsspec": {"pipeline/store.py", "pipeline/inputs.py"},
    "msgspec": {"pipeline/store.py", "pipeline/child.py", "pipeline/workspace.py", "pipeline/export.py"},
    "tesserocr": {"pipeline/stages/read/ocr_tesseract.py"},
    "pytesseract": {"pipeline/stages/read/ocr_tesseract.py"},
    "pdfplumber": {"pipeline/stages/read/second_source.py"},
}
STAGE_LIBRARIES = {"pypdfium2", "trueocr", "onnxruntime", "cv2", "PIL", "lxml", "openpyxl", "xlrd", "olefile", "striprtf"}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}


def name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def level(module: str) -> int | None:
    known = [top for top in LEVELS if module == top or module.startswith(top + ".")]
    return LEVELS[max(known, key=len)] if known else None


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)} if (ROOT / node.module.partition(".")[0]).is_dir() else {node.module}
    return found


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_run_one_way(path):
    own = level(name(path))
    for module in imports(path) - {"pipeline"}:
        other = level(module)
        assert other is None or other <= own, f"{name(path)} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_outside_libraries_have_one_door(path):
    place = path.relative_to(ROOT).as_posix()
    for library in {module.partition(".")[0] for module in imports(path)}:
        if library in DOORS:
            assert place in DOORS[library], f"{place} imports {library}"
        if library in STAGE_LIBRARIES:
            assert place.startswith("pipeline/stages/"), f"{place} imports {library}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_sizes_and_names(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 250, "module of 250 lines or more"
    assert path.stem not in FORBIDDEN_NAMES
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 40, f"{node.name} has 40 lines or more"


def test_one_broad_except():
    """`except Exception` stands around one document's work, around one page of it, and where an executor's own error is told apart."""
    broad = {(path.relative_to(ROOT).as_posix(), node.lineno) for path in FILES for node in ast.walk(ast.parse(path.read_bytes()))
             if isinstance(node, ast.ExceptHandler) and (node.type is None or isinstance(node.type, ast.Name) and node.type.id == "Exception")}
    assert {place for place, _ in broad} <= {"pipeline/work.py", "pipeline/run.py"}


def test_pipeline_package_is_empty():
    assert (ROOT / "pipeline" / "__init__.py").read_text() == ""


def test_no_shell_and_no_pickle():
    for path in FILES:
        source = path.read_text(encoding="utf-8")
        assert not imports(path) & {"pickle", "shelve", "marshal", "dill", "cloudpickle"}, path
        assert "shell=True" not in source and "os.system(" not in source and "eval(" not in source.replace("literal_eval(", ""), path

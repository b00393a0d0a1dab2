"""The house rules that a machine can hold: which way imports run, one door to each outside library, how long things may be."""
import ast
import re
from graphlib import TopologicalSorter
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
    "tesserocr": {"pipeline/stages/read/engines/tesseract.py"},
    "pytesseract": {"pipeline/stages/read/engines/tesseract.py"},
    "pdfplumber": {"pipeline/stages/read/digital/second_source.py"},
    "spacy": {"extractors/sentences.py"},
    "subprocess": {"pipeline/child.py", "pipeline/stages/read/flowing/office_process.py"},
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
            found.add(node.module)
            if (ROOT / node.module.partition(".")[0]).is_dir():
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_run_one_way(path):
    own = level(name(path))
    for module in imports(path) - {"pipeline"}:
        other = level(module)
        assert other is None or other <= own, f"{name(path)} imports {module}"


@pytest.mark.parametrize("house", ["extractors", "normalizers", "pipeline.stages", "pipeline.stages.read"])
def test_rooms_of_a_house_import_in_no_circle(house):
    """Of the packages that stand side by side none imports, over others, from itself; the house's own modules serve and use them."""
    rooms = {f"{house}.{child.name}" for child in ROOT.joinpath(*house.split(".")).iterdir() if (child / "__init__.py").is_file()}
    used: dict[str, set[str]] = {room: set() for room in rooms}
    for path in FILES:
        own, others = ({room for room in rooms for module in modules if f"{module}.".startswith(f"{room}.")}
                       for modules in ({name(path)}, imports(path)))
        for room in own:
            used[room] |= others - own
    TopologicalSorter(used).prepare()  # raises CycleError, which names the circle


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


BROAD = {
    "pipeline.work.process": "around one document's work",
    "pipeline.work._attempt": "around one page of it",
    "pipeline.stages.extract._guarded": "around one table of it",
    "pipeline.executors.result": "where an executor's own error is told apart",
}
"""The places where `except Exception` may stand."""


def functions(path: Path) -> list[tuple[str, ast.AST]]:
    """(name with its module, node) of every function, and of the module outside all functions."""
    tree = ast.parse(path.read_bytes())
    return ([(f"{name(path)}.{node.name}", node) for node in ast.walk(tree)
             if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)] + [(name(path), tree)])


def caught(handler: ast.ExceptHandler) -> set[str]:
    return {"BaseException"} if handler.type is None else {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}


def test_broad_excepts_stand_where_they_may():
    """Each stands once; what catches even more (BaseException) passes it on."""
    every = [node for path in FILES for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.ExceptHandler)]
    places = [where for path in FILES for where, function in functions(path)[:-1] for node in ast.walk(function)
              if isinstance(node, ast.ExceptHandler) and "Exception" in caught(node)]
    assert sorted(places) == sorted(BROAD) and sum("Exception" in caught(node) for node in every) == len(BROAD)
    for node in every:
        if "BaseException" in caught(node):
            assert isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None, ast.unparse(node)


def test_pipeline_package_is_empty():
    assert (ROOT / "pipeline" / "__init__.py").read_text() == ""


PICKLES = {"pickle", "shelve", "marshal", "dill", "cloudpickle"}
STARTERS = {"multiprocessing", "pty", "commands", "runpy", "importlib", "code"}
"""Modules that start programs, or run code that is given by name or text. (importlib.metadata only looks up versions.)"""
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
RUNS_PROGRAMS = re.compile(r"system|popen|startfile|fork|forkpty|exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?|create_subprocess_(exec|shell)")


def called(node: ast.Call) -> str:
    """The name that is called: `open`, `os.open`."""
    return ast.unparse(node.func)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_is_executed_or_unpickled(path):
    assert not imports(path) & (PICKLES | STARTERS)
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Call):
            assert called(node) not in RUNS_TEXT, ast.unparse(node)
            assert all(keyword.arg != "shell" for keyword in node.keywords), ast.unparse(node)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("os", "asyncio"):
            assert not RUNS_PROGRAMS.fullmatch(node.attr), ast.unparse(node)
        if isinstance(node, ast.ImportFrom) and node.module in ("os", "asyncio"):
            assert not any(RUNS_PROGRAMS.fullmatch(alias.name) for alias in node.names), ast.unparse(node)


def test_the_command_line_of_the_child_is_fixed():
    """The child is started once, with arguments that no document has a part in."""
    tree = ast.parse((ROOT / "pipeline" / "child.py").read_bytes())
    starts = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node).startswith("subprocess.")]
    assert [called(start) for start in starts] == ["subprocess.Popen"]
    assert ast.unparse(starts[0].args[0]) == "[sys.executable, '-m', 'pipeline.child', str(memory_mb)]" and len(starts[0].args) == 1
    memory = next(arg.annotation for node in ast.walk(tree)
                  if isinstance(node, ast.FunctionDef) and node.name == "_start" for arg in node.args.args
                  if arg.arg == "memory_mb")
    assert ast.unparse(memory) == "int"


def test_the_command_line_of_the_office_program_is_fixed():
    """The guard is started once and the program once, by it; the list of arguments is made in one place, of no words of a document."""
    tree = ast.parse((ROOT / "pipeline" / "stages" / "read" / "flowing" / "office_process.py").read_bytes())
    starts = {ast.unparse(node.args[0]) for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node).startswith("subprocess.")}
    assert starts == {"[sys.executable, '-I', '-S', __file__, str(seconds), folder, *command]", "command"}
    callers = {name(path) for path in FILES if "pipeline.stages.read.flowing.office_process" in imports(path)}
    assert callers == {"pipeline.stages.read.flowing.office"}
    tree = ast.parse((ROOT / "pipeline" / "stages" / "read" / "flowing" / "office.py").read_bytes())
    (command,) = (node.value for node in ast.walk(tree) if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "command")
    names = {node.id for node in ast.walk(command) if isinstance(node, ast.Name)}
    assert names == {"office", "top", "new", "own", "str"}  # the program, the folder that we made, and the two forms' names in KINDS


BESIDE = sorted(path for top in ("benchmarks", "docs", "samples", "scripts") for path in (ROOT / top).rglob("*")
                if path.suffix in {".py", ".sh", ".md"})
IMPORTED = re.compile(r"\bfrom ((?:pipeline|extractors|normalizers)[\w.]*) import ((?:[A-Za-z_]\w*(?: as \w+)?(?:, )?)+)"
                      r"|\bimport ((?:pipeline|extractors|normalizers)(?:\.\w+)*)")


def defined(module: str) -> set[str]:
    """What may be imported from a module of ours: its modules, and what its top level binds."""
    place = ROOT.joinpath(*module.split("."))
    path = next(path for path in (place / "__init__.py", place.with_suffix(".py"), None) if path is None or path.is_file())
    assert path is not None, f"there is no module {module}"
    found = {child.stem for child in place.glob("*")} if place.is_dir() else set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)  # a name in `__all__`, loaded when it is asked for
    return found


@pytest.mark.parametrize("path", BESIDE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_stands_beside_the_code_imports_what_is_there(path):
    """Scripts, benchmarks and code in strings (`python -c "..."`) are not run by the tests: their imports are held here."""
    for module, names, whole in IMPORTED.findall(path.read_text(encoding="utf-8")):
        wanted = {part.split()[0] for part in names.split(",") if part.split()}
        assert wanted <= defined(module or whole), f"{path.name} imports {wanted - defined(module)} from {module}"

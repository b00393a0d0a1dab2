"""What counts as an input: every file below the root in path order, the output inside it aside."""
import fsspec
import pytest

from pipeline import inputs


@pytest.mark.parametrize("kind", ["folder", "url"])
@pytest.mark.parametrize("output, found", [
    ("tables", ["b/plan.txt", "plan.txt", "tables-2021/plan.txt"]),
    ("tables/", ["b/plan.txt", "plan.txt", "tables-2021/plan.txt"]),
    ("elsewhere", ["b/plan.txt", "plan.txt", "tables-2021/plan.txt", "tables/text/plan.txt"]),
])
def test_the_output_inside_the_input_is_no_input(tmp_path, kind, output, found):
    for name in ("plan.txt", "b/plan.txt", "tables/text/plan.txt", "tables-2021/plan.txt"):
        with fsspec.open(f"memory://{tmp_path}/{name}" if kind == "url" else str(tmp_path / name), "wb", auto_mkdir=True) as file:
            file.write(b"words")
    root = f"memory://{tmp_path}" if kind == "url" else str(tmp_path)
    assert [source.path for source in inputs.find(root, without=f"{root}/{output}")] == found

"""What tests of a cluster and of an object store run on."""
import uuid

import fsspec
import pytest

from tests.cluster.machines import KEYS, end, free_port, start, wait_for_port
from tests.run.batch import pdf, write_plans


@pytest.fixture(scope="module")
def s3():
    port = free_port()
    process = start("tests.cluster.endpoint", port)
    wait_for_port(port, process)
    yield f"http://127.0.0.1:{port}"
    end(process)


@pytest.fixture
def scheduler():
    port = free_port()
    process = start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard",
                    env={"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"})
    wait_for_port(port, process)
    yield f"tcp://127.0.0.1:{port}"
    end(process)


@pytest.fixture
def folder(tmp_path):
    folder = write_plans(tmp_path / "in", 8)
    (folder / "a.pdf").write_bytes(pdf(4))
    (folder / "empty.pdf").touch()
    return folder


@pytest.fixture
def bucket(s3, folder, monkeypatch):
    """A bucket that holds the folder, and the environment to reach it."""
    for key, value in {**KEYS, "AWS_ENDPOINT_URL": s3}.items():
        monkeypatch.setenv(key, value)
    system = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
    name = f"archive-{uuid.uuid4().hex}"
    system.mkdir(name)
    system.put(str(folder), f"{name}/in", recursive=True)
    return name, system

"""Makes the reader misbehave on chosen pages, in a child process whose environment says so: MISBEHAVE_PAGE_<n> = crash
| hang | memory | raise | kill_worker, MISBEHAVE_OPEN = crash | hang, MISBEHAVE_ONCE = a file that is made at the first
misbehaviour and prevents the next."""
import os
import signal
import sys
import time


def _act(what):
    once = os.environ.get("MISBEHAVE_ONCE")
    if once:
        if os.path.exists(once):
            return
        open(once, "w").close()
    if what == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif what == "kill_worker":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    elif what == "hang":
        time.sleep(3600)
    elif what == "memory":
        hoard = []
        while True:
            hoard.append(bytearray(50_000_000))
    elif what == "raise":
        raise RuntimeError("misbehaving")


def _install():
    from pipeline.stages.read import reading
    from pipeline.stages.read.digital import pdf

    read_page, opened = pdf.Pages.read, reading.page_count

    def read(self, index):
        _act(os.environ.get(f"MISBEHAVE_PAGE_{index + 1}"))
        return read_page(self, index)

    def page_count(data):
        _act(os.environ.get("MISBEHAVE_OPEN"))
        return opened(data)

    pdf.Pages.read = read
    sys.modules["pipeline.stages.read"].page_count = page_count


if "pipeline.child" in sys.orig_argv and any(name.startswith("MISBEHAVE_") for name in os.environ):
    _install()

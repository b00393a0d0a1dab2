"""A real S3 endpoint on loopback, one request at a time: `python -m tests.cluster.endpoint PORT`.

A conditional put is one step in S3. The server of moto looks and writes in two, and between them another request may write.
"""
from __future__ import annotations

import os
import sys
import threading


def serve(port: int) -> None:
    """Serve until the process is ended."""
    os.environ["MOTO_PORT"] = str(port)
    from moto.server import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import run_simple

    served, turn = DomainDispatcherApplication(create_backend_app), threading.Lock()

    def one_at_a_time(environ, start_response):
        with turn:
            return served(environ, start_response)

    run_simple("127.0.0.1", port, one_at_a_time, threaded=True, request_handler=MotoRequestHandler)


if __name__ == "__main__":
    serve(int(sys.argv[1]))

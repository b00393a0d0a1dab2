"""What reads a page picture: the engine and the models, by their versions."""
from __future__ import annotations

from pipeline.stages.read.engines import lines, numbers, tesseract, trueocr


def versions(engine: str) -> dict[str, str]:
    """Engine, models and their hashes: what must be known to read the same page the same way again.

    Raises OperatorError when the engine or its model is missing.
    """
    return {**tesseract.versions(engine), **trueocr.versions(), **lines.versions(), **numbers.versions()}

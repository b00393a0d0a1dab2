"""What reads a page picture: the engine and the models, by their versions."""
from __future__ import annotations

from pipeline.stages.read import ocr_lines, ocr_numbers, ocr_tesseract, ocr_trueocr


def versions(engine: str) -> dict[str, str]:
    """Engine, models and their hashes: what must be known to read the same page the same way again.

    Raises OperatorError when the engine or its model is missing.
    """
    return {**ocr_tesseract.versions(engine), **ocr_trueocr.versions(), **ocr_lines.versions(), **ocr_numbers.versions()}

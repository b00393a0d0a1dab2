"""Training of the reader of figures (`pipeline.stages.read.ocr_numbers`): figures drawn and worn by our own code, and a small network.

    python -m scripts.number_reader.train OUT.onnx --minutes 22

Needs PyTorch and the faces named in `faces`, which are no dependencies of the program. See `train` for what was measured.
"""

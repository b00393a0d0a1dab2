"""Training of our own readers: of figures (`pipeline.stages.read.engines.numbers`) and of lines (`pipeline.stages.read.engines.lines`).

Both are small networks that learn from print drawn and worn by our own code. Needs PyTorch, onnx and the faces named in `faces`, which
are no dependencies of the program. `figures` and `lines` say what they learn and how well they learnt it.
"""

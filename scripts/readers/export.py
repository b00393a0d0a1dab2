"""A trained network as the ONNX file that the program reads with."""
from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import nn

_WORTH_HALVING = 256
"""Values of a tensor from which on it is kept at half precision."""


def written(model: nn.Module, out: Path, height: int, stride: int, told_steps: bool) -> None:
    """Writes `out`, batch and width free: `x` float32 [N, 1, height, W] (`steps` int64 [N]) -> `y` log probabilities [N, T, classes]."""
    model.eval()
    part = out.with_suffix(".part")
    given = (torch.zeros(2, 1, height, 16 * stride), torch.tensor([16, 9]))[: 1 + told_steps]
    names = ["x", "steps"][: 1 + told_steps]
    free = {"x": {0: "n", 3: "w"}, "steps": {0: "n"}, "y": {0: "n", 1: "t"}}
    torch.onnx.export(model, given, str(part), input_names=names, output_names=["y"], dynamic_axes=free, dynamo=False)
    onnx.save(_halved(onnx.load(part)), part)
    os.replace(part, out)


def _halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same with its large tensors at half precision, made whole again when the file is loaded: half the size, the same speed."""
    graph = model.graph
    for tensor in [t for t in graph.initializer if t.data_type == onnx.TensorProto.FLOAT]:
        values = numpy_helper.to_array(tensor)
        if values.size >= _WORTH_HALVING:
            half = f"{tensor.name}.half"
            graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), half))
            graph.node.insert(0, helper.make_node("Cast", [half], [tensor.name], to=onnx.TensorProto.FLOAT))
            graph.initializer.remove(tensor)
    return model

"""The weights that trueocr's recogniser gives the trunk to start from, by their names in its ONNX file."""
from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from pipeline.stages.read.engines.line_frames import HEIGHT, STRIDE
from pipeline.stages.read.engines.lines import ALPHABET
from scripts.readers.lines.network import ROWS, Reader

_UNSEEN = -6.0
"""Bias of the characters that trueocr does not know."""


def started() -> Reader:
    """A reader that reads as trueocr does."""
    weights, known = _weights()
    reader = Reader(len(ALPHABET) + 1)
    state = reader.state_dict()
    for name in state:
        if name in weights and weights[name].size == state[name].numel():
            state[name] = torch.from_numpy(weights[name]).reshape(state[name].shape)
    state["stem.weight"] = _finer(weights["stem.weight"], (HEIGHT, STRIDE))
    state["context.patch.weight"] = _finer(weights["context.patch.weight"], (STRIDE, STRIDE))
    middle = weights["context.row_prior"].shape[2] // 3
    state["context.row_prior"] = torch.from_numpy(weights["context.row_prior"][:, :, middle : middle + ROWS].copy())
    for name, unseen in (("head.weight", 0.0), ("head.bias", _UNSEEN)):
        old = torch.from_numpy(weights[name]).reshape(-1, *state[name].shape[1:])
        new = unseen + 0.02 * torch.randn((len(ALPHABET), *old.shape[1:]))
        rows = [old[known.index(c) + 1] if c in known else new[k] for k, c in enumerate(ALPHABET)]
        state[name] = torch.stack([old[0], *rows])
    reader.load_state_dict(state)
    return reader


def _finer(kernel: np.ndarray, size: tuple[int, int]) -> torch.Tensor:
    """A kernel spread over finer pixels, with the same answer on a smooth picture."""
    share = kernel.shape[2] * kernel.shape[3] / (size[0] * size[1])
    return functional.interpolate(torch.from_numpy(kernel), size, mode="bilinear", align_corners=False) * share


def _weights() -> tuple[dict[str, np.ndarray], list[str]]:
    """The recogniser's tensors by the names of our modules, and its characters."""
    import onnx
    import trueocr
    from onnx import numpy_helper

    folder = Path(trueocr.__file__).parent / "models"
    graph = onnx.load(folder / "rec.onnx").graph
    tensors = {t.name: numpy_helper.to_array(t).copy() for t in graph.initializer}
    own = {name.removeprefix("rec.").replace(".se.fc", ".fc"): value for name, value in tensors.items() if name.startswith("rec.")}
    for node in graph.node:  # convolutions folded with their norms have no names: known by their place
        if node.op_type == "Conv" and not node.input[1].startswith("rec."):
            place = node.name.removeprefix("/rec/").removesuffix("/Conv").replace("/", ".")
            own[f"{place}.weight"] = tensors[node.input[1]]
            if len(node.input) > 2:
                own[f"{place}.bias"] = tensors[node.input[2]]
    return own, json.loads((folder / "meta.json").read_text(encoding="utf-8"))["charset"]

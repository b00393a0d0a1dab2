"""The network: convolutions over the picture, then along the line; CTC scores for every fourth column."""
from __future__ import annotations

import torch
from torch import nn

from pipeline.stages.read.engines.numbers import ALPHABET

CLASSES = len(ALPHABET) + 1
STRIDE = 4


def _step(before: int, after: int, kernel: tuple[int, int] = (3, 3), stride: tuple[int, int] = (1, 1),
          pad: tuple[int, int] = (1, 1), dilation: tuple[int, int] = (1, 1)) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(before, after, kernel, stride, pad, dilation, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True))


class Along(nn.Module):
    """A step of context along the line, added to what was there."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.body = _step(channels, channels, (1, 5), pad=(0, 2 * dilation), dilation=(1, dilation))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.body(x)


class Reader(nn.Module):
    """Pictures float32 [N, 1, 32, W], ink 1 and paper 0, W a multiple of 4 -> log probabilities [N, W / 4, CLASSES], blank first."""

    def __init__(self, wide: int = 112) -> None:
        super().__init__()
        self.picture = nn.Sequential(_step(1, 24, (5, 5), (2, 2), (2, 2)), _step(24, 40), nn.MaxPool2d((2, 1)),
                                     _step(40, 56), nn.MaxPool2d((2, 2)), _step(56, 80),
                                     _step(80, wide, (4, 3), pad=(0, 1)))
        self.line = nn.Sequential(Along(wide, 1), Along(wide, 1), Along(wide, 2), nn.Dropout(0.1), nn.Conv2d(wide, CLASSES, 1))

    def forward(self, x: torch.Tensor, steps: torch.Tensor | None = None) -> torch.Tensor:
        return self.line(self.picture(x)).squeeze(2).transpose(1, 2).log_softmax(2)

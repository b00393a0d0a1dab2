"""The network of the reader of lines: a trunk that trueocr trained, and finer eyes of our own.

The trunk (patches of the line, ten steps of convolution along it, head) has the shape and starts from the weights of the recogniser
in trueocr 0.1.1 (Apache-2.0, which allows derived weights: see the NOTICE beside the model), its patches drawn over finer pixels.
It was made for letters of nine pixels; `Eyes` see the same line in fifteen, tell its tone marks apart, and begin by adding nothing.
"""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from pipeline.stages.read.engines.line_frames import HEIGHT, STRIDE

CHANNELS, BLOCKS, ROWS = 128, 10, 8


class Patches(nn.Module):
    """Square patches of the line, weighed by where in the height the ink is: [N, 1, HEIGHT, W] -> [N, CHANNELS, 1, W / STRIDE]."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = nn.Conv2d(1, 32, STRIDE, STRIDE)
        self.dw = nn.Conv2d(32, 32, 3, 1, 1, groups=32, bias=False)
        self.pw = nn.Conv2d(32, 64, 1)
        self.score = nn.Conv2d(64, 4, 1)
        self.row_prior = nn.Parameter(torch.zeros(1, 4, ROWS, 1))
        self.proj = nn.Conv2d(64, CHANNELS, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        seen = functional.hardswish(self.pw(self.dw(functional.hardswish(self.patch(x)))))
        weights = (self.score(seen) + self.row_prior).softmax(2)
        summed = torch.cat([(part * weights[:, k : k + 1]).sum(2, keepdim=True) for k, part in enumerate(seen.chunk(4, 1))], 1)
        return self.proj(summed)


class Eyes(nn.Module):
    """Plain convolutions over the fine picture: [N, 1, HEIGHT, W] -> [N, CHANNELS, 1, W / STRIDE], nothing before training."""

    def __init__(self) -> None:
        super().__init__()
        def step(before: int, after: int, kernel, stride, pad=1) -> nn.Sequential:
            return nn.Sequential(nn.Conv2d(before, after, kernel, stride, pad, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True))

        self.body = nn.Sequential(
            step(1, 24, (4, 5), (2, 3)), step(24, 48, 3, 2), step(48, 64, 3, (2, 1)), step(64, 96, (4, 3), (2, 1)),
            step(96, CHANNELS, 3, 1, (0, 1)))
        self.last = nn.Conv2d(CHANNELS, CHANNELS, 1)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.last(self.body(x))


class Along(nn.Module):
    """A step along the line, its channels weighed by what the whole line holds, added to what was there."""

    def __init__(self) -> None:
        super().__init__()
        self.dw = nn.Conv2d(CHANNELS, CHANNELS, (1, 9), 1, (0, 4), groups=CHANNELS)
        self.expand = nn.Conv2d(CHANNELS, 2 * CHANNELS, 1)
        self.fc1, self.fc2 = nn.Conv2d(2 * CHANNELS, 64, 1), nn.Conv2d(64, 2 * CHANNELS, 1)
        self.project = nn.Conv2d(2 * CHANNELS, CHANNELS, 1)

    def forward(self, x: torch.Tensor, valid: torch.Tensor) -> torch.Tensor:
        wide = functional.hardswish(self.expand(self.dw(x)))
        mean = (wide * valid).sum(3, keepdim=True) / valid.sum(3, keepdim=True).clamp(min=1)
        wide = wide * torch.sigmoid(self.fc2(functional.relu(self.fc1(mean))))
        return (x + self.project(wide)) * valid


class Reader(nn.Module):
    """Pictures float32 [N, 1, HEIGHT, W], ink 1 and paper 0, W a multiple of STRIDE, and the columns of each that hold the line
    (int64 [N], in steps) -> log probabilities [N, W / STRIDE, classes], blank first."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.stem = nn.Conv2d(1, CHANNELS, (HEIGHT, STRIDE), STRIDE)
        self.context, self.eyes = Patches(), Eyes()
        self.stem_bn = nn.BatchNorm2d(CHANNELS)
        self.blocks = nn.ModuleList(Along() for _ in range(BLOCKS))
        self.head = nn.Conv2d(CHANNELS, classes, 1)

    def forward(self, x: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
        seen = self.stem(x) + self.context(x) + self.eyes(x)
        valid = (torch.arange(seen.shape[3]) < steps[:, None])[:, None, None].to(seen.dtype)
        seen = functional.hardswish(self.stem_bn(seen)) * valid
        for block in self.blocks:
            seen = block(seen, valid)
        return self.head(seen).squeeze(2).transpose(1, 2).log_softmax(2)

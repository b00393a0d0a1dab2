"""Trains one of our readers and writes it as ONNX: `python -m scripts.readers.train figures|lines OUT.onnx --minutes 22`.

How much is learnt depends on the time, so two runs are alike and not the same.
"""
from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from pipeline.stages.read.engines import line_frames, number_frames
from scripts.readers import export, judging
from scripts.readers.faces import Faces
from scripts.readers.figures import drawing as figures_drawing, network as figures_network
from scripts.readers.lines import drawing as lines_drawing, trunk as lines_trunk

POOL = 512
"""Samples drawn together and sorted by width, so that little of a batch is padding."""
USES, KEPT = 3, 400
"""How often a batch is seen, and how many wait to be seen again."""
MOST = 64
JUDGED = 400
EXPORT_MINUTES = 8
Sample = tuple[np.ndarray, list[int]]
Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


@dataclass(frozen=True)
class Task:
    """What one reader learns: its samples and the letters that a face needs for them, its picture, the columns of pictures in a batch, its
    network, and whether the network is told how wide each picture is."""

    samples: Callable[[random.Random, Faces], Iterator[Sample]]
    letters: str
    height: int
    stride: int
    columns: int
    network: Callable[[], nn.Module]
    told_steps: bool

    def batches(self, samples: Iterable[Sample]) -> list[Batch]:
        """The samples, sorted by width, as batches."""
        rows: list[list[Sample]] = [[]]
        for sample in sorted(samples, key=lambda s: s[0].shape[1]):
            if rows[-1] and (len(rows[-1]) == MOST or sample[0].shape[1] * (len(rows[-1]) + 1) > self.columns):
                rows.append([])
            rows[-1].append(sample)
        return [self._batch(row) for row in rows]

    def drawn(self, seed: int, faces: Faces) -> list[Batch]:
        """`JUDGED` samples to judge by."""
        return self.batches(islice(self.samples(random.Random(seed), faces), JUDGED))

    def _batch(self, samples: list[Sample]) -> Batch:
        """Ink uint8 [N, 1, height, width], widths in steps, targets one after another, their lengths."""
        steps = [math.ceil(image.shape[1] / self.stride) for image, _ in samples]
        ink = np.zeros((len(samples), 1, self.height, self.stride * max(steps)), np.uint8)
        for k, (image, _) in enumerate(samples):
            ink[k, 0, :, : image.shape[1]] = 255 - image
        targets, lengths = [k for _, row in samples for k in row], [len(row) for _, row in samples]
        return torch.from_numpy(ink), torch.tensor(steps), torch.tensor(targets), torch.tensor(lengths)


TASKS = {
    "figures": Task(figures_drawing.samples, "0123456789", number_frames.HEIGHT, figures_network.STRIDE, 9000,
                    figures_network.Reader, False),
    "lines": Task(lines_drawing.samples, lines_drawing.LETTERS, line_frames.HEIGHT, line_frames.STRIDE, 10800, lines_trunk.started, True),
}


class Drawn(IterableDataset):
    """Batches without end, drawn as they are asked for."""

    def __init__(self, name: str, seed: int) -> None:
        self.name, self.seed = name, seed

    def __iter__(self) -> Iterator[Batch]:
        worker, task = get_worker_info(), TASKS[self.name]
        cv2.setNumThreads(1)
        lot = random.Random(self.seed + 1000 * (worker.id if worker else 0))
        samples = task.samples(lot, Faces(letters=task.letters))
        while True:
            batches = task.batches(islice(samples, POOL))
            lot.shuffle(batches)
            yield from batches


def repeated(batches: Iterable[Batch], seed: int) -> Iterator[Batch]:
    """Each batch, and after it others of before, so that each is seen `USES` times: drawing takes longer than learning."""
    lot, kept = random.Random(seed), []
    for fresh in batches:
        yield fresh
        kept += [fresh] * (USES - 1)
        while len(kept) > KEPT:
            yield kept.pop(lot.randrange(len(kept)))


def scores(model: nn.Module, ink: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
    """Log probabilities [N, T, classes] of a batch."""
    return model((ink.float() / 255).contiguous(memory_format=torch.channels_last), steps)


def judged(model: nn.Module, batches: list[Batch]) -> str:
    """What `judging` says of the model's likeliest readings."""
    model.eval()
    pairs = []
    with torch.no_grad():
        for ink, steps, targets, lengths in batches:
            pairs += zip(judging.best(scores(model, ink, steps), steps), [row.tolist() for row in targets.split(lengths.tolist())])
    return judging.judged(pairs)


def train(name: str, minutes: float, seed: int, out: Path, start_from: Path | None, top: float) -> None:
    """Learns for `minutes`, the rate rising for a minute and falling to nothing as a cosine; writes the weights' running mean to `out`."""
    torch.manual_seed(seed)
    task = TASKS[name]
    model = task.network().to(memory_format=torch.channels_last)
    if start_from:
        model.load_state_dict(torch.load(start_from))
    steady = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998), use_buffers=True)
    optimiser = torch.optim.AdamW(model.parameters(), lr=top, weight_decay=0.01)
    unseen = [task.drawn(seed + 1, Faces(letters=task.letters)), task.drawn(seed + 2, Faces(True, task.letters))]
    start, written, losses, count = time.monotonic(), 0.0, [], 0

    def write(minute: float) -> None:
        faces, new_face = (judged(steady.module, batches) for batches in unseen)
        loss = np.mean(losses[-400:] or [0])
        print(f"{minute:5.1f} min  {count:8} samples  loss {loss:.4f}  faces of training {faces}  new face {new_face}", flush=True)
        torch.save(steady.module.state_dict(), out.with_suffix(".pt"))
        export.written(steady.module, out, task.height, task.stride, task.told_steps)

    drawn = DataLoader(Drawn(name, seed), batch_size=None, num_workers=1, prefetch_factor=24, multiprocessing_context="spawn")
    for ink, steps, targets, lengths in repeated(drawn, seed):
        spent = (time.monotonic() - start) / 60
        if spent > minutes:
            break
        for group in optimiser.param_groups:
            group["lr"] = top * min(1.0, (spent + 0.02) / 1.0) * (0.5 + 0.5 * math.cos(math.pi * spent / minutes))
        model.train()
        loss = functional.ctc_loss(scores(model, ink, steps).transpose(0, 1), targets, steps, lengths, zero_infinity=True)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        steady.update_parameters(model)
        losses.append(loss.item())
        count += len(steps)
        if spent - written > EXPORT_MINUTES or (spent > 2 and not written):
            written = spent
            write(spent)
    write(minutes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reader", choices=TASKS)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=22)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--start-from", type=Path, help="weights of an earlier run (.pt)")
    parser.add_argument("--top-rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    train(options.reader, options.minutes, options.seed, options.out, options.start_from, options.top_rate)


if __name__ == "__main__":
    main()

"""Trains the reader of figures and writes it as ONNX.

    python -m scripts.number_reader.train OUT.onnx --minutes 22 --seed 7

made the model in `pipeline/stages/read/data` with PyTorch 2.13 on one thread of two busy cores: 268,672 samples seen (about half of
them drawn anew, the others a second time). Read exactly, of 1,000 drawn samples each, the worst wear included: .871 in the faces of
training, .849 in a face it never saw; of the readings with a chance of .95 or more .994 and .995. Letters alone read as digits:
5 of 84 and 7 of 70. Nine minutes more gave nothing. How much is learnt depends on the time, so two runs are alike and not the same.
"""
from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from pipeline.stages.read.number_frames import HEIGHT
from scripts.number_reader.contents import ALPHABET
from scripts.number_reader.drawing import sample
from scripts.number_reader.faces import Faces
from scripts.number_reader.network import STRIDE, Reader

BATCH = 64
POOL = 8
"""Batches drawn together and sorted by width, so that little of a batch is padding."""
KEPT = 300
"""Batches kept for a second use."""
Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


def batch(samples: list[tuple[np.ndarray, str]]) -> Batch:
    """Pictures [N, 1, HEIGHT, W], widths in steps, targets one after another, their lengths."""
    width = STRIDE * math.ceil(max(image.shape[1] for image, _ in samples) / STRIDE)
    pictures = np.zeros((len(samples), 1, HEIGHT, width), np.float32)
    for k, (image, _) in enumerate(samples):
        pictures[k, 0, :, : image.shape[1]] = 1 - image / np.float32(255)
    targets = [ALPHABET.index(c) + 1 for _, text in samples for c in text]
    return (torch.from_numpy(pictures), torch.tensor([math.ceil(image.shape[1] / STRIDE) for image, _ in samples]),
            torch.tensor(targets), torch.tensor([len(text) for _, text in samples]))


class Drawn(IterableDataset):
    """Batches without end, drawn as they are asked for."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        cv2.setNumThreads(1)
        lot, faces = random.Random(self.seed + 1000 * (worker.id if worker else 0)), Faces()
        while True:
            pool = sorted((sample(lot, faces) for _ in range(BATCH * POOL)), key=lambda s: s[0].shape[1])
            batches = [batch(pool[k : k + BATCH]) for k in range(0, len(pool), BATCH)]
            lot.shuffle(batches)
            yield from batches


def repeated(batches: Iterable[Batch], seed: int) -> Iterator[Batch]:
    """Each batch, and after it one drawn from those of before: drawing takes longer than learning."""
    lot, kept = random.Random(seed), []
    for fresh in batches:
        yield fresh
        kept.append(fresh)
        if len(kept) > KEPT:
            yield kept.pop(lot.randrange(len(kept)))


def read(scores: torch.Tensor, steps: torch.Tensor) -> list[str]:
    """The likeliest path of each line, repeats and blanks taken out."""
    out = []
    for path, length in zip(scores.argmax(2).tolist(), steps.tolist()):
        path = path[:length]
        out.append("".join(ALPHABET[c - 1] for k, c in enumerate(path) if c and (k == 0 or path[k - 1] != c)))
    return out


def judged(model: Reader, samples: list[tuple[np.ndarray, str]]) -> float:
    """Share of the samples read exactly."""
    model.eval()
    ordered = sorted(samples, key=lambda s: s[0].shape[1])
    right = 0
    with torch.no_grad():
        for k in range(0, len(ordered), BATCH):
            pictures, steps, _, _ = batch(ordered[k : k + BATCH])
            right += sum(told == text for told, (_, text) in zip(read(model(pictures), steps), ordered[k : k + BATCH]))
    model.train()
    return right / len(samples)


def train(minutes: float, seed: int, out: Path, start_from: Path | None, top: float) -> Reader:
    """The model after `minutes` of training, its rate rising for a minute and falling to nothing as a cosine."""
    torch.manual_seed(seed)
    model = Reader().to(memory_format=torch.channels_last)
    if start_from:
        model.load_state_dict(torch.load(start_from))
    steady = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998), use_buffers=True)
    optimiser = torch.optim.AdamW(model.parameters(), lr=top, weight_decay=0.01)
    seen_faces = [sample(lot, faces) for lot, faces in [(random.Random(seed + 1), Faces())] for _ in range(1000)]
    new_face = [sample(lot, faces) for lot, faces in [(random.Random(seed + 2), Faces(held_out=True))] for _ in range(1000)]
    start, last, losses, count = time.monotonic(), 0.0, [], 0
    for pictures, steps, targets, lengths in repeated(DataLoader(Drawn(seed), batch_size=None, num_workers=1, prefetch_factor=16, multiprocessing_context="spawn"), seed):
        spent = (time.monotonic() - start) / 60
        if spent > minutes:
            break
        rate = top * min(1.0, (spent + 0.02) / 0.5) * (0.5 + 0.5 * math.cos(math.pi * spent / minutes))
        for group in optimiser.param_groups:
            group["lr"] = rate
        loss = functional.ctc_loss(model(pictures.to(memory_format=torch.channels_last)).transpose(0, 1), targets, steps, lengths, zero_infinity=True)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        steady.update_parameters(model)
        losses.append(loss.item())
        count += len(steps)
        if spent - last > 2:
            last = spent
            print(f"{spent:5.1f} min  {count:8} samples  loss {np.mean(losses):.4f}  seen faces {judged(steady.module, seen_faces):.4f}  new face {judged(steady.module, new_face):.4f}", flush=True)
            losses.clear()
            torch.save(steady.module.state_dict(), out.with_suffix(".pt"))
    print(f"end: {count} samples  seen faces {judged(steady.module, seen_faces):.4f}  new face {judged(steady.module, new_face):.4f}", flush=True)
    torch.save(steady.module.state_dict(), out.with_suffix(".pt"))
    return steady.module


def export(model: Reader, out: Path) -> None:
    """ONNX with free batch and width: `x` float32 [N, 1, HEIGHT, W] -> `y` log probabilities [N, W / STRIDE, CLASSES]."""
    model.eval()
    torch.onnx.export(model, (torch.zeros(2, 1, HEIGHT, 64),), str(out), input_names=["x"], output_names=["y"], dynamic_axes={"x": {0: "n", 3: "w"}, "y": {0: "n", 1: "t"}}, dynamo=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=22)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--start-from", type=Path, help="weights of an earlier run (.pt)")
    parser.add_argument("--top-rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    export(train(options.minutes, options.seed, options.out, options.start_from, options.top_rate), options.out)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's pipeline against what people write first: a DataLoader, Pillow, and the same TorchScript file.

    bench_python.py PROBE MODEL FOLDER [--batches 1,8,32] [--seconds 8] [--rounds 5] [--device cpu]

PROBE is the program badcase-probe. The loader runs under $BADCASE_BENCH_PYTHON (else this interpreter), which needs torch,
NumPy and Pillow. It has as many workers as there are cores, and is tried with each of the batch sizes and with one and with
all threads for the model; the best of these counts. Loader and probe take turns, so that what else the machine does hits both; the ratio is taken pair by pair and
the median is printed, as one JSON object. Each is measured between its first results and the end, so that starting costs
neither anything. $BADCASE_TORCH_PLUGIN chooses the probe's LibTorch (badcase_torch_distro.so is the distribution's, which
its python3-torch shares).
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

ENDINGS = (".jpg", ".jpeg", ".png", ".ppm", ".pgm", ".pnm")
WARM_UP_SECONDS = 1.0


def pictures_of(folder):
    found = []
    for place, _, names in os.walk(folder):
        found += [os.path.join(place, name) for name in names if name.lower().endswith(ENDINGS)]
    return sorted(found)


def card_of(model):
    path = os.path.splitext(model)[0] + ".json"
    with open(path if os.path.exists(path) else os.path.join(os.path.dirname(model), "card.json"), encoding="utf-8") as file:
        return json.load(file)


class Pictures:
    """What a Dataset of a training script does with one picture: Pillow, NumPy, torch's own resize, mean and deviation."""

    def __init__(self, paths, card):
        self.paths = paths
        self.input = card["input"]

    def __len__(self):
        return 10**9  # round and round, until the time is over

    def __getitem__(self, index):
        import numpy
        import torch
        from PIL import Image

        wants = self.input
        picture = Image.open(self.paths[index % len(self.paths)]).convert("RGB")
        tensor = torch.from_numpy(numpy.asarray(picture, dtype=numpy.float32)).permute(2, 0, 1)
        if wants.get("width"):
            tensor = torch.nn.functional.interpolate(
                tensor[None], (wants["height"], wants["width"]), mode="bilinear", align_corners=False)[0]
        mean = torch.tensor(wants.get("mean", [0.0] * 3)).view(-1, 1, 1)
        deviation = torch.tensor(wants.get("std", [1.0] * 3)).view(-1, 1, 1)
        return (tensor * wants.get("scale", 1 / 255) - mean) / deviation


def loader(model, folder, batch, threads, workers, seconds, device):
    """Prints the pictures a second."""
    import torch

    torch.set_num_threads(threads)
    module = torch.jit.load(model, map_location=device).eval()
    batches = torch.utils.data.DataLoader(
        Pictures(pictures_of(folder), card_of(model)), batch_size=batch, num_workers=workers,
        pin_memory=device != "cpu", sampler=range(10**9), worker_init_fn=lambda _: torch.set_num_threads(1))
    first = start = None
    done = 0
    with torch.inference_mode():
        for inputs in batches:
            output = module(inputs.to(device, non_blocking=True))
            logits = output[0] if isinstance(output, (tuple, list)) else output
            logits.softmax(1).argmax(1).cpu()
            now = time.monotonic()
            first = first or now
            if now - first < WARM_UP_SECONDS:
                start, done = now, 0
                continue
            done += len(inputs)
            if now - first >= seconds:
                break
    print(json.dumps({"images_per_second": done / (now - start), "torch": torch.__version__}))
    sys.stdout.flush()
    os._exit(0)  # the workers are in the middle of a million pictures


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stderr or done.stdout}")
    return json.loads(done.stdout.splitlines()[-1])


def measure(arguments):
    python = os.environ.get("BADCASE_BENCH_PYTHON", sys.executable)
    workers = len(os.sched_getaffinity(0))
    common = ["--seconds", str(arguments.seconds), "--device", arguments.device]

    def python_rate(way):
        batch, threads = way
        return run([python, os.path.abspath(__file__), "--loader", str(batch), "--threads", str(threads),
                    "--workers", str(workers), arguments.probe, arguments.model, arguments.folder] + common)

    ways = [(int(text), threads) for text in arguments.batches.split(",") for threads in sorted({1, workers})]
    tried = {way: python_rate(way)["images_per_second"] for way in ways}
    best = max(tried, key=tried.get)
    pairs = []
    for _ in range(arguments.rounds):
        script = python_rate(best)
        probe = run([arguments.probe, arguments.model, arguments.folder, "--trust"] + common)
        pairs.append((probe["images_per_second"], script["images_per_second"]))
    print(json.dumps({
        "model": probe["model"]["name"], "workers": workers, "script_torch": script["torch"],
        "probe_torch": probe["backend_version"], "script_batch": best[0], "script_threads": best[1],
        "script_tried": [{"batch": way[0], "threads": way[1], "images_per_second": rate} for way, rate in tried.items()],
        "probe_images_per_second": statistics.median(pair[0] for pair in pairs),
        "script_images_per_second": statistics.median(pair[1] for pair in pairs),
        "ratios": [pair[0] / pair[1] for pair in pairs],
        "ratio": statistics.median(pair[0] / pair[1] for pair in pairs)}))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("probe")
    parser.add_argument("model")
    parser.add_argument("folder")
    parser.add_argument("--batches", default="1,8,32")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--loader", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--threads", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--workers", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.loader:
        loader(arguments.model, arguments.folder, arguments.loader, arguments.threads, arguments.workers,
               arguments.seconds, arguments.device)
    else:
        measure(arguments)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a model on real servers of the Open Inference Protocol and compares with the same model run here.

Not one of the tests, because it needs the servers, each of which wants an environment of its own:

    python3 -m venv a && a/bin/pip install mlserver && a/bin/python tests/benchmarks/check_remote.py build/release/badcase
    python3 -m venv b && b/bin/pip install kserve && b/bin/python tests/benchmarks/check_remote.py build/release/badcase

The model is tests/engine/fixtures/means.pt: LibTorch runs the file, the servers run its formula in numpy. MLServer takes
JSON. KServe takes JSON and binary tensors but does not announce the latter; here it does, so that its own reader of them is
used. Prints for each how far the scores of the runs are apart; the exit status is 0 when all are equal.
"""

import json
import os
import random
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
import zlib
from pathlib import Path

import numpy

FIXTURE = Path(__file__).resolve().parent.parent / "engine" / "fixtures" / "means.pt"
PICTURES = 90
CARD = {
    "task": "classification",
    "classes": ["red", "green", "blue"],
    "input": {"width": 4, "height": 4, "resize": "bilinear"},
}
INPUTS = [{"name": "image", "datatype": "FP32", "shape": [-1, 3, -1, -1]}]
OUTPUTS = [{"name": "logits", "datatype": "FP32", "shape": [-1, 3]}]


def logits(image):
    return (10 * image.astype(numpy.float64).mean(axis=(2, 3))).astype(numpy.float32)


def serve_kserve(port, binary):
    import kserve
    from kserve.protocol.dataplane import DataPlane

    class Means(kserve.Model):
        def __init__(self):
            super().__init__("means")
            self.ready = True

        def get_input_types(self):
            return INPUTS

        def get_output_types(self):
            return OUTPUTS

        def predict(self, payload, headers=None, response_headers=None):
            assert payload.from_grpc is False
            output = kserve.InferOutput("logits", [payload.inputs[0].shape[0], 3], "FP32")
            output.set_data_from_numpy(logits(payload.inputs[0].as_numpy()), binary_data=binary)
            return kserve.InferResponse(payload.id or "1", "means", [output])

    if binary:
        plain = DataPlane.metadata

        def announcing(self):
            metadata = plain(self)
            return {**metadata, "extensions": [*metadata["extensions"], "binary_tensor_data"]}

        DataPlane.metadata = announcing
    kserve.ModelServer(http_port=port, workers=1, enable_grpc=False).start([Means()])


try:
    from mlserver import MLModel
    from mlserver.codecs import NumpyCodec
    from mlserver.types import InferenceResponse

    class MeansRuntime(MLModel):
        """Named in the settings that start_mlserver() writes."""

        async def predict(self, payload):
            image = NumpyCodec.decode_input(payload.inputs[0])
            return InferenceResponse(model_name=self.name, outputs=[NumpyCodec.encode_output("logits", logits(image))])
except ImportError:
    MLModel = None


def start_mlserver(folder, port):
    folder.mkdir()
    ports = {"http_port": port, "grpc_port": free_port(), "metrics_port": free_port(), "parallel_workers": 0}
    (folder / "settings.json").write_text(json.dumps({"host": "127.0.0.1", "debug": False, **ports}))
    (folder / "model-settings.json").write_text(json.dumps({
        "name": "means", "implementation": "check_remote.MeansRuntime", "inputs": INPUTS, "outputs": OUTPUTS}))
    program = Path(sys.executable).parent / "mlserver"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen([program, "start", folder], env=environment, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(server, url):
    for _ in range(240):
        if server.poll() is not None:
            sys.exit("the server ended by itself")
        try:
            with urllib.request.urlopen(url + "/v2/health/ready", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.5)
    sys.exit("the server does not get ready")


def write_png(path, rng):
    """Noise of any size around a colour."""
    width, height = rng.randint(3, 40), rng.randint(3, 40)
    base = [rng.randint(0, 200) for _ in range(3)]
    rows = b"".join(b"\0" + bytes(base[i % 3] + rng.randint(0, 55) for i in range(3 * width)) for _ in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    path.parent.mkdir(parents=True, exist_ok=True)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def call(program, *arguments):
    """The JSON that the program prints; ends the script with its words when it fails."""
    done = subprocess.run([program, *map(str, arguments), "--json", "--quiet"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{arguments[0]} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def figures(program, project, run):
    """Every number that the scores of a run hold."""
    found = {}

    def collect(value, path):
        if isinstance(value, dict):
            for key, inner in value.items():
                collect(inner, f"{path}.{key}")
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                collect(inner, f"{path}[{index}]")
        elif isinstance(value, (int, float)):
            found[path] = value

    collect(call(program, "metrics", project, "--run", run), "")
    return found


def check(program, folder, name, server, url):
    try:
        wait_until_ready(server, url)
        said = call(program, "inspect", "--server", url, "--model", "means")
        project = folder / "p.badcase"
        done = call(program, "run", project, "--server", url, "--model", "means", "--card", folder / "card.json", "--name", name)
    finally:
        server.terminate()
        server.wait(30)
    assert done["samples_done"] == PICTURES and done["samples_failed"] == 0, done
    near, far = figures(program, project, "near"), figures(program, project, name)
    assert near.keys() == far.keys() and len(near) > 20
    worst = max(abs(near[key] - far[key]) for key in near)
    kind = "binary tensors" if said["binary_tensors"] else "JSON"
    print(f"{name} ({said['server_name']} {said['server_version']}, {kind}): {PICTURES} pictures, "
          f"{done['images_per_second']:.0f} a second, {len(near)} figures, at most {worst:.2g} apart")
    return worst < 1e-6


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "serve-kserve":
        serve_kserve(int(sys.argv[2]), sys.argv[3] == "binary")
        return
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rng = random.Random(3)
        for i in range(PICTURES):
            write_png(folder / "data" / CARD["classes"][i % 3] / f"{i}.png", rng)
        (folder / "card.json").write_text(json.dumps(CARD))
        call(program, "create", folder / "p.badcase", "--task", "classification")
        call(program, "import", folder / "p.badcase", folder / "data")
        call(program, "run", folder / "p.badcase", "--model", FIXTURE, "--name", "near", "--trust")
        equal = []
        if MLModel:
            port = free_port()
            equal.append(check(program, folder, "mlserver", start_mlserver(folder / "mlserver", port), f"http://127.0.0.1:{port}"))
        else:
            for kind in ("json", "binary"):
                port = free_port()
                server = subprocess.Popen([sys.executable, __file__, "serve-kserve", str(port), kind],
                                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                equal.append(check(program, folder, f"kserve-{kind}", server, f"http://127.0.0.1:{port}"))
    sys.exit(0 if all(equal) else 1)


if __name__ == "__main__":
    main()

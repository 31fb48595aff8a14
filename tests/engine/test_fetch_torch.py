#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""cmake/fetch_torch.py against a package index of this machine's own, with wheels of a few bytes."""

import contextlib
import hashlib
import http.server
import importlib.util
import io
import json
import os
import sys
import tempfile
import threading
import unittest
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SPEC = importlib.util.spec_from_file_location("fetch_torch", os.path.join(ROOT, "cmake", "fetch_torch.py"))
fetch_torch = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(fetch_torch)

MEMBERS = {
    "torch": ["torch/include/torch/script.h", "torch/version.py", "torch/lib/libtorch_cpu.so", "torch/lib/libc10.so",
              "torch/lib/libtorch_cuda.so", "torch/lib/libtorch_python.so", "torch/nn/modules.py",
              "torch/lib/../../../outside.txt"],
    "nvidia-one": ["nvidia/cu13/lib/libcudart.so.13", "nvidia/cu13/lib/libother.so.13", "nvidia/cu13/include/a.h"],
    "nvidia-two": ["nvidia/cudnn/lib/libcudnn.so.9"],
}


class Index(http.server.BaseHTTPRequestHandler):
    """Serves self.server.pages: path -> (content type, bytes); understands Range."""

    def do_GET(self):
        self.server.seen.append((self.path, self.headers.get("Range")))
        kind, body = self.server.pages.get(self.path, (None, b""))
        start = int((self.headers.get("Range") or "bytes=0-")[6:-1])
        self.send_response(404 if kind is None else 206 if start else 200)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        self.wfile.write(body[start:])

    def log_message(self, *arguments):
        pass


class FetchTorch(unittest.TestCase):
    def setUp(self):
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        self.folder = stack.enter_context(tempfile.TemporaryDirectory())
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Index)
        self.server.pages, self.server.seen = {}, []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        stack.callback(self.server.server_close)
        stack.callback(self.server.shutdown)
        self.rows = [self.publish(project) for project in MEMBERS]
        self.saved = (fetch_torch.read_table, dict(fetch_torch.DISK_NEEDED), dict(os.environ))
        stack.callback(self.restore)
        fetch_torch.read_table = lambda: self.rows
        os.environ["PIP_INDEX_URL"] = f"http://127.0.0.1:{self.server.server_port}/simple"
        os.environ["BADCASE_TORCH_CACHE"] = self.folder
        os.environ["no_proxy"] = "127.0.0.1"

    def restore(self):
        fetch_torch.read_table, fetch_torch.DISK_NEEDED = self.saved[:2]
        os.environ.clear()
        os.environ.update(self.saved[2])

    def publish(self, project):
        """Puts a wheel into the index, its page in one of the two forms an index may use; returns its table row."""
        wheel = io.BytesIO()
        with zipfile.ZipFile(wheel, "w") as archive:
            for member in MEMBERS[project]:
                archive.writestr(member, member.encode() * 100)
        data, file = wheel.getvalue(), project.replace("-", "_") + "-1.0-py3-none-any.whl"
        self.server.pages[f"/files/{file}"] = ("application/zip", data)
        if project == "torch":
            page = ("application/vnd.pypi.simple.v1+json", json.dumps({"files": [{"url": f"../../files/{file}"}]}).encode())
        else:
            page = ("text/html", f'<a href="../../files/{file}#sha256=0">{file}</a>'.encode())
        self.server.pages[f"/simple/{project}/"] = page
        return {"need": "cuda" if project == "nvidia-two" else "cpu", "project": project, "bytes": len(data), "file": file,
                "sha256": hashlib.sha256(data).hexdigest()}

    def run_main(self, *arguments):
        output, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            status = fetch_torch.main(list(arguments))
        return status, errors.getvalue()

    def files(self):
        top = os.path.join(self.folder, fetch_torch.VERSION)
        return sorted(os.path.relpath(os.path.join(path, name), top) for path, _, names in os.walk(top) for name in names)

    CPU_FILES = ["badcase-torch.stamp", "nvidia/cu13/lib/libcudart.so.13", "torch/include/torch/script.h",
                 "torch/lib/libc10.so", "torch/lib/libtorch_cpu.so", "torch/version.py"]

    def test_cpu_then_cuda(self):
        self.assertEqual(self.run_main("--cpu", "--check")[0], 1)
        self.assertEqual(self.run_main("--cpu")[0], 0)
        self.assertEqual(self.files(), self.CPU_FILES)
        self.assertEqual(sorted(os.listdir(self.folder)), [fetch_torch.VERSION, "lock"])  # nothing is left over
        asked = len(self.server.seen)
        self.assertEqual(self.run_main("--cpu")[0], 0)
        self.assertEqual(len(self.server.seen), asked, "a complete folder asks nothing of the network")
        self.assertEqual(self.run_main("--with-cuda", "--check")[0], 1)
        self.assertEqual(self.run_main("--with-cuda")[0], 0)
        self.assertIn("nvidia/cudnn/lib/libcudnn.so.9", self.files())
        self.assertIn("torch/lib/libtorch_cuda.so", self.files())
        self.assertNotIn("torch/lib/libtorch_python.so", self.files())
        self.assertEqual(self.run_main("--cpu", "--check")[0], 0, "the CUDA variant also serves without a GPU")
        self.assertFalse(os.path.exists(os.path.join(self.folder, "outside.txt")))

    def test_new_table_fetches_again(self):
        self.run_main("--cpu")
        self.rows[1] = dict(self.rows[1], sha256="0" * 64)
        self.assertEqual(self.run_main("--cpu", "--check")[0], 1)

    def test_goes_on_after_an_interruption(self):
        downloads = os.path.join(self.folder, "download")
        os.makedirs(downloads)
        with open(os.path.join(downloads, self.rows[0]["file"] + ".part"), "wb") as partial:
            partial.write(self.server.pages["/files/" + self.rows[0]["file"]][1][:200])
        self.assertEqual(self.run_main("--cpu")[0], 0)
        self.assertIn(("/files/" + self.rows[0]["file"], "bytes=200-"), self.server.seen)
        self.assertEqual(self.files(), self.CPU_FILES)

    def test_wrong_hash(self):
        kind, data = self.server.pages["/files/" + self.rows[0]["file"]]
        self.server.pages["/files/" + self.rows[0]["file"]] = (kind, data[:-1] + b"x")
        status, errors = self.run_main("--cpu")
        self.assertEqual(status, 1)
        self.assertIn("wrong SHA-256", errors.splitlines()[-1])
        self.assertEqual(self.files(), [])

    def test_failure_keeps_the_old_folder(self):
        self.run_main("--cpu")
        del self.server.pages["/simple/nvidia-two/"]
        status, errors = self.run_main("--with-cuda")
        self.assertEqual(status, 1)
        self.assertIn("404", errors.splitlines()[-1])
        self.assertEqual(self.files(), self.CPU_FILES)

    def test_file_missing_from_the_index(self):
        self.server.pages["/simple/torch/"] = ("text/html", b"<a href='torch-9.whl'>torch-9.whl</a>")
        self.assertIn("is not in the package index", self.run_main("--cpu")[1])

    def test_no_network(self):
        os.environ["PIP_INDEX_URL"] = "http://user:secret@127.0.0.1:9/simple"  # the discard port: nobody listens
        status, errors = self.run_main("--cpu")
        self.assertEqual(status, 1)
        self.assertEqual(len(errors.splitlines()), 1, errors)
        self.assertIn("check the network", errors)
        self.assertNotIn("secret", errors)

    def test_too_little_room(self):
        fetch_torch.DISK_NEEDED = {"cpu": 1 << 62}
        status, errors = self.run_main("--cpu")
        self.assertEqual(status, 1)
        self.assertIn("are free", errors)

    def test_full_disk_is_named(self):
        self.assertIn("disk is full", fetch_torch.explain(OSError(28, "No space left on device")))

    def test_index_from_pips_configuration(self):
        del os.environ["PIP_INDEX_URL"]
        path = os.path.join(self.folder, "pip.conf")
        with open(path, "w", encoding="utf-8") as config:
            config.write("[global]\nindex-url = https://mirror.example/simple/\n")
        os.environ["PIP_CONFIG_FILE"] = path
        self.assertEqual(fetch_torch.index_url(), "https://mirror.example/simple/")

    def test_the_real_table(self):
        rows = self.saved[0]()
        self.assertEqual([row["project"] for row in rows if row["need"] == "cpu"],
                         ["torch", "nvidia-cuda-runtime", "nvidia-cuda-cupti"])
        for row in rows:
            self.assertRegex(row["sha256"], "^[0-9a-f]{64}$")
            self.assertIn(row["need"], ("cpu", "cuda"))
        self.assertTrue(rows[0]["file"].startswith(f"torch-{fetch_torch.VERSION}-cp312-"))


if __name__ == "__main__":
    unittest.main(verbosity=2)

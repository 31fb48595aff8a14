#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetches the pinned LibTorch into a private folder (.torch/VERSION, or $BADCASE_TORCH_CACHE/VERSION).

Needs only Python's standard library. The files, their SHA-256 and which of them a machine without an NVIDIA GPU needs
stand in torch_wheels.txt. What comes out has the layout of a site-packages folder (torch/lib beside nvidia/*/lib), since
that is what the RPATH inside the libraries expects. A folder that is there is complete: everything is unpacked beside
it and moved into place at the end. Interrupted downloads go on where they stopped.
"""

import os
import sys

VERSION = "2.11.0"
HERE = os.path.dirname(os.path.abspath(__file__))
STAMP = "badcase-torch.stamp"

# What of the torch wheel is unpacked: the headers and the libraries; no Python, no tools.
CPU_LIBRARIES = ("libtorch_cpu.so", "libc10.so", "libgomp.so.1")
CUDA_LIBRARIES = ("libtorch_cuda.so", "libtorch_cuda_linalg.so", "libc10_cuda.so", "libtorch_nvshmem.so",
                  "libcaffe2_nvrtc.so")
# What libtorch_cpu.so needs of the CUDA packages when there is no GPU.
CPU_NVIDIA_LIBRARIES = ("libcudart.so.13", "libcupti.so.13")
# Room for the largest wheel and for what is unpacked of all of them.
DISK_NEEDED = {"cpu": 1_200_000_000, "cuda": 6_500_000_000}


class FetchError(Exception):
    """Its text is one line for the user."""


def has_nvidia_gpu():
    return os.path.exists("/dev/nvidiactl") or os.path.exists("/proc/driver/nvidia/version")


def cache_folder():
    return os.environ.get("BADCASE_TORCH_CACHE") or os.path.join(os.path.dirname(HERE), ".torch")


def read_table():
    """The rows of torch_wheels.txt: dicts with need, project, bytes, file, sha256; and the text that the stamp repeats."""
    rows = []
    with open(os.path.join(HERE, "torch_wheels.txt"), encoding="utf-8") as table:
        for line in table:
            if line.strip() and not line.startswith("#"):
                need, project, size, file, sha256 = line.split()
                rows.append({"need": need, "project": project, "bytes": int(size), "file": file, "sha256": sha256})
    return rows


def stamp_text(variant):
    """What the stamp of a complete folder says: the variant and the hash of every wheel it was made of."""
    return "".join([variant + "\n"] + [row["sha256"] + "\n" for row in wheels_for(variant)])


def wheels_for(variant):
    return [row for row in read_table() if row["need"] == "cpu" or variant == "cuda"]


def is_complete(folder, variant):
    """True when the folder holds this variant (the CUDA variant also serves a machine without a GPU)."""
    try:
        with open(os.path.join(folder, STAMP), encoding="utf-8") as stamp:
            found = stamp.read()
    except OSError:
        return False
    return found in {stamp_text(variant), stamp_text("cuda")}


def say(text):
    print(text, file=sys.stderr, flush=True)


class ProgressLine:
    """One line on a terminal, a line every tenth in a log file."""

    def __init__(self, label, total):
        self.label, self.total, self.shown = label, total, -1

    def update(self, done):
        terminal = sys.stderr.isatty()
        step = 100 * done // max(self.total, 1)
        if not terminal:
            step -= step % 10
        if step == self.shown:
            return
        self.shown = step
        text = f"{self.label}: {done / 1e6:.0f} of {self.total / 1e6:.0f} MB ({step} %)"
        print(("\r" + text) if terminal else text, end="" if terminal and done < self.total else "\n",
              file=sys.stderr, flush=True)


def index_url():
    """The package index: PIP_INDEX_URL, else what pip's configuration files say, else pypi.org."""
    import configparser
    url = os.environ.get("PIP_INDEX_URL")
    home = os.path.expanduser("~")
    config = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
    for path in (os.environ.get("PIP_CONFIG_FILE"), os.path.join(config, "pip", "pip.conf"),
                 os.path.join(home, ".pip", "pip.conf"), "/etc/xdg/pip/pip.conf", "/etc/pip.conf"):
        if url:
            break
        parser = configparser.RawConfigParser()
        try:
            parser.read(path or [], encoding="utf-8")
        except (configparser.Error, OSError, UnicodeDecodeError):
            continue
        url = parser.get("global", "index-url", fallback=None)
    return (url or "https://pypi.org/simple").rstrip("/") + "/"


def open_url(url, headers):
    """Opens a URL; a user and password in it become a header, PIP_CERT is honoured, proxies come from the environment."""
    import base64
    import ssl
    import urllib.parse
    import urllib.request
    parts = urllib.parse.urlsplit(url)
    if parts.username:
        secret = urllib.parse.unquote(f"{parts.username}:{parts.password or ''}")
        headers = {**headers, "Authorization": "Basic " + base64.b64encode(secret.encode()).decode()}
        parts = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    request = urllib.request.Request(urllib.parse.urlunsplit(parts), headers={"User-Agent": "badcase", **headers})
    context = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)
    return urllib.request.urlopen(request, timeout=60, context=context)


def find_file_url(row):
    """Looks a wheel up in the index (PEP 503 or 691); the hash is ours, not the index's."""
    import html
    import json
    import re
    import urllib.parse
    page = index_url() + row["project"] + "/"
    accept = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
    with open_url(page, {"Accept": accept}) as answer:
        text, kind = answer.read().decode("utf-8", "replace"), answer.headers.get_content_type()
    if kind.endswith("json"):
        links = [entry["url"] for entry in json.loads(text)["files"]]
    else:
        links = [html.unescape(link) for link in re.findall(r'href\s*=\s*["\']([^"\']+)', text)]
    for link in links:
        url = urllib.parse.urldefrag(urllib.parse.urljoin(page, link)).url
        if urllib.parse.unquote(url.rsplit("/", 1)[-1]) == row["file"]:
            return url
    raise FetchError(f"{row['file']} is not in the package index {strip_secret(index_url())}")


def strip_secret(url):
    import re
    return re.sub(r"//[^/@]*@", "//", url)


def download(row, folder):
    """Downloads one wheel into `folder`, going on with what an interrupted run left, and checks its hash."""
    import hashlib
    target = os.path.join(folder, row["file"])
    partial = target + ".part"
    done = os.path.getsize(partial) if os.path.exists(partial) else 0
    if not os.path.exists(target) and done < row["bytes"]:
        append_rest(row, partial, done)
    if not os.path.exists(target):
        os.replace(partial, target)
    digest = hashlib.sha256()
    with open(target, "rb") as wheel:
        for block in iter(lambda: wheel.read(1 << 20), b""):
            digest.update(block)
    if digest.hexdigest() != row["sha256"]:
        os.unlink(target)
        raise FetchError(f"{row['file']} has the wrong SHA-256 ({digest.hexdigest()}) and was deleted; run again, "
                         "or check the package index")
    return target


def append_rest(row, partial, done):
    progress = ProgressLine("LibTorch: " + row["file"].split("-")[0], row["bytes"])
    headers = {"Range": f"bytes={done}-"} if done else {}
    with open_url(find_file_url(row), headers) as answer, open(partial, "r+b" if done else "wb") as output:
        if answer.status != 206:  # the server sends all of it again
            done = 0
        output.truncate(done)
        output.seek(done)
        for block in iter(lambda: answer.read(1 << 18), b""):
            output.write(block)
            done += len(block)
            if done > row["bytes"]:
                break  # not the file we want; the hash will say so
            progress.update(done)
    if done < row["bytes"]:
        raise FetchError(f"The download of {row['file']} broke off at {done} of {row['bytes']} bytes; run again to go on")


def wanted(name, variant):
    """Which members of the wheels are unpacked."""
    base = name.rsplit("/", 1)[-1]
    if name.startswith("torch/include/") or name == "torch/version.py" or "/licenses/" in name:
        return True
    if name.startswith("torch/lib/") and name.count("/") == 2:
        return base in CPU_LIBRARIES or (variant == "cuda" and base in CUDA_LIBRARIES)
    if name.startswith("nvidia/") and "/lib/" in name:
        return base in CPU_NVIDIA_LIBRARIES or (variant == "cuda" and ".so" in base)
    return name.startswith("nvidia") and base in ("License.txt", "LICENSE.txt", "LICENSE")


def unpack(wheel, folder, variant):
    import shutil
    import zipfile
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            path = os.path.normpath(member.filename)
            if member.is_dir() or os.path.isabs(path) or path.startswith("..") or not wanted(member.filename, variant):
                continue
            target = os.path.join(folder, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with archive.open(member) as source, open(target, "wb") as output:
                shutil.copyfileobj(source, output, 1 << 20)


def fetch(folder, variant):
    """Makes `folder` hold this variant. The old content stays until the new one is complete."""
    import shutil
    parent = os.path.dirname(folder)
    downloads = os.path.join(parent, "download")
    fresh, old = folder + ".new", folder + ".old"
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    os.makedirs(downloads, exist_ok=True)
    os.makedirs(fresh)
    free = shutil.disk_usage(parent).free
    if free < DISK_NEEDED[variant]:
        raise FetchError(f"LibTorch needs {DISK_NEEDED[variant] / 1e9:.1f} GB below {parent}, of which "
                         f"{free / 1e9:.1f} GB are free; free some, or set BADCASE_TORCH_CACHE to another folder")
    for row in wheels_for(variant):
        wheel = download(row, downloads)
        unpack(wheel, fresh, variant)
        os.unlink(wheel)
    with open(os.path.join(fresh, STAMP), "w", encoding="utf-8") as stamp:
        stamp.write(stamp_text(variant))
    if os.path.exists(folder):
        os.rename(folder, old)
    os.rename(fresh, folder)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(downloads, ignore_errors=True)


def fetch_locked(folder, variant):
    """One process at a time; the second finds the work done."""
    import fcntl
    import platform
    if platform.machine() != "x86_64":
        raise FetchError(f"No LibTorch is pinned for {platform.machine()}; install libtorch-dev instead")
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    with open(os.path.join(os.path.dirname(folder), "lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_complete(folder, variant):
            fetch(folder, variant)


def explain(error):
    """One line for what the network or the disk did."""
    import errno
    import urllib.error
    if isinstance(error, FetchError):
        return str(error)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full while LibTorch is unpacked below {cache_folder()}; it needs up to 6.5 GB there"
    if isinstance(error, PermissionError):
        return f"LibTorch cannot be written to {error.filename}: {error.strerror}; set BADCASE_TORCH_CACHE to another folder"
    if isinstance(error, urllib.error.HTTPError):
        return f"The package index {strip_secret(index_url())} answers {error.code} ({error.reason})"
    return (f"LibTorch cannot be downloaded from {strip_secret(index_url())}: {getattr(error, 'reason', error)}; "
            "check the network, or install the package libtorch-dev")


def parse_arguments(arguments):
    import argparse
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--with-cuda", action="store_true", help="all CUDA packages (default where an NVIDIA GPU is)")
    kind.add_argument("--cpu", action="store_true", help="only what a machine without an NVIDIA GPU needs")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="exit status 0 when the folder is complete; fetch nothing")
    action.add_argument("--list", action="store_true", help="print what would be fetched; fetch nothing")
    return parser.parse_args(arguments)


def main(arguments):
    options = parse_arguments(arguments) if arguments else None  # argparse costs more time than the whole check
    with_cuda = options.with_cuda or (not options.cpu and has_nvidia_gpu()) if options else has_nvidia_gpu()
    variant = "cuda" if with_cuda else "cpu"
    folder = os.path.join(cache_folder(), VERSION)
    if options and options.list:
        for row in wheels_for(variant):
            print(f"{row['bytes']:>10} {row['file']}")
        return 0
    if is_complete(folder, variant):
        print(folder)
        return 0
    if options and options.check:
        return 1
    try:
        fetch_locked(folder, variant)
    except KeyboardInterrupt:
        say("")
        return 130
    except Exception as error:  # whatever happened, the user gets one line, not a traceback
        say(explain(error))
        return 1
    print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

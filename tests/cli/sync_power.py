#!/usr/bin/env python3
"""A power cut during and after commits and syncs, as a disk has it (root only).

    sync_power.py INFOVIEW FOLDER ROUNDS [SEED]

A vault lies on an ext4 file system in a file. At some moment that file is copied as it is, without any sync: what was only in memory
is lost. The copy takes the file system's place: its journal is replayed, git finds nothing to complain of, every note is whole,
what a command said was saved and committed is there, and the next syncs bring all machines to one commit with nothing
missing. The remote and the other machine are elsewhere and keep their power.

Exits with 77 and a reason where this machine cannot do it.
"""
import os
import random
import shutil
import signal
import subprocess
import sys
import time

infoview, base, rounds = os.path.abspath(sys.argv[1]), os.path.join(os.path.abspath(sys.argv[2]), "power"), int(sys.argv[3])
seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
chance = random.Random(seed)
disk, image, copy = base + "/disk", base + "/image", base + "/copy"
one, two, remote = disk + "/one", base + "/two", base + "/remote.git"
env = {"PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "HOME": base, "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1"}
NOTE = "---\nname: Person {0}\n---\n## Log\n\n- 2026-01-01 note: begun {0}\n\n## Notes\n\nThe end of {0}.\n"
words, counts = [], {"commands": 0, "syncs": 0, "cut off": 0}


def run(*command, cwd=None):
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def must(*command, cwd=None):
    done = run(*command, cwd=cwd)
    if done.returncode:
        raise AssertionError(f"{' '.join(command)}: status {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def cannot(why):
    shutil.rmtree(base, ignore_errors=True)
    print(why)
    sys.exit(77)


def mount(file):
    return run("mount", "-o", "loop", file, disk)


def make_disk():
    """Small, so that a copy is made in a moment."""
    with open(image, "wb") as out:
        out.truncate(32 << 20)
    must("mkfs.ext4", "-q", "-F", image)
    done = mount(image)
    if done.returncode:
        cannot("a file cannot be mounted here: " + done.stderr.strip().split("\n")[0])


def make_world():
    run("git", "init", "-q", "--bare", remote)
    run("git", "init", "-q", one)
    os.makedirs(one + "/contacts")
    with open(one + "/infoview.yaml", "w") as out:
        out.write("format: 1\n")
    for i in range(4):
        with open(f"{one}/contacts/p{i}.md", "w") as out:
            out.write(NOTE.format(i))
    must("git", "remote", "add", "origin", remote, cwd=one)
    must(infoview, "-C", one, "sync", "--no-input")
    must("git", "clone", "-q", remote, two)
    os.sync()


def word():
    words.append(f"W{len(words)}E")
    return words[-1]


def edit(machine):
    """By hand; the editor has synced the file to the disk."""
    path = f"{machine}/contacts/p{chance.randrange(4)}.md"
    with open(path, "r+") as file:
        text = file.read().replace("## Log\n\n", f"## Log\n\n- 2026-02-{chance.randint(1, 28):02d} call: {word()}\n", 1)
        file.seek(0)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def cut():
    """The copy as the file system, instead of the one that goes on in memory."""
    must("cp", "--sparse=always", image, copy)
    must("umount", disk)
    os.rename(copy, image)
    done = mount(image)
    if done.returncode:
        raise AssertionError("the file system cannot be mounted: " + done.stderr)


def run_command():
    must(infoview, "-C", one, "log", f"p{chance.randrange(4)}", "call", word(), "--no-input")
    counts["commands"] += 1
    cut()
    found = must("git", "grep", "-h", words[-1], "HEAD", cwd=one)
    assert words[-1] in found, "what was committed is not in the commit"
    assert must("git", "status", "--porcelain", cwd=one) == "", "what was committed is not in the file"


def run_sync():
    edit(two)
    if chance.random() < 0.5:
        with open(f"{two}/contacts/n{len(words)}.md", "w") as out:
            out.write(NOTE.format(word()))
    must(infoview, "-C", two, "sync", "--no-input")
    if chance.random() < 0.7:
        edit(one)
    counts["syncs"] += 1
    child = subprocess.Popen([infoview, "-C", one, "sync", "--no-input"], env=env, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        child.wait(chance.random() * 0.25)
    except subprocess.TimeoutExpired:
        counts["cut off"] += 1
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    for _ in range(50):  # a git that it left may hold the file system for a moment
        if run("fuser", "-sm", disk).returncode or not shutil.which("fuser"):
            break
        time.sleep(0.02)
    cut()


def judge():
    fsck = run("git", "fsck", "--no-dangling", cwd=one)
    assert fsck.returncode == 0, "git fsck: " + fsck.stderr
    for name in os.listdir(one + "/contacts"):
        if name.startswith("."):
            continue
        with open(f"{one}/contacts/{name}") as source:
            text = source.read()
        assert text.startswith("---\nname: ") and "\nThe end of " in text, f"{name} is not whole: {text[:80]!r}"


def settle():
    for _ in range(2):
        for machine in (one, two):
            must(infoview, "-C", machine, "sync", "--no-input")
    assert must("git", "rev-parse", "HEAD", cwd=one) == must("git", "rev-parse", "HEAD", cwd=two), "two commits"
    for machine in (one, two):
        text = ""
        for name in os.listdir(machine + "/contacts"):
            with open(f"{machine}/contacts/{name}") as source:
                text += source.read()
        lost = [w for w in words if w not in text]
        assert not lost, f"{machine} lacks {lost}"
    os.sync()


if os.geteuid() != 0:
    cannot("only root can mount a file")
if not shutil.which("mkfs.ext4", path=env["PATH"]):
    cannot("no mkfs.ext4")
shutil.rmtree(base, ignore_errors=True)
os.makedirs(disk)
with open(base + "/.gitconfig", "w") as out:
    out.write("[user]\n name = T\n email = t@example.org\n[init]\n defaultBranch = main\n[gc]\n auto = 0\n[maintenance]\n auto = false\n")
problem = None
make_disk()
try:
    make_world()
    for turn in range(rounds):
        run_command() if chance.random() < 0.3 else run_sync()
        judge()
        settle()
except AssertionError as found:
    problem = f"seed {seed}, round {turn}: {found}"
finally:
    for _ in range(20):
        if run("umount", disk).returncode == 0 or not os.path.ismount(disk):
            break
        time.sleep(0.1)
if problem:
    print(problem + f"\nleft in {base}")
    sys.exit(1)
shutil.rmtree(base)
print(f"seed {seed}: {rounds} power cuts, " + ", ".join(f"{n} {what}" for what, n in counts.items()) + ": nothing lost")

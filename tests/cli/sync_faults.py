"""sync_faults.py INFOVIEW KIND STEP [SCENE…] - ends or disturbs a sync at each of its system calls.

KIND is KILL, or the name of an error (ENOSPC, EIO) that the call gives; of the calls that touch the vault in one undisturbed run every
STEP-th is tried, each on a fresh copy of two machines and their remote. SCENE: `merge` (both sides changed and added notes),
`forward` (only the remote did), `send` (only this machine did).

After each, sync is run again, here and on the other machine: nothing that anybody wrote is missing, both stand at one commit
with nothing left to commit, the repositories are sound, no lock and no temporary file is left. A disturbed run ends with status 0, 3 or
4, and with a message where it is not 0.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

import faults

INFOVIEW, KIND, STEP = sys.argv[1], sys.argv[2], int(sys.argv[3])
SCENES = sys.argv[4:] or ["merge", "forward", "send"]
NOTE = "---\nname: {0}\n---\n## Log\n\n- 2026-11-01 call: {0}\n"

box = tempfile.mkdtemp()
env = dict(os.environ, INFOVIEW_THREADS="1", GIT_CONFIG_NOSYSTEM="1", HOME=box, LC_ALL="C.UTF-8")


def at(*names):
    return os.path.join(box, "now", *names)


def run(*words, cwd=None):
    return subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def git(machine, *words):
    done = run("git", "-C", at(machine), *words)
    if done.returncode:
        raise Wrong("git %s: %s" % (" ".join(words), done.stderr))
    return done.stdout


def sync(machine, *before):
    return run(*before, INFOVIEW, "-C", at(machine), "sync", "--no-input")


class Wrong(Exception):
    """What was found at one place; the others are tried nevertheless."""


def write(machine, name, text, mode="w"):
    os.makedirs(at(machine, "contacts"), exist_ok=True)
    with open(at(machine, "contacts", name + ".md"), mode) as out:
        out.write(text)


def make(scene):
    """The words that must be found at the end."""
    shutil.rmtree(os.path.join(box, "now"), ignore_errors=True)
    os.makedirs(at("one"))
    with open(os.path.join(box, ".gitconfig"), "w") as out:
        out.write("[user]\n name = Jo\n email = jo@test.example\n[init]\n defaultBranch = main\n[gc]\n auto = 0\n"
                  "[maintenance]\n auto = false\n")
    run("git", "init", "-q", "--bare", at("remote.git"))
    run("git", "init", "-q", "--template=", at("one"))
    with open(at("one", "infoview.yaml"), "w") as out:
        out.write("format: 1\n")
    for name in ("ana", "bo", "cy"):
        write("one", name, NOTE.format(name))
    git("one", "remote", "add", "origin", "../remote.git")
    assert sync("one").returncode == 0
    run("git", "clone", "-q", "--template=", at("remote.git"), at("two"))
    words = []
    if scene != "send":
        write("two", "ana", "- 2026-11-20 call: THERE-LINE\n", "a")
        write("two", "new", NOTE.format("THERE-NEW"))
        os.remove(at("two", "contacts", "cy.md"))
        assert sync("two").returncode == 0
        words += ["THERE-LINE", "THERE-NEW"]
    if scene != "forward":
        write("one", "ana", "- 2026-11-19 call: HERE-LINE\n", "a")
        write("one", "mine", NOTE.format("HERE-NEW"))
        words += ["HERE-LINE", "HERE-NEW"]
    git("one", "remote", "set-url", "origin", at("remote.git"))
    git("two", "remote", "set-url", "origin", at("remote.git"))
    shutil.rmtree(os.path.join(box, "fresh"), ignore_errors=True)
    shutil.copytree(at(), os.path.join(box, "fresh"), symlinks=True)
    return words


def refresh():
    shutil.rmtree(at())
    shutil.copytree(os.path.join(box, "fresh"), at(), symlinks=True)


def everything(machine):
    text, names = "", []
    for folder, inner, here in os.walk(at(machine)):
        if ".git" in inner:
            inner.remove(".git")
        for name in here:
            names.append(name)
            with open(os.path.join(folder, name)) as source:
                text += source.read()
    return text, names


def locks(machine):
    for folder, _, names in os.walk(at(machine, ".git")):
        for name in names:
            if name.endswith(".lock") and name != "infoview.lock":
                yield os.path.relpath(os.path.join(folder, name), at(machine))


def judge(words, call):
    for machine in ("one", "two", "one", "two"):
        done = sync(machine)
        if done.returncode:
            raise Wrong("the next sync of %s: status %d: %s%s" % (machine, done.returncode, done.stdout, done.stderr))
    for machine in ("one", "two"):
        text, names = everything(machine)
        missing = [w for w in words if w not in text]
        if missing:
            raise Wrong("%s lacks %s" % (machine, missing))
        left = [n for n in names if n.endswith(".tmp") and not call.startswith("unlink") or "conflict" in n]
        if left:
            raise Wrong("left on %s: %s" % (machine, left))
        if git(machine, "status", "--porcelain").strip():
            raise Wrong("%s: %s" % (machine, git(machine, "status", "--porcelain")))
        if list(locks(machine)):
            raise Wrong("%s: %s" % (machine, list(locks(machine))))
        git(machine, "fsck", "--no-dangling")
    if git("one", "rev-parse", "HEAD") != git("two", "rev-parse", "HEAD"):
        raise Wrong("two commits")


def try_one(call, count, words):
    refresh()
    done = fault.disturbed(call, count)
    if KIND != "KILL" and (done.returncode not in (0, 3, 4) or (done.returncode and not done.stderr)):
        raise Wrong("status %d: %s%s" % (done.returncode, done.stdout, done.stderr))
    for name in everything("one")[1]:
        if KIND == "KILL" and re.fullmatch(r"\.infoview-\d+-(\d+|gone)\.tmp", name):
            for folder, _, names in os.walk(at("one")):
                if name in names:
                    os.remove(os.path.join(folder, name))
    judge(words, call)


fault = faults.Faults(KIND, at(), lambda *before: sync("one", *before), follow=False)
tried, wrong = 0, []
for scene in SCENES:
    words = make(scene)
    found = fault.places()
    for call, count, rest in found[::STEP]:
        tried += 1
        try:
            try_one(call, count, words)
        except Wrong as problem:
            wrong.append("%s, %s %d (%s): %s" % (scene, call, count, rest[:120], problem))
shutil.rmtree(box, ignore_errors=True)
print("%d places of %s: sync %s: %d wrong" % (tried, KIND, ", ".join(SCENES), len(wrong)))
print("\n".join(wrong), file=sys.stderr)
sys.exit(bool(wrong))

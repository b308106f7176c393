"""clone_faults.py INFOVIEW STEP - kills `init --clone` at each STEP-th of its system calls that write.

Two remotes: one that holds a vault, one with nothing. After each kill the same command is run again: the folder then holds what the
remote does (of the empty one: a new vault with one commit), nothing is left to commit, no lock and no mark is left.
"""
import os
import shutil
import subprocess
import sys
import tempfile

import faults

INFOVIEW, STEP = sys.argv[1], int(sys.argv[2])

box = tempfile.mkdtemp()
env = dict(os.environ, INFOVIEW_THREADS="1", GIT_CONFIG_NOSYSTEM="1", HOME=box, LC_ALL="C.UTF-8", GIT_CEILING_DIRECTORIES=box)
for name in ("GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME"):
    env.pop(name, None)


def run(*words):
    return subprocess.run(words, cwd=box, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def git(*words):
    done = run("git", "-C", "here", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def clone(remote, *before):
    for name in ("here", ".config"):
        shutil.rmtree(os.path.join(box, name), ignore_errors=True)
    return run(*before, INFOVIEW, "init", "--clone", remote, "here")


def judge(remote):
    done = run(INFOVIEW, "init", "--clone", remote, "here")
    if done.returncode == 2 and "not empty" in done.stderr:  # killed behind the last step
        done = run(INFOVIEW, "-C", "here", "check")
    assert done.returncode == 0, "again: status %d: %s" % (done.returncode, done.stderr)
    assert git("status", "--porcelain") == "", git("status", "--porcelain")
    assert git("log", "--format=%s") == "init: new vault\n", git("log")
    assert git("config", "merge.infoview.driver") and git("rev-parse", "--abbrev-ref", "HEAD") == "main\n"
    git("fsck", "--no-dangling")
    left = [n for _, _, names in os.walk(os.path.join(box, "here")) for n in names
            if n.endswith(".lock") and n != "infoview.lock" or n == "infoview-clone" or "conflict" in n]
    assert not left, left


with open(os.path.join(box, ".gitconfig"), "w") as out:
    out.write("[user]\n name = Jo\n email = jo@test.example\n[init]\n defaultBranch = main\n")
run(INFOVIEW, "init", "vault")
run("git", "clone", "-q", "--bare", "vault", "full.git")
run("git", "init", "-q", "--bare", "empty.git")
tried = wrong = 0
for remote in ("full.git", "empty.git"):
    fault = faults.Faults("KILL", os.path.join(box, "here"), lambda *before: clone(remote, *before), follow=False)
    for call, count, _ in fault.places()[::STEP]:
        tried += 1
        fault.disturbed(call, count)
        try:
            judge(remote)
        except AssertionError as problem:
            wrong += 1
            print("%s, %s %d: %s" % (remote, call, count, problem), file=sys.stderr)
shutil.rmtree(box, ignore_errors=True)
print("%d kills of init --clone: %d wrong" % (tried, wrong))
sys.exit(bool(wrong))

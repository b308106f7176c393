"""repo_faults.py PROBE KIND STEP - ends or disturbs a commit at each of its system calls, and looks at what is left.

KIND is KILL, or the name of an error (ENOSPC, EIO) that the call gives. Of the places found in one undisturbed run, every
STEP-th is tried, each on a fresh copy of a repository in which the user has staged and edited things. After each:
the repository is sound, HEAD is the old commit or a new one of ours, whole; every file is the old or the new one, whole; what
the user staged elsewhere stays; and the next command works and leaves nothing behind. After an error the program must
also have said so, unless it could do without.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

import faults

PROBE, KIND, STEP = sys.argv[1], sys.argv[2], int(sys.argv[3])
# With a hook, git commits; then infoview alone is ended, while git goes on.
HOOK = os.environ.get("FAULT_HOOK")
OURS = {"people/ana.md", "people/new.md", "people/bo.md"}

box = tempfile.mkdtemp()
repo = os.path.join(box, "repo")


def git(*args, check=True):
    run = subprocess.run(["git", "-C", repo, *args], capture_output=True, text=True)
    if check and run.returncode:
        sys.exit("git %s: %s" % (" ".join(args), run.stderr))
    return run.stdout


def write(path, text):
    with open(os.path.join(repo, path), "w") as f:
        f.write(text)


def read(path):
    try:
        with open(os.path.join(repo, path)) as f:
            return f.read()
    except FileNotFoundError:
        return None


def make():
    os.mkdir(repo)
    git("init", "-q")
    os.mkdir(os.path.join(repo, "people"))
    for name in ("people/ana.md", "people/bo.md", "staged", "both", "edited"):
        write(name, name + "\n")
    git("add", ".")
    git("commit", "-qm", "base")
    write("staged", "s\n")
    write("both", "b\n")
    git("add", "staged", "both")
    write("both", "bb\n")
    write("edited", "e\n")
    write("people/ana.md", "ana\nmine\n")
    if HOOK:
        path = os.path.join(repo, ".git/hooks/pre-commit")
        write(path, "#!/bin/sh\nexit 0\n")
        os.chmod(path, 0o755)
    if os.environ.get("FAULT_DETACHED"):
        git("checkout", "-q", "--detach")
    shutil.copytree(repo, repo + ".fresh", symlinks=True)


def refresh():
    shutil.rmtree(repo)
    shutil.copytree(repo + ".fresh", repo, symlinks=True)


COMMAND = [PROBE, "commit", repo, "thank: Ana", "thank ana", "people/ana.md+ours", "people/new.md=neu", "people/bo.md-"]


def judge(where, status, said):
    def bad(why):
        sys.exit("%s at %s: %s\n%s\n%s" % (KIND, where, why, said, git("status", check=False)))

    fsck = subprocess.run(["git", "-C", repo, "fsck", "--strict", "--full"], capture_output=True, text=True)
    if fsck.returncode or [l for l in (fsck.stdout + fsck.stderr).splitlines() if not l.startswith(("dangling", "Checking"))]:
        bad("fsck: " + fsck.stdout + fsck.stderr)
    subjects = git("log", "--format=%s").splitlines()
    history = ["thank: Ana", "edit: people/ana.md", "base"]
    if subjects not in (history, history[1:], history[2:]):
        bad("HEAD: %s" % subjects)
    if subjects == history and git("show", "HEAD:people/ana.md") != "ana\nmine\nours\n":
        bad("the commit is not whole")
    if KIND != "KILL" and status == 0 and subjects != history:
        bad("said to be committed, but is not")
    if KIND != "KILL" and status not in (0, 1, 3):
        bad("ended with %d" % status)
    if read("people/ana.md") not in ("ana\nmine\n", "ana\nmine\nours\n") or read("people/new.md") not in (None, "neu\n"):
        bad("a file is not whole")
    if read("people/bo.md") not in (None, "people/bo.md\n"):
        bad("a file is not whole")

    def elsewhere():
        return [l for l in git("status", "--porcelain").splitlines() if l[3:] not in OURS and not l.endswith(".tmp")]

    if elsewhere() != ["MM both", " M edited", "M  staged"]:
        bad("elsewhere: %s" % elsewhere())
    staged = [l for l in git("diff", "--cached", "--name-only").splitlines() if l in OURS]
    if KIND != "KILL" and status and staged and not os.path.exists(os.path.join(repo, ".git/infoview-commit")):
        bad("left staged: %s" % staged)
    # The next command.
    again = subprocess.run([PROBE, "commit", repo, "log: Ana", "log ana", "people/ana.md+again", "people/new.md+again",
                            "people/bo.md+again"], capture_output=True, text=True)
    if again.returncode or "left:" in again.stdout:
        bad("the next one: %s" % again.stdout)
    if elsewhere() != ["MM both", " M edited", "M  staged"]:
        bad("elsewhere, after the next one: %s" % elsewhere())
    mine = [l for l in git("status", "--porcelain").splitlines() if l[3:] in OURS]
    if mine:
        bad("after the next one: %s" % mine)
    if git("show", "HEAD:people/ana.md") != read("people/ana.md"):
        bad("the next commit is not what is on disk")
    litter = [n for n in os.listdir(os.path.join(repo, ".git")) if n.startswith(("infoview", ".infoview")) or n.endswith(".lock")]
    if litter != ["infoview.lock"]:
        bad("left behind: %s" % litter)


def commit(*before):
    run = subprocess.run([*before, *COMMAND], capture_output=True, text=True)
    if HOOK:
        time.sleep(0.5)
    return run


make()
fault = faults.Faults(KIND, repo, commit, follow=not HOOK)
found = fault.places(["poll"] if HOOK else [])
if KIND != "KILL":  # without the probe's own writing of a file
    found = [place for place in found if not ("/people" in place[2] and "tmp" in place[2])]
tried = 0
outcomes = {}
for call, number, rest in found[::STEP]:
    refresh()
    run = fault.disturbed(call, number)
    judge("%s %d (%s)" % (call, number, rest[:160]), run.returncode, run.stdout + run.stderr)
    tried += 1
    outcomes[run.returncode] = outcomes.get(run.returncode, 0) + 1
shutil.rmtree(box)
print("%s: %d of %d places tried; ended with %s" % (KIND, tried, len(found), outcomes))

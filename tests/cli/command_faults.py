"""command_faults.py INFOVIEW SCENE KIND STEP - ends or disturbs a whole command at each of its system calls.

KIND is KILL, or the name of an error (ENOSPC, EIO) that the call gives; SCENE names a command of SCENES, with `-nogit` behind
it where there is to be no repository. Of the calls that touch the vault in one undisturbed run every STEP-th is tried, each
on a fresh copy of a vault in which the user has staged and edited things. After each:

- every file is the one before or the one after, whole; after an error it is all of them, and what the program said is so;
- HEAD is the old commit, that of the user's own edits, or the new one, whole; the repository is sound;
- the exit status is 0 and all is done, or 3 (4: somebody has to look) with a message; 2 only where the record could not be
  read; nothing else;
- what a kill leaves behind beside the files is one temporary file at most, which git and infoview do not see;
- the next command works, commits what it should, and leaves no lock behind.
"""
import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile

import faults

INFOVIEW, SCENE, KIND, STEP = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
IS_GIT = not SCENE.endswith("-nogit")

# name: the command, the next one, and the subject of the commit.
SCENES = {
    "thank": ("thank ana", "set 2026-11-18-ana via phone", "thank: Ana Lima"),
    "new": ("new contact Zoe --org Solar", "set zoe role Planner", "new contact: Zoe"),
    "move": ("move kofi --on 2026-11-27", "set kofi role Planner", "move: Kofi Mensah"),
    "tell": ("draft tell bo --sent", "log bo call Again", "draft tell: Bo Chen"),
    "undo": ("undo", "log kofi call Again", "undo: move: Kofi Mensah"),
}
COMMAND, NEXT, SUBJECT = SCENES[SCENE.replace("-nogit", "")]

box = tempfile.mkdtemp()
vault = os.path.join(box, "vault")
os.environ.update(INFOVIEW_TODAY="2026-11-21", INFOVIEW_THREADS="1")


def git(*args, check=True):
    run = subprocess.run(["git", "-C", vault, *args], capture_output=True, text=True)
    if check and run.returncode:
        sys.exit("git %s: %s" % (" ".join(args), run.stderr))
    return run.stdout


def infoview(words, *before):
    return subprocess.run([*before, INFOVIEW, "-C", vault, *words.split()], capture_output=True, text=True, stdin=subprocess.DEVNULL)


def write(path, text):
    os.makedirs(os.path.dirname(os.path.join(vault, path)), exist_ok=True)
    with open(os.path.join(vault, path), "w") as f:
        f.write(text)


def files():
    """Every file of the vault but git's, with its text."""
    found = {}
    for folder, names, here in os.walk(vault):
        if ".git" in names:
            names.remove(".git")
        for name in here:
            path = os.path.join(folder, name)
            with open(path) as f:
                found[os.path.relpath(path, vault)] = f.read()
    return found


def is_litter(path):
    return re.fullmatch(r"\.infoview-\d+-(\d+|gone)\.tmp", os.path.basename(path))


def make():
    os.mkdir(vault)
    write("infoview.yaml", "format: 1\ngoal: none\n")
    write("contacts/ana-lima.md", "---\nname: Ana Lima\nreferred_by: bo-chen\n---\n")
    write("contacts/bo-chen.md", "---\nname: Bo Chen\n---\nSee [[2026-11-24-kofi]].\n")
    write("contacts/kofi-mensah.md", "---\nname: Kofi Mensah\n---\n")
    write("interviews/2026-11-18-ana.md", "---\ncontact: ana-lima\ndate: 2026-11-18\nstatus: done\nthanked:\n---\n" + "A note.\n" * 99)
    write("interviews/2026-11-24-kofi.md", "---\ncontact: kofi-mensah\ndate: 2026-11-24\n---\n")
    for name in ("staged", "both", "edited"):
        write(name, name + "\n")
    if IS_GIT:
        git("init", "-q", "--template=", "-b", "main")
        write(".gitignore", ".infoview-*.tmp\n")
        git("add", ".")
        git("commit", "-qm", "base")
        write(".git/infoview-maintenance", "")  # done today: no other program runs in the background
    if SCENE.startswith("undo") and infoview("move kofi --on 2026-11-27").returncode:
        sys.exit("cannot move")
    if IS_GIT:
        write("staged", "s\n")
        write("both", "b\n")
        git("add", "staged", "both")
    write("both", "bb\n")
    write("edited", "e\n")
    if SCENE.startswith("thank"):
        write("interviews/2026-11-18-ana.md", files()["interviews/2026-11-18-ana.md"] + "By hand.\n")
    shutil.copytree(vault, vault + ".fresh", symlinks=True)


def refresh():
    shutil.rmtree(vault)
    shutil.copytree(vault + ".fresh", vault, symlinks=True)


def elsewhere():
    return [l for l in git("status", "--porcelain").splitlines() if l[3:] in ("staged", "both", "edited")]


def log():
    return git("log", "--format=%s").splitlines()


class Wrong(Exception):
    """What was found at one place; the others are tried nevertheless."""


class Scene:
    """What the undisturbed command comes to."""

    def __init__(self):
        self.old = files()
        self.old_log = log() if IS_GIT else []
        self.places = fault.places()
        self.new = files()
        if IS_GIT:
            subjects = log()
            self.logs = [subjects[i:] for i in range(len(subjects) - len(self.old_log) + 1)]
            if subjects[0] != SUBJECT or elsewhere() != ["MM both", " M edited", "M  staged"]:
                sys.exit("undisturbed: %s %s" % (subjects, elsewhere()))
        self.touched = sorted(p for p in self.old.keys() | self.new.keys() if self.old.get(p) != self.new.get(p))
        self.outcomes = collections.Counter()

    def judge(self, where, status, said):
        def bad(why):
            raise Wrong("%s %s at %s: %s\nstatus %s\n%s%s" % (SCENE, KIND, where, why, status, said, git("status", "--short", check=False)))

        now = files()
        litter = [p for p in now if is_litter(p)]
        for path in litter:
            del now[path]
        if status == 0 and "could not be read" in said and any(now.get(p) != self.new[p] for p in self.new):
            # What has to be done was looked for in what could be read, and that is said.
            self.outcomes["did what could be known"] += 1
            return
        self.check_files(bad, now, litter, where)
        subjects = self.check_git(bad) if IS_GIT else []
        if KIND != "KILL":
            self.check_said(bad, now, subjects, status, said, where)
        self.check_next(bad, now)

    def check_files(self, bad, now, litter, where):
        for path in now.keys() | self.old.keys() | self.new.keys():
            if now.get(path) not in (self.old.get(path), self.new.get(path)):
                bad("%s is neither the old file nor the new one: %r" % (path, now.get(path)))
        if not any(all(now.get(p) == texts.get(p) for p in texts if p in self.touched) for texts in (self.old, self.new)) and KIND != "KILL":
            bad("one part of the files is old, the other new: %s" % sorted(now))
        for path in self.touched:
            # A note that moves is never away: it may stand in both places for a moment.
            if path in self.old and path not in self.new and path not in now and not any(
                    p in now for p in self.touched if p in self.new and p not in self.old):
                bad("%s is lost" % path)
        if len(litter) > 1 or litter and KIND != "KILL" and "unlink" not in where:
            bad("left behind: %s" % litter)
        if litter:
            self.outcomes["left a temporary file"] += 1
        if litter and IS_GIT and ".infoview-" in git("status", "--porcelain"):
            bad("git sees what was left behind")

    def check_git(self, bad):
        fsck = subprocess.run(["git", "-C", vault, "fsck", "--strict", "--full"], capture_output=True, text=True)
        if fsck.returncode or [l for l in (fsck.stdout + fsck.stderr).splitlines() if not l.startswith(("dangling", "Checking"))]:
            bad("fsck: " + fsck.stdout + fsck.stderr)
        subjects = log()
        if subjects not in self.logs:
            bad("HEAD: %s" % subjects)
        if subjects[0] == SUBJECT and len(subjects) == len(self.logs[0]):
            for path in self.touched:
                if git("show", "HEAD:" + path, check=False) != self.new.get(path, ""):
                    bad("the commit is not whole: %s" % path)
        if elsewhere() != ["MM both", " M edited", "M  staged"]:
            bad("elsewhere: %s" % elsewhere())
        return subjects

    def check_said(self, bad, now, subjects, status, said, where):
        is_new = all(now.get(p) == self.new.get(p) for p in self.touched)
        is_committed = not IS_GIT or subjects == self.logs[0]
        if status not in (0, 2, 3, 4):
            bad("ended with %d" % status)
        if status and "infoview: " not in said:
            bad("failed without a word")
        if status == 0 and not is_new:
            bad("success, but nothing is done")
        if status == 2 and "could not be read" not in said:
            bad("called a wrong usage, and what could not be read is not named")
        if status == 0 and not is_committed and "not committed" not in said:
            bad("success, but it is not committed, and nothing is said")
        if ("nothing was written" in said or status == 2) and (is_new or subjects and subjects[0] == SUBJECT):
            bad("said not to be written, but is")
        if "saved, but not committed" in said and not is_new:
            bad("said to be saved, but is not")
        if status and is_new and "saved" not in said and "committed" not in said:
            bad("it is written, but not said to be")

    def check_next(self, bad, now):
        """The next command on the same record; for a file that is not there yet, the same one again first."""
        words = NEXT
        if "contacts/zoe.md" in self.new and "contacts/zoe.md" not in now:
            words = COMMAND
        again = infoview(words)
        if again.returncode or again.stderr and IS_GIT:
            bad("the next one, %s: %d %s%s" % (words, again.returncode, again.stdout, again.stderr))
        after = files()
        changed = [p for p in after.keys() | now.keys() if after.get(p) != now.get(p) and not is_litter(p)]
        if len(changed) != 1:
            bad("the next one changed %s" % changed)
        if not IS_GIT:
            return
        if git("show", "HEAD:" + changed[0]) != after[changed[0]]:
            bad("the next commit is not what is on disk")
        staged = set(git("diff", "--cached", "--name-only").splitlines()) - {"staged", "both"}
        if staged or elsewhere() != ["MM both", " M edited", "M  staged"]:
            bad("after the next one: staged %s, elsewhere %s" % (staged, elsewhere()))
        left = [n for n in os.listdir(os.path.join(vault, ".git")) if n.startswith(("infoview", ".infoview")) or n.endswith(".lock")]
        if sorted(left) != ["infoview-maintenance", "infoview.lock"]:
            bad("left behind in .git: %s" % left)


make()
fault = faults.Faults(KIND, vault, lambda *before: infoview(COMMAND, *before))
scene = Scene()
tried, wrong = 0, []
for call, number, rest in scene.places[::STEP]:
    refresh()
    run = fault.disturbed(call, number)
    if KIND == "KILL" and run.returncode == 0:
        continue  # the new commit has another hash, and so a call less
    try:
        scene.judge("%s %d (%s)" % (call, number, rest[:160]), run.returncode, run.stdout + run.stderr)
    except Wrong as found:
        wrong.append(str(found))
    tried += 1
    scene.outcomes["killed" if run.returncode == -9 else "exit %d" % run.returncode] += 1
shutil.rmtree(box)
print("%s %s: %d of %d places tried; %s" % (SCENE, KIND, tried, len(scene.places), dict(scene.outcomes)))
if wrong:
    sys.exit("\n\n".join(wrong))

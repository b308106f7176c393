"""build_faults.py INFOVIEW VAULT KIND STEP - ends or disturbs a build at each of its system calls, over a site that is there.

KIND is KILL, or the name of an error (ENOSPC, EIO) that the call gives. The vault has changed since the site was built: pages are
new, changed, and no longer needed. Of the calls that touch the site in one undisturbed run every STEP-th is tried, each on a
fresh copy. After each:

- every page is there that was and still is; each is the old one or the new one, whole (but for one that was not there before, that
  nothing leads to yet, and that a kill cut off), and nothing else is there but temporary files whose names begin with a dot;
- from the first page, and from every page of the old site that stays, every link and fragment leads somewhere, and so on from there: what is left is
  an old site that works, or a new one, or pages of both that agree. (New pages that nothing leads to yet may wait for each other.)
- after an error the exit status is 0 and all is new, or 3 with a message; temporary files stay only where they cannot be removed;
- the next build makes of it what a build of its own makes, and leaves nothing behind.
"""
import collections
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

import faults

INFOVIEW, VAULT, KIND, STEP = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])

box = tempfile.mkdtemp()
site = os.path.join(box, "site")
vault = os.path.join(box, "vault")
os.environ.update(INFOVIEW_TODAY="2026-11-21", INFOVIEW_THREADS="1")


def build(folder, *before):
    return subprocess.run([*before, INFOVIEW, "-C", vault, "build", "-o", folder], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL)


def files(folder):
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(at, name), "rb") as file:
                found[os.path.relpath(os.path.join(at, name), folder)] = file.read()
    return found


def pages(found):
    return {path: text for path, text in found.items() if not os.path.basename(path).startswith(".")}


def litter(found):
    return [path for path in found if os.path.basename(path).startswith(".infoview-") and path.endswith(".tmp")]


def dead_links(found, starts):
    """Links from these pages on that lead nowhere; and all pages that they lead to."""
    ids = lambda path: set(re.findall(r'\bid="([^"]*)"', found[path].decode()))
    waiting, seen, dead = [p for p in starts if p in found], set(), []
    while waiting:
        path = waiting.pop()
        if path in seen or not path.endswith(".html"):
            continue
        seen.add(path)
        for link in re.findall(r'\b(?:href|src)="([^"]*)"', found[path].decode()):
            parts = urllib.parse.urlsplit(html.unescape(link))
            if parts.scheme:
                continue
            to = os.path.normpath(os.path.join(os.path.dirname(path), urllib.parse.unquote(parts.path))) if parts.path else path
            if to not in found or parts.fragment and html.escape(urllib.parse.unquote(parts.fragment)) not in ids(to):
                dead.append("%s: %s" % (path, link))
            else:
                waiting.append(to)
    return dead, seen


def edit(path, old, new):
    path = os.path.join(vault, path)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert old in text, path
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(old, new))


def make():
    """The old site, kept aside; the vault as it has become since; what a build of its own makes of that."""
    shutil.copytree(VAULT, vault)
    for folder in ("site", ".git"):
        shutil.rmtree(os.path.join(vault, folder), ignore_errors=True)
    if build(site).returncode:
        sys.exit("cannot build")
    shutil.copytree(site, site + ".old")
    edit("contacts/ana-lima.md", "role: Grid planner", "role: Grid gardener")
    os.rename(os.path.join(vault, "contacts/bo-chen.md"), os.path.join(vault, "contacts/bo-new.md"))
    os.remove(os.path.join(vault, "interviews/2026-11-24-kofi-mensah.md"))
    with open(os.path.join(vault, "contacts/zoe-new.md"), "w", encoding="utf-8") as file:
        file.write("---\nname: Zoe New\nreferred_by: ana-lima\n---\n")
    with open(os.path.join(vault, "interviews/2026-11-25-zoe-new.md"), "w", encoding="utf-8") as file:
        file.write("---\ncontact: zoe-new\ndate: 2026-11-20\nstatus: done\n---\n")
    if build(site + ".new").returncode:
        sys.exit("cannot build anew")


def refresh():
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(site + ".old", site)


class Scene:
    def __init__(self):
        self.old, self.new = files(site + ".old"), files(site + ".new")
        refresh()
        self.places = fault.places()
        self.outcomes = collections.Counter()

    def judge(self, where, run):
        def bad(text):
            wrong.append("%s: %s" % (where, text))

        now = files(site)
        here, old, new = pages(now), pages(self.old), pages(self.new)
        dead, reached = dead_links(now, ["index.html"] + [p for p in old if p in new])
        for path in here.keys() | old.keys() | new.keys():
            is_cut = KIND == "KILL" and path not in old and path not in reached
            if path in here and here[path] not in (old.get(path), new.get(path)) and not (is_cut and new[path].startswith(here[path])):
                bad("%s is neither the old page nor the new one, %d bytes" % (path, len(here[path])))
            if path not in here and path in old and path in new:
                bad("%s is away" % path)
        if dead:
            bad("it does not work: %s" % dead[:6])
        self.outcomes["old" if here == old else "new" if here == new else "pages of both"] += 1
        if KIND != "KILL":
            self.judge_said(bad, run, here == new, litter(now), where)
        again = build(site)
        if again.returncode or files(site) != self.new:
            bad("the next build: %d %s, %s" % (again.returncode, again.stderr,
                                               sorted(p for p in files(site).keys() ^ self.new.keys())))

    def judge_said(self, bad, run, is_new, left, where):
        if run.returncode not in (0, 3):
            bad("ended with %d" % run.returncode)
        if run.returncode and "infoview: " not in run.stderr:
            bad("failed without a word")
        if run.returncode == 0 and not is_new:
            bad("success, but it is not done")
        if left and "unlink" not in where and "getdents" not in where:
            bad("left behind: %s" % left)


wrong = []
make()
fault = faults.Faults(KIND, site, lambda *before: build(site, *before))
scene = Scene()
tried = 0
for call, number, rest in scene.places[::STEP]:
    refresh()
    run = fault.disturbed(call, number)
    scene.judge("%s %d (%s)" % (call, number, rest[:160]), run)
    tried += 1
    scene.outcomes["killed" if run.returncode == -9 else "exit %d" % run.returncode] += 1
shutil.rmtree(box)
print("build %s: %d of %d places tried; %s" % (KIND, tried, len(scene.places), dict(scene.outcomes)))
if wrong:
    sys.exit("\n\n".join(wrong))

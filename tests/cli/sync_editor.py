#!/usr/bin/env python3
"""Editors that save while sync runs, on two machines with one remote: nothing that was saved may be lost.

    sync_editor.py INFOVIEW FOLDER SECONDS [SEED]

Each machine is synced without a pause while three editors work in its notes, each in a way of its own: one empties the file and
writes it anew, one puts a new file in its place, one moves the file aside and then writes a new one. They are careful as good editors
are: each looks, at the moment of saving, whether the file is still the one that it read, and reads it again if not; none saves a file
twice within a twentieth of a second. Every save adds a line with a word of its own. At the end both machines agree, every word is in a file, and git finds nothing to complain of.
"""
import ctypes
import os
import random
import shutil
import subprocess
import sys
import threading
import time

infoview, folder, seconds = sys.argv[1], os.path.join(sys.argv[2], "editors"), float(sys.argv[3])
seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
NOTE = "---\nname: Person {0}\nphone: '{0}'\n---\n# Person {0}\n\n## Log\n\n- 2026-01-01 note: begun {0}\n"
NOTES = 3
PATIENCE = 2000  # a file that is away comes back within so many looks

libc = ctypes.CDLL(None, use_errno=True)
env = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
       "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
lock, words, counts, problems = threading.Lock(), [], {"saves": 0, "syncs": 0}, []
stop = threading.Event()


def run(*command, cwd=None):
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def sync(machine):
    done = run(infoview, "-C", machine, "sync", "--no-input")
    with lock:
        counts["syncs"] += 1
    if done.returncode not in (0, 4) and "kept sending to" not in done.stderr:
        with lock:
            problems.append("sync: status %d: %s%s" % (done.returncode, done.stdout, done.stderr))
    return done


def exchange(one, other):
    """renameat2(RENAME_EXCHANGE): the editor sees for certain what its file took the place of."""
    if libc.renameat2(-100, one.encode(), -100, other.encode(), 2) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), other)


def read(path):
    for _ in range(PATIENCE):
        try:
            with open(path) as source:
                return source.read()
        except FileNotFoundError:
            time.sleep(0.001)
    raise AssertionError(path + " went away for good")


def with_line(text, line):
    """Before the last line: behind it, sides would always touch the same place."""
    start, mark, rest = text.partition("## Log\n\n")
    return start + mark + line + rest if mark else text + line


def save_in_place(path, line):
    for _ in range(PATIENCE):
        try:
            with open(path, "r+") as file:
                text = file.read()
                file.seek(0)
                file.truncate()
                if random.random() < 0.5:
                    time.sleep(random.random() * 0.01)
                file.write(with_line(text, line))
                return
        except FileNotFoundError:
            time.sleep(0.001)


def save_by_rename(path, line):
    temporary = os.path.dirname(path) + "/.rename~"
    expected = read(path)
    text = with_line(expected, line)
    while True:
        with open(temporary, "w") as out:
            out.write(text)
        exchange(temporary, path)
        with open(temporary) as replaced:
            now = replaced.read()
        if now == expected:
            return
        expected, text = text, with_line(now, line)  # it was another file by then: its lines and ours, once more


def save_with_backup(path, line):
    backup = os.path.dirname(path) + "/.backup~"
    read(path)
    os.rename(path, backup)
    with open(backup) as source:
        text = with_line(source.read(), line)
    if random.random() < 0.3:
        time.sleep(random.random() * 0.02)
    while True:
        try:
            with open(path, "x") as out:
                out.write(text)
            return
        except FileExistsError:  # somebody wrote one meanwhile
            os.rename(path, backup)
            with open(backup) as source:
                text += "\n" + source.read()


def edit(machine, number, save):
    chance = random.Random(f"{seed} {machine} {number}")
    path = f"{machine}/contacts/p{number}.md"
    while not stop.is_set():
        with lock:
            word = f"W{len(words)}E"
            words.append(word)
            counts["saves"] += 1
        save(path, f"- 2026-{chance.randint(1, 11):02d}-{chance.randint(1, 28):02d} call: {word}\n")
        time.sleep(0.05 + chance.random() * 0.1)


def keep_syncing(machine):
    while not stop.is_set():
        sync(machine)


def guarded(work, *arguments):
    try:
        work(*arguments)
    except Exception as problem:  # a thread's own would end nothing
        with lock:
            problems.append(repr(problem))


def files(machine):
    found = {}
    for place, inner, names in os.walk(machine):
        if ".git" in inner:
            inner.remove(".git")
        for name in (n for n in names if not n.endswith("~")):
            with open(os.path.join(place, name), errors="surrogateescape") as source:
                found[os.path.relpath(os.path.join(place, name), machine)] = source.read()
    return found


shutil.rmtree(folder, ignore_errors=True)
machines = [folder + "/one", folder + "/two"]
os.makedirs(machines[0] + "/contacts")
with open(folder + "/.gitconfig", "w") as out:
    out.write("[user]\n name = T\n email = t@example.org\n[init]\n defaultBranch = main\n[gc]\n auto = 0\n")
with open(machines[0] + "/infoview.yaml", "w") as out:
    out.write("format: 1\n")
with open(machines[0] + "/.gitignore", "w") as out:
    out.write("*~\n")
for i in range(NOTES):
    with open(f"{machines[0]}/contacts/p{i}.md", "w") as out:
        out.write(NOTE.format(i))
run("git", "init", "-q", "--bare", folder + "/remote.git")
run("git", "init", "-q", machines[0])
run("git", "remote", "add", "origin", folder + "/remote.git", cwd=machines[0])
sync(machines[0])
run("git", "clone", "-q", folder + "/remote.git", machines[1])

ways = [save_in_place, save_by_rename, save_with_backup]
threads = [threading.Thread(target=guarded, args=(edit, m, i, ways[(i + k) % len(ways)]))
           for k, m in enumerate(machines) for i in range(NOTES)]
threads += [threading.Thread(target=guarded, args=(keep_syncing, m)) for m in machines]
for thread in threads:
    thread.start()
time.sleep(seconds)
stop.set()
for thread in threads:
    thread.join()
for _ in range(10):
    for m in machines:
        sync(m)
    if files(machines[0]) == files(machines[1]) and run("git", "rev-parse", "HEAD", cwd=machines[0]).stdout == run(
            "git", "rev-parse", "HEAD", cwd=machines[1]).stdout:
        break
else:
    problems.append("the machines do not agree")
for m in machines:
    text = "\n".join(files(m).values())
    lost = [w for w in words if w not in text]
    if lost:
        problems.append(f"{m} lacks {len(lost)} lines: {lost[:5]}")
    if run("git", "fsck", "--no-dangling", cwd=m).returncode:
        problems.append("git fsck: " + m)
aside = sum("conflict-" in n for n in files(machines[0]))
if problems:
    print("\n".join(problems[:10]) + f"\nleft in {folder}")
    sys.exit(1)
shutil.rmtree(folder)
print(f"seed {seed}: {counts['saves']} saves during {counts['syncs']} syncs, {aside} versions put aside: nothing lost")

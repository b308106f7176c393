#!/usr/bin/env bats
# A build under faults, over a site that is there: ended or disturbed at any call that touches it. What must hold then stands in
# build_faults.py. FAULT_STEP=1 tries every place (some minutes).

load helper

setup() {
    use_home
    export INFOVIEW_TODAY=2026-11-21 TMPDIR=$BATS_TEST_TMPDIR
}

# faults KIND STEP — tries every so many-th place, and says how many that were.
faults() {
    [ -z "${INFOVIEW_SAN:-}" ] || skip 'sanitizers do not work under strace'
    command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null || skip 'no strace, or it may not be used'
    status=0
    python3 "$BATS_TEST_DIRNAME/build_faults.py" "$INFOVIEW" "$top/$example" "$1" "${FAULT_STEP:-$2}" >"$OUT" 2>"$ERR" || blame "$1"
    echo "# $(cat "$OUT")" >&3
}

@test "build: killed at a call that writes: a site that works, and the next build makes it whole" {
    faults KILL 7
}

@test "build: a full disk at any call" {
    faults ENOSPC 19
}

@test "build: an error of the disk at any call" {
    faults EIO 17
}

@test "build: a disk that is full at one place after the other" {
    unshare -m true 2>/dev/null || skip 'no file system may be mounted here'
    mkdir "$work/disk"
    cat >"$work/fill" <<'END'
mount -t tmpfs -o size=900k none "$1" 2>/dev/null || exit 77
cd "$1" && cp -r "$2" vault && "$INFOVIEW" -q -C vault build -o site >/dev/null || exit 1
sed -i 's/^role: Grid planner/role: Grid gardener/' vault/contacts/ana-lima.md
rm vault/contacts/bo-chen.md
printf '%s\n' --- 'name: Zoe New' --- >vault/contacts/zoe.md
cp -r site ../old
head -c 1000000 /dev/zero >filler 2>/dev/null
size=$(stat -c %s filler)
for free in 0 4 8 12 16 24 32 48 64 96 128 256; do
    rm -r site && truncate -s $((size > 400000 ? size - 400000 : 0)) filler && cp -r ../old site || exit 1
    head -c 1000000 /dev/zero >>filler 2>/dev/null
    truncate -s $(($(stat -c %s filler) - free * 1024)) filler
    status=0
    "$INFOVIEW" -q -C vault build -o site >/dev/null 2>&1 || status=$?
    python3 "$3" site >/dev/null || exit 1
    [ -z "$(find site -name '*.tmp')" ] || { echo 'left behind'; exit 1; }
    echo "$free: $status $(grep -c 'Grid gardener' site/p/ana-lima.html)"
done
END
    export INFOVIEW
    status=0
    unshare -m sh "$work/fill" "$work/disk" "$top/$example" "$BATS_TEST_DIRNAME/site.py" >"$OUT" 2>"$ERR" || status=$?
    [ "$status" -ne 77 ] || skip 'no file system may be mounted here'
    [ "$status" -eq 0 ] || blame 'the full disk'
    ! grep -vE ': (0 1|3 0)$' "$OUT" || blame 'neither whole nor not at all'
    grep -q ': 3 0$' "$OUT" || blame 'it was never full'
    grep -q ': 0 1$' "$OUT" || blame 'it was never free again'
    echo "# $(wc -l <"$OUT") sizes: $(sed 's/.*: //' "$OUT" | sort | uniq -c | tr -s ' \n' ' ')" >&3
}

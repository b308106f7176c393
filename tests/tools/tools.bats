#!/usr/bin/env bats
# The checks of the source itself, and each of them fed a bad sample that it must find.

setup() {
    tools=$BATS_TEST_DIRNAME
    top=$tools/../..
    cc=${CC:-cc}
    cd "$BATS_TEST_TMPDIR"
}

# A tree in which $1 holds the lines that follow; floors must fail and say $output.
floors_on() {
    mkdir -p lib/base lib/text lib/vault lib/repo cmd "$(dirname "$1")"
    echo '#include <stddef.h>' >lib/base/str.h
    printf '%s\n' "${@:2}" >"$1"
    run "$tools/floors" .
}

@test "floors: every include of lib and cmd keeps the order" {
    run "$tools/floors" "$top"
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "floors: a good tree passes" {
    floors_on lib/text/md.c '#include "text/md.h"' '#include <cmark.h>' '#include "base/str.h"'
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "floors finds an include from above" {
    floors_on lib/base/str.c '#include "base/str.h"' '#include "text/md.h"'
    [ "$status" -eq 1 ]
    [ "$output" = 'lib/base/str.c:2: "text/md.h": base may include only base' ]
}

@test "floors finds vault in repo, repo in vault, cmd in lib, and an include without its floor" {
    for bad in 'lib/repo/commit.c vault/load.h' 'lib/vault/load.c repo/commit.h' 'lib/vault/load.c cmd/cmd.h' \
        'lib/vault/load.c ../../cmd/cmd.h' 'lib/text/md.c md.h' 'lib/new/x.c base/str.h' 'cmd/main.c nowhere.h'; do
        rm -rf lib cmd
        floors_on "${bad% *}" "#include \"${bad#* }\""
        echo "$bad: $output"
        [ "$status" -eq 1 ]
        [[ $output == "${bad% *}:1: "* ]]
    done
}

@test "floors finds third-party headers out of place" {
    for bad in 'lib/vault/load.c yaml.h' 'lib/text/front.c cmark.h' 'lib/vault/x.c git2.h' 'lib/vault/x.c git2/sys/repository.h' \
        'cmd/report.c jansson.h' 'lib/base/str.c utf8proc.h' 'lib/text/md.h cmark.h' 'lib/text/new.c sqlite3.h'; do
        rm -rf lib cmd
        floors_on "${bad% *}" "  #  include <${bad#* }>"
        echo "$bad: $output"
        [ "$status" -eq 1 ]
        [[ $output == "${bad% *}:1: "* ]]
    done
}

@test "floors finds a second file with cmark.h and _GNU_SOURCE outside the system layer" {
    floors_on lib/text/md_a.c '#include <cmark.h>'
    [ "$status" -eq 0 ]
    floors_on lib/text/html.c '#include <cmark.h>'
    [ "$status" -eq 0 ]
    floors_on lib/text/md_b.c '#include <cmark.h>'
    [ "$status" -eq 1 ]
    rm -r lib
    floors_on lib/base/fs.c '#define _GNU_SOURCE'
    [ "$status" -eq 1 ]
    rm -r lib
    floors_on lib/base/os_linux.c '#define _GNU_SOURCE' '#include <sys/inotify.h>'
    [ "$status" -eq 0 ]
}

# Compiles standard input as NAME.o into an archive of its own and runs symbols on it. Without optimisation: with it
# glibc's atoi is an inline strtol (lint has cert-err34-c for that).
symbols_on() {
    rm -f bad.a
    "$cc" -std=c17 -D_XOPEN_SOURCE=700 ${optimise--O0} -fPIE -w -x c -c -o "$1.o" -
    ar qc bad.a "$1.o"
    run "$tools/symbols" bad.a
    echo "$1: $output"
}

@test "symbols: the library has no variable and calls nothing forbidden" {
    [ -z "${INFOVIEW_SAN-}" ] || skip "sanitizers add variables of their own"
    run "$tools/symbols" "${INFOVIEW_BUILD:-$top/build/release}/libinfoview.a"
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "symbols: constants, also with pointers, are no variables" {
    symbols_on good <<<'static const char *const names[] = {"a", "b"}; const char *name(int i) { return names[i]; }
        const int table[] = {1, 2};'
    [ "$status" -eq 0 ]
}

@test "symbols finds each kind of variable" {
    for bad in 'int counter;' 'int counter = 3;' 'static int counter; int next(void) { return ++counter; }' \
        'int next(void) { static int counter = 7; return ++counter; }' 'const char *name = "x";' \
        '_Thread_local int counter;' '__attribute__((common)) int counter;'; do
        symbols_on bad <<<"$bad"
        [ "$status" -eq 1 ]
        [[ $output == *"can be written"* ]]
    done
}

@test "symbols allows one thread-local pointer in md.o, not two" {
    symbols_on md <<<'static _Thread_local void *arena; void set(void *p) { arena = p; } void *get(void) { return arena; }'
    [ "$status" -eq 0 ]
    symbols_on md <<<'_Thread_local void *arena; _Thread_local int other;'
    [ "$status" -eq 1 ]
}

@test "symbols finds calls that the library must not make" {
    for call in 'printf("%d", atoi(p))' 'puts(p)' 'fprintf(stderr, "%s", p)' 'getenv(p)' 'time(0)' \
        'localtime((void *)p)' 'strcpy(p, q)' 'sprintf(p, "%s", q)' 'strtok(p, q)' 'atoi(p)'; do
        symbols_on bad <<<"#include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <time.h>
            long f(char *p, const char *q) { return (long)$call; }"
        [ "$status" -eq 1 ]
        [[ $output == *"bad.o: calls "* ]]
    done
}

@test "symbols finds a forbidden call behind _FORTIFY_SOURCE" {
    optimise=-O2 symbols_on bad <<<'#define _FORTIFY_SOURCE 2
        #include <string.h>
        char room[8]; void f(const char *q) { strcpy(room, q); }'
    [[ $output == *"calls strcpy"* ]]
}

@test "symbols allows the end of the process in die.o only" {
    for call in 'exit(1)' 'abort()' '_Exit(1)'; do
        symbols_on str <<<"#include <stdlib.h>
            void f(void) { $call; }"
        [ "$status" -eq 1 ]
        symbols_on die <<<"#include <stdlib.h>
            void f(void) { $call; }"
        [ "$status" -eq 0 ]
    done
}

@test "symbols allows another program to be started in child.o only" {
    program='#include <spawn.h>
        int f(pid_t *p, char **v) { return posix_spawn(p, v[0], 0, 0, v, v); }'
    symbols_on str <<<"$program"
    [ "$status" -eq 1 ]
    [[ $output == *'starts programs'* ]]
    symbols_on child <<<"$program"
    [ "$status" -eq 0 ]
    symbols_on child <<<'#include <stdlib.h>
        int f(const char *s) { return system(s); }'
    [ "$status" -eq 1 ]
}

@test "embed keeps every byte, sorts by path, takes dot files, refuses links" {
    "$cc" -std=c17 -D_XOPEN_SOURCE=700 -o embed "$top/templates/embed.c"
    mkdir -p t/init/sub t/demo
    printf '\000\001"\\\377\r\n' >t/init/bytes
    : >t/init/empty
    echo dot >t/init/.gitignore
    echo a >'t/init/sub/ä "b".md'
    echo z >t/demo/z
    ./embed t/./init t/./demo t/./nothing >embedded.c
    cat >main.c <<-'C'
	#include <stdio.h>
	#include "embedded.h"
	int main(void) {
	    for (size_t i = 0; i < embedded_count; i++) {
	        printf("%s %zu\n", embedded_files[i].path, embedded_files[i].size);
	        if (embedded_files[i].data[embedded_files[i].size]) return 1;
	        if (i == 2) fwrite(embedded_files[i].data, 1, embedded_files[i].size, stderr);
	    }
	}
	C
    "$cc" -std=c17 -Wall -Wextra -Wpedantic -Werror -I"$top/cmd" -o main main.c embedded.c
    ./main >list 2>bytes
    cmp bytes t/init/bytes
    diff list - <<-'LIST'
	demo/z 2
	init/.gitignore 4
	init/bytes 7
	init/empty 0
	init/sub/ä "b".md 2
	LIST
    ln -s empty t/init/link
    run ./embed t/./init
    [ "$status" -eq 1 ]
    ./embed t/./nothing >embedded.c
    "$cc" -std=c17 -Wall -Wextra -Wpedantic -Werror -I"$top/cmd" -c embedded.c
}

@test "replay counts inputs, passes links over, names the input that crashes" {
    cat >target.c <<-'C'
	#include <stdint.h>
	#include <stdlib.h>
	#include <stddef.h>
	int LLVMFuzzerTestOneInput(const uint8_t *d, size_t n) { if (n && d[0] == '!') abort(); return 0; }
	C
    "$cc" -std=c17 -D_XOPEN_SOURCE=700 -o replay target.c "$top/tests/fuzz/replay.c"
    mkdir -p in/sub empty
    echo a >in/a
    echo b >in/sub/b
    ln -s / in/link
    run ./replay in -optional nothing
    echo "$output"
    [ "$status" -eq 0 ]
    [ "${lines[1]}" = 'ok 2 - in: 2 inputs' ]
    [[ ${lines[2]} == 'ok 3 - nothing # SKIP skipped'* ]]
    [ "${lines[3]}" = '1..3' ]
    run ./replay -each 2 in
    [ "${lines[1]}" = 'ok 2 - in: 1 inputs' ]
    run ./replay nothing
    [ "$status" -eq 1 ]
    run ./replay empty
    [ "$status" -eq 1 ]
    echo '!' >in/sub/c
    run ./replay in
    [ "$status" -ne 0 ]
    [[ $output == *'crashed: in/sub/c'* ]]
}

@test "a unit program's skip counts as passed, its failure as failed" {
    cat >unit.c <<-'C'
	#include "unit.h"
	static void good(void **state) { (void)state; }
	static void absent(void **state) { (void)state; unit_skip("not here"); }
	static void bad(void **state) { (void)state; assert_int_equal(1, 2); }
	int main(int argc, char **argv) {
	    const struct CMUnitTest two[] = {cmocka_unit_test(good), cmocka_unit_test(absent)};
	    const struct CMUnitTest three[] = {cmocka_unit_test(good), cmocka_unit_test(absent), cmocka_unit_test(bad)};
	    (void)argv;
	    return argc > 1 ? unit_run(three) : unit_run(two);
	}
	C
    "$cc" -std=c17 -D_XOPEN_SOURCE=700 -Wall -Wextra -I"$tools/../unit" -o unit unit.c -lcmocka
    run ./unit
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output == *'ok 2 - absent # SKIP not here'* ]]
    run prove --exec '' ./unit
    [ "$status" -eq 0 ]
    run ./unit fail
    [ "$status" -eq 1 ]
    [[ $output == *'not ok 3 - bad'* ]]
}

@test "need: an unknown purpose is refused, without apt it tells what is missing" {
    run sh "$tools/need" nothing
    [ "$status" -eq 2 ]
    mkdir bin
    run env PATH="$PWD/bin" /bin/sh "$tools/need" build
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output == *libcmark.pc* && $output == *libyaml-dev* ]]
}

@test "need: installs only what is missing, and nothing when nothing is" {
    mkdir bin
    cat >bin/dpkg-query <<-'SH'
	#!/bin/sh
	for last; do :; done
	case " $HERE " in *" $last "*) echo installed ;; *) exit 1 ;; esac
	SH
    printf '#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >>calls\n' >bin/apt-get
    printf '#!/bin/sh\nexec "$@"\n' >bin/sudo
    chmod +x bin/*
    all='gcc libc6-dev pkg-config libcmark-dev libyaml-dev libgit2-dev libutf8proc-dev libssl-dev zlib1g-dev mandoc'
    HERE=$all PATH=$PWD/bin:$PATH run sh "$tools/need" build
    [ "$status" -eq 0 ]
    [ -z "$output" ]
    [ ! -e calls ]
    HERE=${all/libyaml-dev/} PATH=$PWD/bin:$PATH run sh "$tools/need" build
    [ "$status" -eq 0 ]
    diff calls - <<-'CALLS'
	noninteractive -q -y update
	noninteractive -q -y install --no-install-recommends libyaml-dev
	CALLS
}

@test "only what writes, what tells of commits, and doctor reach git: report never initialises libgit2" {
    cd "$BATS_TEST_DIRNAME/../.."
    run grep -lE '(^|[^a-z_])repo_[a-z_]+\(' cmd/*.c lib/base/*.c lib/text/*.c lib/vault/*.c lib/insight/*.c
    [ "$(xargs <<<"$output")" = 'cmd/commits.c cmd/doctor.c cmd/doctor_git.c cmd/editor.c cmd/init_clone.c cmd/init_commit.c cmd/publish_target.c cmd/sync.c cmd/undo.c cmd/write.c' ]
    # What doctor.c calls starts nothing.
    run grep -hoE '(^|[^a-z_])repo_[a-z_]+\(' cmd/doctor.c
    [ "${output// /}" = 'repo_library_version(' ]
}

# infoview: build, test, install. GNU make 4; `make help` lists what there is to do.
#
# Nothing here needs a compiler or pkg-config to be there before a recipe runs: `make demo` and `make check`
# first install what is missing (tests/tools/need), then call make again for the work itself.

# --- what is asked for --------------------------------------------------------------------------------------

PREFIX       ?= /usr/local
SAN          ?=#  sanitizers, e.g. SAN=address,undefined
WERROR       ?=#  1: a compiler warning is an error
V            ?=#  1: show the commands
FUZZ_SECONDS ?= 60#  for each target of `make fuzz`
ORACLE_ARGS  ?= --count 5000#  for tests/oracle/compare.py
TORTURE_SEEDS ?= 200#  of 200 steps each, for `make torture`
TORTURE_IN   ?= $(if $(wildcard /dev/shm),/dev/shm,/tmp)#  where its machines are: fast, and never the disk that you need
DEMO_TODAY   := 2026-11-21

BINDIR = $(DESTDIR)$(PREFIX)/bin
SHARE  = $(DESTDIR)$(PREFIX)/share
MANDIR = $(SHARE)/man

# --- one object tree a set of flags: build/release, build/asan-ubsan, build/lint, build/fuzz ----------------

comma   := ,
FLAVOUR ?= $(if $(SAN),$(subst undefined,ubsan,$(subst thread,tsan,$(subst address,asan,$(subst $(comma),-,$(SAN))))),release)
B       := build/$(FLAVOUR)

PKGS := libcmark yaml-0.1 libgit2 libutf8proc libcrypto zlib

# Asked once, and only when a recipe first needs the answer.
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null))$(PKG_LIBS)

# -Wconversion: lengths and offsets of hostile input must not be cut off in silence. Its sign half is left out:
# it asks for a cast at every ptrdiff_t and ssize_t already known not to be negative.
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
            -Wconversion -Wno-sign-conversion -Wwrite-strings -Wcast-qual -Wpointer-arith -Wundef -Wvla \
            -Wformat=2 -Wimplicit-fallthrough $(if $(WERROR),-Werror)

HARDENING := -fPIE -fstack-protector-strong -fstack-clash-protection
ifneq ($(FLAVOUR),release)
  SAN_FLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)
  CFLAGS    ?= -O1 -g
else
  CFLAGS    ?= -O3 -g -fno-plt -D_FORTIFY_SOURCE=2
endif

CPPFLAGS_ALL = -D_XOPEN_SOURCE=700 -Ilib $(PKG_CFLAGS) $(CPPFLAGS)
CFLAGS_ALL   = -std=c17 -pthread $(WARNINGS) $(HARDENING) $(SAN_FLAGS) $(CFLAGS)
LDFLAGS_ALL  = -pthread -pie -Wl,-z,relro,-z,now $(SAN_FLAGS) $(LDFLAGS)

# --- what there is ------------------------------------------------------------------------------------------

FLOORS    := base text vault insight site repo exchange# bottom up
LIB_SRC   := $(foreach f,$(FLOORS),$(sort $(wildcard lib/$f/*.c)))
CMD_SRC   := $(sort $(wildcard cmd/*.c))
UNIT_ALL  := $(sort $(wildcard tests/unit/test_*.c))
FUZZ_SRC  := $(sort $(wildcard tests/fuzz/fuzz_*.c))
BENCH_SRC := $(sort $(wildcard tests/bench/*.c))
PROBE_SRC := $(sort $(wildcard tests/probe/*.c))
# Those that take longest are begun first, so that at the end no core waits for one of them.
LONG      := $(patsubst %,tests/cli/%.bats,command_faults schema_documents sync repo_faults build_watch doctor corpora hostile publish \
             people pasted edit_corpora init manual sync_transports)
CLI_TESTS := $(LONG) $(filter-out $(LONG),$(sort $(wildcard tests/cli/*.bats)))
# Not under sanitizers: what mostly runs validators, shells and editors, or what another test runs too.
SAN_PASSED_OVER := $(patsubst %,tests/cli/%.bats,schema_documents terminal options completion editors)
TOOL_TESTS := $(sort $(wildcard tests/tools/*.bats))
WEB_ALONE := tests/web/speed.test.js# measures: nothing else may run meanwhile
WEB_LONG  := $(patsubst %,tests/web/%.test.js,links screen sealed markup)
WEB_TESTS := $(WEB_LONG) $(filter-out $(WEB_ALONE) $(WEB_LONG),$(sort $(wildcard tests/web/*.test.js)))
MAN       := $(sort $(wildcard cmd/man/*.[157]))
# Where each shell looks for completions, below share: file of cmd/completions, colon, where it goes.
COMPLETIONS := infoview.bash:bash-completion/completions/infoview _infoview:zsh/site-functions/_infoview \
               infoview.fish:fish/vendor_completions.d/infoview.fish
MAN_TEXT  := $(MAN:cmd/man/%=build/host/man/%)# the pages as they are read
EMBEDDED  := templates/./init templates/./demo templates/./site templates/./seal cmd/./completions build/host/./man# folders that the binary carries

# Unit tests from the bottom floor up: test_date.c and test_date_words.c stand where lib/base/date.c does; one
# that is named after no source comes last.
UNIT_BY_FLOOR := $(foreach m,$(basename $(notdir $(LIB_SRC))),$(filter tests/unit/test_$m.c tests/unit/test_$m_%.c,$(UNIT_ALL)))
UNIT_SRC := $(shell printf '%s\n' $(UNIT_BY_FLOOR) $(UNIT_ALL) | awk 'NF && !seen[$$0]++')

object   = $(patsubst %.c,$B/%.o,$1)
LIB      := $B/libinfoview.a
PROGRAM  := $B/infoview
UNIT     := $(patsubst tests/unit/%.c,$B/unit/%,$(UNIT_SRC))
REPLAY   := $(patsubst tests/fuzz/%.c,$B/replay/%,$(FUZZ_SRC))
FUZZERS  := $(patsubst tests/fuzz/%.c,$B/fuzzers/%,$(FUZZ_SRC))
BENCH    := $(patsubst tests/bench/%.c,$B/bench/%,$(BENCH_SRC))
PROBE    := $(patsubst tests/probe/%.c,$B/probe/%,$(PROBE_SRC))
C_SRC    := $(LIB_SRC) $(CMD_SRC) templates/embed.c $(UNIT_ALL) $(FUZZ_SRC) $(wildcard tests/fuzz/replay.c) $(BENCH_SRC) $(PROBE_SRC)
HEADERS  := $(sort $(wildcard lib/*/*.h cmd/*.h tests/*/*.h))
SCRIPTS  := .ci/run tests/tools/need tests/tools/tap tests/web/sites cmd/completions/infoview.bash

# --- how output looks ---------------------------------------------------------------------------------------

MAKEFLAGS += --no-print-directory --no-builtin-rules
Q   := $(if $(V),,@)
say  = $(if $(V),,@printf '  %-6s %s\n' $1 $2;)

# Both cores unless -j was given. For the second make of demo, check and lint only: a plain `make` is yours.
parallel = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 1))

# --- the program --------------------------------------------------------------------------------------------

.PHONY: all
all: $(PROGRAM)

.DELETE_ON_ERROR:
.SECONDARY:# keep objects that pattern rules chain through

$(PROGRAM): $(call object,$(CMD_SRC)) $B/embedded.o $(LIB) $B/sources
	$(call say,LD,$@) $(CC) $(LDFLAGS_ALL) -o $@ $(filter-out %/sources,$^) $(PKG_LIBS)

# Removed first and appended with q: two floors may have a file of the same name, which r would replace.
$(LIB): $(call object,$(LIB_SRC)) $B/sources
	$(call say,AR,$@) rm -f $@ && $(AR) qcs $@ $(filter %.o,$^)

# A test may ignore the result of a call that sets its scene: what fails there shows in what it asserts.
$B/tests/%.o: TEST_CFLAGS = -Wno-unused-result

$B/%.o: %.c $B/flags
	@mkdir -p $(@D)
	$(call say,CC,$<) $(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(TEST_CFLAGS) -MMD -MP -c -o $@ $<

$B/embedded.o: $B/embedded.c $B/flags
	$(call say,CC,$<) $(CC) -Icmd $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# A file whose content is made anew each time but only replaced when it differs, so that what depends on it is
# rebuilt when compiler flags change, when a source goes, and when a template is edited, added, renamed or removed.
keep = if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$B/flags: FORCE
	@mkdir -p $(@D)
	@pkg-config --exists --print-errors $(PKGS) && command -v mandoc >/dev/null || { echo 'make: what the build needs is not all here: run  sh tests/tools/need build' >&2; exit 1; }
	@printf '%s\n' '$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(LDFLAGS_ALL)' >$@.new; $(keep)

$B/sources: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(LIB_SRC) $(CMD_SRC) >$@.new; $(keep)

$B/embedded.c: build/host/embed $(MAN_TEXT) FORCE
	@mkdir -p $(@D)
	@rm -f $(filter-out $(MAN_TEXT),$(wildcard build/host/man/*))
	@build/host/embed $(EMBEDDED) >$@.new && { $(keep); }

# Without the line at the top and that at the bottom, which say nothing that the text does not.
build/host/man/%: cmd/man/%
	@mkdir -p $(@D)
	$(call say,MANDOC,$<) mandoc -T utf8 -O width=78 $< >$@.new && sed -e 1,2d -e '$$d' $@.new | sed -e '$$d' >$@ && rm $@.new

build/host/embed: templates/embed.c
	@mkdir -p $(@D)
	$(call say,CC,$<) $(CC) -std=c17 -D_XOPEN_SOURCE=700 -Wall -Wextra -O1 -o $@ $<

.PHONY: FORCE
FORCE:

.PHONY: demo
demo:
	@sh tests/tools/need build
	$Q$(MAKE) $(parallel) all FLAVOUR=release
	@build/release/infoview -C examples/vault --today $(DEMO_TODAY) report

# --- tests --------------------------------------------------------------------------------------------------

.PHONY: check check-run check-all tests
check:
	@sh tests/tools/need check
	$Q$(MAKE) $(parallel) tests
	$Q$(MAKE) check-run

tests: all $(UNIT) $(REPLAY) $(PROBE)

# One more at a time than there are cores: some wait for a clock or for a disk.
PROVE_FLAGS = $(if $V,-v,--timer --failures --comments --directives) --exec tests/tools/tap
JOBS        = -j $(shell echo $$(($$(nproc 2>/dev/null || echo 1) + 1)))

# Where the files of tests are: in memory where there is room, for what a disk costs is not what they are about.
CHECK_IN ?= $(shell d=/dev/shm; df -Pk $$d 2>/dev/null | awk 'NR == 2 && $$4 > 2000000 { room = 1 } END { exit !room }' && \
	! grep -q "^[^ ]* $$d [^ ]* [^ ]*noexec" /proc/mounts && [ -w $$d ] && echo $$d || echo "$${TMPDIR:-/tmp}")

# The environment of every test program; a sanitizer's finding ends the program by SIGABRT, never by an exit
# status that a test might expect.
check-run: export INFOVIEW = $(CURDIR)/$(PROGRAM)
check-run: export INFOVIEW_BUILD = $(CURDIR)/$B
check-run: export ASAN_OPTIONS = abort_on_error=1:strict_string_checks=1:detect_stack_use_after_return=1
check-run: export UBSAN_OPTIONS = abort_on_error=1:print_stacktrace=1
check-run: export INFOVIEW_SAN = $(SAN)
check-run: tests
	@box=$$(mktemp -d "$(CHECK_IN)/infoview-check.XXXXXX") && chmod 711 "$$box" && trap 'rm -rf "$$box"' EXIT && trap 'exit 130' INT TERM && \
	TMPDIR=$$box prove $(PROVE_FLAGS) $(JOBS) \
		$(REPLAY) $(if $(SAN),$(filter-out $(SAN_PASSED_OVER),$(CLI_TESTS)),$(TOOL_TESTS) $(CLI_TESTS)) $(UNIT)

# Also what takes longer.
check-all: check
	$Q$(MAKE) check-web
	$Q$(MAKE) check SAN=address,undefined
	$Q$(MAKE) oracle

$B/unit/%: $B/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@) $(CC) $(LDFLAGS_ALL) -o $@ $^ -lcmocka -ljansson $(PKG_LIBS)

# Fuzz targets with a main of our own that runs them over files: no fuzzer and no clang needed.
$B/replay/%: $B/tests/fuzz/%.o $B/tests/fuzz/replay.o $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@) $(CC) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS)

# Programs that command-line tests run for what no command of ours shows by itself.
$B/probe/%: $B/tests/probe/%.o $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@) $(CC) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS)

# --- the pages in a browser, and before validators ----------------------------------------------------------
# All that is made for it lies in build/web: what npm brings, the vaults, their pages, the pictures.

WEB := build/web

.PHONY: check-web check-browsers web-run web-sites shots
check-web:
	@sh tests/tools/need web
	$Q$(MAKE) $(parallel) all
	$Q$(MAKE) web-run

web-run shots: export INFOVIEW_WEB = $(CURDIR)/$(WEB)
web-run shots: export INFOVIEW_TODAY = $(DEMO_TODAY)
web-run shots: export NODE_PATH = $(CURDIR)/$(WEB)/node_modules
web-run: web-sites
	@failed=0; \
	prove $(PROVE_FLAGS) $(WEB_ALONE) || failed=1; \
	prove $(PROVE_FLAGS) $(JOBS) $(WEB_TESTS) || failed=1; \
	exit $$failed

web-sites: all $(WEB)/node_modules/.package-lock.json
	$(call say,SITES,$(WEB)/site) tests/web/sites $(PROGRAM) $(WEB) $(DEMO_TODAY)

# No package runs a script of its own here; vnu-jar's would fetch a Java.
$(WEB)/node_modules/.package-lock.json: tests/web/package.json tests/web/package-lock.json
	@mkdir -p $(WEB)
	@cp $^ $(WEB)
	$(call say,NPM,$(WEB)) cd $(WEB) && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --engine-strict --no-audit --no-fund --loglevel=error >npm.log
	@touch $@

# The sealed file in two other engines, where they are installed: firefox-esr; webkit2gtk-driver and xvfb.
check-browsers:
	@sh tests/tools/need web
	$Q$(MAKE) $(parallel) all
	$Q$(MAKE) web-sites
	@NODE_PATH=$(CURDIR)/$(WEB)/node_modules node tests/web/browsers $(WEB)/sealed/demo.html "$$(cat $(WEB)/passphrase)"

shots:
	@sh tests/tools/need web
	$Q$(MAKE) $(parallel) all
	$Q$(MAKE) web-sites
	@node tests/web/shots.js build/shots

# --- sync, at length: three machines and kills, a kill and errors at every system call, editors, power cuts ----
# Half an hour for the first, hours for the second on two cores; says seeds, steps and kills. What fails stays there to be looked at.

.PHONY: torture
torture:
	@sh tests/tools/need check
	$Q$(MAKE) $(parallel) all
	@set -e; box=$$(mktemp -d $(strip $(TORTURE_IN))/infoview-torture.XXXXXX); \
	python3 tests/cli/sync_torture.py $(PROGRAM) $$box $(TORTURE_SEEDS) 200; \
	python3 tests/cli/sync_editor.py $(PROGRAM) $$box 120; \
	python3 tests/cli/sync_power.py $(PROGRAM) $$box 150 || [ $$? -eq 77 ]; \
	for kind in KILL ENOSPC EIO; do TMPDIR=$$box python3 tests/cli/sync_faults.py $(PROGRAM) $$kind 1; done; \
	rm -r $$box

.PHONY: oracle
oracle:
	@sh tests/tools/need check
	$Q$(MAKE) $(parallel) all
	$(if $(wildcard tests/oracle/compare.py),@INFOVIEW=$(CURDIR)/$(PROGRAM) python3 tests/oracle/compare.py $(ORACLE_ARGS),@echo 'oracle: skipped, there is no tests/oracle/compare.py')

# --- fuzzing: libFuzzer, each target for FUZZ_SECONDS -------------------------------------------------------
# New inputs go to build/fuzz/corpus; one worth keeping is copied to tests/fuzz/corpus/NAME by hand.

.PHONY: fuzz fuzz-run
fuzz:
	@sh tests/tools/need fuzz
	$Q$(MAKE) $(parallel) fuzz-run FLAVOUR=fuzz CC=clang SAN=address,undefined CFLAGS='-O1 -g -fsanitize=fuzzer-no-link -DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION'

fuzz-run: export UBSAN_OPTIONS = print_stacktrace=1
fuzz-run: $(FUZZERS)
	$Qfor f in $(FUZZERS); do \
		name=$${f##*/fuzz_}; mkdir -p $B/corpus/$$name $B/found tests/fuzz/corpus/$$name; \
		echo "fuzz: $$name for $(FUZZ_SECONDS) s"; \
		$$f -max_total_time=$(FUZZ_SECONDS) -timeout=10 -max_len=65536 -verbosity=0 -print_final_stats=1 \
			-artifact_prefix=$B/found/$$name- $B/corpus/$$name tests/fuzz/corpus/$$name || exit 1; \
	done

$B/fuzzers/%: $B/tests/fuzz/%.o $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@) $(CC) $(LDFLAGS_ALL) -fsanitize=fuzzer -o $@ $^ $(PKG_LIBS)

# --- measuring ----------------------------------------------------------------------------------------------

.PHONY: bench bench-programs
bench:
	@sh tests/tools/need bench
	$Q$(MAKE) $(parallel) bench-programs
	@python3 tests/bench/run $(PROGRAM) $B/bench

bench-programs: all $(BENCH)

# What starting costs, and nothing else: the libraries are loaded although nothing of them is called.
$B/bench/empty: $B/tests/bench/empty.o
	@mkdir -p $(@D)
	$(call say,LD,$@) $(CC) $(LDFLAGS_ALL) -Wl,--no-as-needed -o $@ $^ $(PKG_LIBS)

$B/bench/%: $B/tests/bench/%.o
	@mkdir -p $(@D)
	$(call say,LD,$@) $(CC) $(LDFLAGS_ALL) -o $@ $^

# --- lint: format, compiler warnings as errors, clang-tidy, cppcheck, shellcheck, mandoc --------------------

# readdirCalled: glibc's readdir is safe on a stream of one's own, and readdir_r is deprecated.
CPPCHECK_FLAGS := --quiet --enable=warning,performance,portability --std=c11 --library=posix --inline-suppr \
                  --error-exitcode=1 --template=gcc --suppress=missingIncludeSystem \
                  --suppress=readdirCalled

.PHONY: lint lint-run format
lint:
	@sh tests/tools/need lint
	$Q$(MAKE) $(parallel) --keep-going lint-run FLAVOUR=lint WERROR=1 CFLAGS='-O2 -D_FORTIFY_SOURCE=2'
	@echo 'lint: no findings in $(words $(C_SRC)) sources and $(words $(HEADERS)) headers'

lint-run: lint-format lint-cppcheck lint-text $(C_SRC:%.c=$B/%.tidy)

# Done again when the object was: that knows about the headers. The object itself holds -Werror.
$B/%.tidy: $B/%.o .clang-tidy tests/.clang-tidy
	$(call say,TIDY,$*.c) clang-tidy --quiet $*.c -- $(CPPFLAGS_ALL) -std=c17 2>$@.err || { grep -v 'warnings\? generated' $@.err >&2; exit 1; }
	@touch $@

.PHONY: lint-format lint-cppcheck lint-text
lint-format:
	$(call say,FORMAT,'all sources') clang-format --dry-run -Werror $(C_SRC) $(HEADERS)

lint-cppcheck:
	@mkdir -p $B/cppcheck
	$(call say,CHECK,'all sources') cppcheck $(CPPCHECK_FLAGS) --cppcheck-build-dir=$B/cppcheck -Ilib -D_XOPEN_SOURCE=700 -D__GNUC__=12 $(C_SRC)

lint-text:
	$(call say,SHELL,'$(SCRIPTS)') shellcheck $(SCRIPTS)
	$(call say,MANDOC,'$(notdir $(MAN))') mandoc -T lint -W warning $(MAN)

format:
	@sh tests/tools/need lint
	$(call say,FORMAT,'all sources') clang-format -i $(C_SRC) $(HEADERS)

# --- the rest -----------------------------------------------------------------------------------------------

.PHONY: install uninstall clean help
install: all
	install -d '$(BINDIR)' $(foreach s,$(sort $(subst .,,$(suffix $(MAN)))),'$(MANDIR)/man$s')
	install -m 755 $(PROGRAM) '$(BINDIR)/infoview'
	$(foreach m,$(MAN),install -m 644 $m '$(MANDIR)/man$(subst .,,$(suffix $m))/$(notdir $m)' &&) true
	$(foreach c,$(COMPLETIONS),install -D -m 644 cmd/completions/$(firstword $(subst :, ,$c)) '$(SHARE)/$(lastword $(subst :, ,$c))' &&) true

uninstall:
	rm -f '$(BINDIR)/infoview' $(foreach m,$(MAN),'$(MANDIR)/man$(subst .,,$(suffix $m))/$(notdir $m)') \
		$(foreach c,$(COMPLETIONS),'$(SHARE)/$(lastword $(subst :, ,$c))')

clean:
	@rm -rf build

help:
	@echo 'make                 the program: build/release/infoview'
	@echo 'make demo            installs what is missing, builds, reports on examples/vault'
	@echo 'make check           installs what is missing, runs every test that needs no browser'
	@echo 'make check SAN=address,undefined    the same under sanitizers'
	@echo 'make check-web       the pages in Chromium, and before validators; installs both, and the npm packages of tests/web'
	@echo 'make check-all       all three, and the comparison with the independent implementation at length'
	@echo 'make check-browsers  the sealed file in Chromium, and in Firefox and WebKitGTK where they are installed'
	@echo 'make shots           pictures of every kind of page into build/shots, to be looked at'
	@echo 'make lint | format   what the machine says about the style | and mends of it'
	@echo 'make fuzz            each fuzz target for FUZZ_SECONDS ($(FUZZ_SECONDS))'
	@echo 'make bench           every ratio of a budget'
	@echo 'make torture         sync at length: three machines and kills, editors, power cuts, errors at every call; hours'
	@echo 'make oracle          the comparison alone, ORACLE_ARGS ($(ORACLE_ARGS))'
	@echo 'make install | uninstall | clean    PREFIX=$(PREFIX) DESTDIR='

-include $(patsubst %.c,$B/%.d,$(C_SRC)) $B/embedded.d

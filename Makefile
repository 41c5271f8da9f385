# benchline - see README.md. The two commands for a new machine are `make demo` and `make check`;
# both call tools/setup.sh, which installs what is missing or says exactly what to install.

VERSION := 0.1.0
PREFIX ?= /usr/local
BUILD ?= build
CC ?= cc
CFLAGS ?= -O2 -g
GO ?= go

.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := all

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wswitch-enum -Wundef \
  -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings \
  -Wformat=2 -Wvla -Wdouble-promotion -Wnull-dereference -Werror
# Code written by re2c and Lemon, compiled without the warnings that only hand-written code can heed.
GENERATED_WARNINGS := -Wall -Wextra -Werror -Wno-unused-parameter -Wno-unused-variable \
  -Wno-sign-compare -Wno-implicit-fallthrough -Wno-unused-but-set-variable
DEFINES := -D_GNU_SOURCE -DBENCHLINE_VERSION='"$(VERSION)"'
INCLUDES := -Iinclude -Isrc -I$(BUILD)/gen
LIBS := -lcjson -lpcre2-8 -luv -lsqlite3 -lm
ALL_CFLAGS = -std=gnu11 $(DEFINES) $(INCLUDES) $(CFLAGS) $(SANITIZERS)

GOLANG_FILES := $(filter-out %_test.go,$(sort $(wildcard golang/*.go)))
HARNESS_FILES := golang/harness/harness.go golang/harness/native.go \
  golang/harness/split.go golang/measure.go
GEN := $(BUILD)/gen
LIBRARY := $(BUILD)/libbenchline.a
PROGRAM := $(BUILD)/benchline

CLI_SOURCES := $(sort $(wildcard src/cli/*.c))
LIB_SOURCES := $(filter-out $(CLI_SOURCES),$(sort $(wildcard src/*/*.c)))
GENERATED_SOURCES := $(GEN)/go_grammar.c $(GEN)/golang_files.c $(GEN)/harness_files.c
LIB_OBJECTS := $(LIB_SOURCES:%.c=$(BUILD)/obj/%.o) $(GENERATED_SOURCES:$(GEN)/%.c=$(BUILD)/obj/gen/%.o)
CLI_OBJECTS := $(CLI_SOURCES:%.c=$(BUILD)/obj/%.o)

UNIT_SOURCES := $(sort $(wildcard tests/unit/*_test.c))
UNIT_PROGRAMS := $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/tests/%)

.PHONY: all
all: $(PROGRAM) $(LIBRARY) $(BUILD)/man/benchline.1 $(BUILD)/completions/benchline

$(PROGRAM): $(CLI_OBJECTS) $(LIBRARY)
	$(CC) $(CFLAGS) $(SANITIZERS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(LIBRARY): $(LIB_OBJECTS)
	rm -f $@
	ar rcs $@ $^

# Manual pages and completion, made of what the program says for --help.
$(BUILD)/man/benchline.1: $(PROGRAM) tools/manual.sh tools/manual.awk $(wildcard docs/man/*)
	sh tools/manual.sh $(PROGRAM) $(@D)

$(BUILD)/completions/benchline: $(PROGRAM)
	@mkdir -p $(@D)
	$(PROGRAM) completion --no-config zsh > $(@D)/_benchline
	$(PROGRAM) completion --no-config fish > $(@D)/benchline.fish
	$(PROGRAM) completion --no-config bash > $@

# ---- the Go front end: re2c, Lemon, and Go's own Unicode tables ----------------------------------

need = @command -v $(1) >/dev/null || { \
  echo "benchline: '$(1)' is missing: install the package '$(2)' (make setup does)" >&2; exit 1; }

$(GEN)/unicode.re: grammar/unicode_classes.go
	$(call need,$(GO),golang-go)
	@mkdir -p $(@D)
	GOFLAGS= $(GO) run $< > $@

$(GEN)/go_lexer.h: grammar/go_lexer.re $(GEN)/unicode.re
	$(call need,re2c,re2c)
	@mkdir -p $(@D)
	re2c -W -Werror -Wno-nondeterministic-tags --no-generation-date -I $(GEN) -o $@ $<

# Lemon writes beside its input and exits 1 on a conflict only after writing, so it works on a copy
# and nothing is left behind unless it succeeded without one.
$(GEN)/go_grammar.c $(GEN)/go_grammar.h &: grammar/go_grammar.y grammar/parser_template.c grammar/direct_actions.awk
	$(call need,lemon,lemon)
	@mkdir -p $(@D)
	rm -f $(GEN)/go_grammar.c $(GEN)/go_grammar.h
	mkdir -p $(GEN)/lemon && cp $< $(GEN)/lemon/go_grammar.y
	cd $(GEN)/lemon && lemon -q -T$(abspath grammar/parser_template.c) go_grammar.y
	awk -f grammar/direct_actions.awk $(GEN)/lemon/go_grammar.c > $(GEN)/lemon/direct.c
	mv $(GEN)/lemon/direct.c $(GEN)/go_grammar.c
	mv $(GEN)/lemon/go_grammar.h $(GEN)/

$(GEN)/golang_files.c: tools/embed.sh $(GOLANG_FILES)
	@mkdir -p $(@D)
	sh tools/embed.sh golang_files $(GOLANG_FILES) > $@

$(GEN)/harness_files.c: tools/embed.sh $(HARNESS_FILES)
	@mkdir -p $(@D)
	sh tools/embed.sh harness_files $(HARNESS_FILES) > $@

# ---- compiling ----------------------------------------------------------------------------------

# Every object waits for the token codes and the lexer; the dependency files do the rest.
$(LIB_OBJECTS) $(CLI_OBJECTS): | $(GEN)/go_grammar.h $(GEN)/go_lexer.h

# The front end's loops gain a few hundredths from -O3; whoever asks for another level than the usual
# one gets that.
$(BUILD)/obj/src/syntax/%.o $(BUILD)/obj/gen/go_grammar.o: HOT = $(if $(filter -O2,$(CFLAGS)),-O3)

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(HOT) $(WARNINGS) -MMD -MP -c -o $@ $<

# Lemon's parser asserts and traces at every step unless NDEBUG says that it works.
$(BUILD)/obj/gen/%.o: $(GEN)/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(HOT) -DNDEBUG $(GENERATED_WARNINGS) -MMD -MP -c -o $@ $<

-include $(LIB_OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d)

# ---- tests --------------------------------------------------------------------------------------

$(BUILD)/tests/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(WARNINGS) -MMD -MP -MF $@.d -o $@ $< $(filter %.o,$^) $(LIBRARY) -lcmocka $(LIBS)

# What is not in the library.
$(BUILD)/tests/run_progress_line_test: $(BUILD)/obj/src/cli/progress_line.o

-include $(UNIT_PROGRAMS:=.d)

.PHONY: setup tests check oracle-report demo clean install uninstall lint format sanitize fuzz
setup:
	@sh tools/setup.sh check

# Each target is built twice: with a plain main that `make check` gives the corpus to, and with
# libFuzzer, by `make fuzz`.
FUZZ_TARGETS := $(patsubst tests/fuzz/%_fuzz.c,%,$(sort $(wildcard tests/fuzz/*_fuzz.c)))
REPLAYS := $(FUZZ_TARGETS:%=$(BUILD)/tests/%_replay)
FUZZ_HEADERS := $(wildcard tests/fuzz/*.h)

tests: all $(UNIT_PROGRAMS) $(BUILD)/tests/syntax_dump $(BUILD)/tests/stats_driver $(REPLAYS) $(BUILD)/bench/measure

$(BUILD)/tests/%_replay: tests/fuzz/%_fuzz.c tests/fuzz/replay.c $(FUZZ_HEADERS) $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(WARNINGS) -o $@ $(filter %.c,$^) $(LIBRARY) $(LIBS)

$(BUILD)/%_fuzz: tests/fuzz/%_fuzz.c $(FUZZ_HEADERS) $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(WARNINGS) -fsanitize=fuzzer -o $@ $< $(LIBRARY) $(LIBS)

# MINUTES is the time for all targets together; TARGETS chooses some. Goes on from the corpus that
# the last run left in build/fuzz/corpus; findings are left in build/fuzz/found, and are failures.
MINUTES ?= 6
TARGETS ?= $(FUZZ_TARGETS)
fuzz:
	@command -v clang >/dev/null || { echo "benchline: install clang and libclang-rt-14-dev" >&2; exit 1; }
	@$(MAKE) --no-print-directory fuzzers BUILD=build/fuzz CC=clang CFLAGS="-O1 -g" \
	  SANITIZERS="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"
	@FUZZ=build/fuzz sh tests/fuzz/run.sh '$(MINUTES)' $(TARGETS)

.PHONY: fuzzers
fuzzers: $(TARGETS:%=$(BUILD)/%_fuzz)

$(BUILD)/tests/syntax_dump $(BUILD)/tests/stats_driver: $(BUILD)/tests/%: tests/oracle/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(WARNINGS) -MMD -MP -MF $@.d -o $@ $< $(LIBRARY) $(LIBS)

check: setup
	@$(MAKE) --no-print-directory tests
	@BUILD=$(BUILD) GO=$(GO) sh tests/run.sh

# The tables of docs/testing.md that compare the front end with Go's parsers.
oracle-report: setup
	@$(MAKE) --no-print-directory tests >&2
	@BUILD=$(BUILD) GO=$(GO) sh tests/oracle/report/report.sh

# What becomes of the tests of fifty real projects: docs/conversion.md.
.PHONY: conversion-report
conversion-report: all
	@BUILD=$(BUILD) GO=$(GO) BENCHLINE=$(PROGRAM) sh tests/conversion/report.sh docs/conversion.md

# A pool of real projects in one go: docs/pool.md.
.PHONY: pool-report
pool-report: all
	@BUILD=$(BUILD) GO=$(GO) BENCHLINE=$(PROGRAM) sh tests/pool/report.sh docs/pool.md

# The README's picture, of what benchline prints.
.PHONY: picture
picture: all
	@BUILD=$(BUILD) GO=$(GO) BENCHLINE=$(PROGRAM) sh tools/picture.sh docs/picture.svg

# Do the tests notice? Ten faults are put in, one at a time (docs/testing.md).
.PHONY: faults
faults:
	@BUILD=$(BUILD) GO=$(GO) /usr/bin/python3 tests/faults/faults.py $(BUILD)/faults

# Whether the figures are right, against an oracle of its own: docs/accuracy.md. RESUME=1 goes on with
# what is in build/accuracy.
.PHONY: accuracy-report
accuracy-report: all
	@BUILD=$(BUILD) GO=$(GO) BENCHLINE=$(PROGRAM) sh tests/accuracy/report.sh docs/accuracy.md

# The whole line on three small projects: from nothing to a JSON file and a summary.
demo:
	@sh tools/setup.sh build
	@$(MAKE) --no-print-directory all
	$(PROGRAM) run --go $(GO) -o $(BUILD)/demo.json examples/pool
	@echo "The same as JSON: $(BUILD)/demo.json"

# The tests once more, with every memory error and every undefined behaviour a failure.
sanitize: setup
	@command -v clang >/dev/null || { echo "benchline: install clang and libclang-rt-14-dev" >&2; exit 1; }
	@export BUILD=build/sanitize GO=$(GO) CC=clang CFLAGS="-O1 -g" \
	  SANITIZERS="-fsanitize=address,undefined -fno-sanitize-recover=all" && \
	$(MAKE) --no-print-directory tests && sh tests/run.sh

# ---- measuring ----------------------------------------------------------------------------------

# benchline, Go's own parser and tree-sitter in turns, on the files of the Go installation or of
# BENCH_FILES, ROUNDS times. What a peer needs and cannot be had is said in the peer's row.
ROUNDS ?= 5
BENCH_FILES ?=
bench_env = BUILD=$(BUILD) GO=$(GO) CC="$(CC)" CFLAGS="$(CFLAGS)" BENCH_CFLAGS="$(ALL_CFLAGS) $(WARNINGS)" \
  ROUNDS="$(ROUNDS)" BENCH_FILES="$(BENCH_FILES)"

$(BUILD)/bench/log: bench/log.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(WARNINGS) -o $@ bench/log.c $(LIBRARY) $(LIBS)

$(BUILD)/bench/front_end: $(wildcard bench/*.[ch]) $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(WARNINGS) -o $@ bench/front_end.c bench/contender.c \
	  $(LIBRARY) $(LIBS)

.PHONY: bench bench-setup bench-report profile
bench-setup:
	@sh tools/setup.sh build
	@sh tools/setup.sh bench || echo "benchline: going on without" >&2
	@$(MAKE) -s $(BUILD)/bench/front_end

bench: bench-setup
	@$(bench_env) sh bench/run.sh
	@awk -f bench/report.awk $(BUILD)/bench/facts $(BUILD)/bench/samples
	@echo
	@$(MAKE) --no-print-directory bench-log

# The same, written into docs/performance.md.
bench-report: bench-setup
	@$(bench_env) sh bench/run.sh
	@$(bench_env) sh bench/document.sh docs/performance.md

# Where the instructions of WORK go (lex, tree, scopes or inject), on a thirtieth of the files.
WORK ?= scopes
profile: bench-setup
	@$(bench_env) sh bench/profile.sh $(WORK)

# How time and memory grow with a pool, as a Markdown table (docs/performance.md).
$(BUILD)/bench/measure: bench/measure.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(WARNINGS) -o $@ $<

# Reading large logs, beside golang.org/x/perf's reader, as a Markdown table. LOG_MB is their size.
LOG_MB ?= 200
.PHONY: bench-log
bench-log: all $(BUILD)/bench/measure $(BUILD)/bench/log
	@BUILD=$(BUILD) GO=$(GO) ROUNDS=$(ROUNDS) LOG_MB=$(LOG_MB) sh bench/log.sh

.PHONY: bench-scale
bench-scale: all $(BUILD)/bench/measure
	@BUILD=$(BUILD) GO=$(GO) sh bench/scale.sh

# ---- keeping it clean ---------------------------------------------------------------------------

HAND_WRITTEN := $(sort $(wildcard src/*/*.[ch] include/benchline/*.h tests/unit/*.c \
  tests/oracle/*.c tests/oracle/*/*.[ch] tests/fuzz/*.[ch] bench/*.[ch]))

lint: $(GENERATED_SOURCES) $(GEN)/go_grammar.h $(GEN)/go_lexer.h
	$(call need,clang-tidy,clang-tidy)
	$(call need,cppcheck,cppcheck)
	clang-tidy --quiet $(LIB_SOURCES) $(CLI_SOURCES) -- -std=gnu11 $(DEFINES) $(INCLUDES)
	cppcheck --quiet --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	  --std=c11 --suppress=missingIncludeSystem -Iinclude -Isrc -I$(GEN) $(DEFINES) -D__GNUC__=12 src

format:
	$(call need,clang-format,clang-format)
	clang-format -i $(HAND_WRITTEN)
	gofmt -w golang tests/oracle tests/accuracy tests/e2e bench examples

# ---- installing ----------------------------------------------------------------------------------

SHARE = $(DESTDIR)$(PREFIX)/share

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib $(DESTDIR)$(PREFIX)/include/benchline \
	  $(SHARE)/man/man1 $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions \
	  $(SHARE)/fish/vendor_completions.d
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/
	install -m 644 $(LIBRARY) $(DESTDIR)$(PREFIX)/lib/
	install -m 644 include/benchline/*.h $(DESTDIR)$(PREFIX)/include/benchline/
	install -m 644 $(BUILD)/man/*.1 $(SHARE)/man/man1/
	install -m 644 $(BUILD)/completions/benchline $(SHARE)/bash-completion/completions/
	install -m 644 $(BUILD)/completions/_benchline $(SHARE)/zsh/site-functions/
	install -m 644 $(BUILD)/completions/benchline.fish $(SHARE)/fish/vendor_completions.d/

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/benchline $(DESTDIR)$(PREFIX)/lib/libbenchline.a
	rm -rf $(DESTDIR)$(PREFIX)/include/benchline
	rm -f $(SHARE)/man/man1/benchline.1 $(SHARE)/man/man1/benchline-*.1
	rm -f $(SHARE)/bash-completion/completions/benchline $(SHARE)/zsh/site-functions/_benchline \
	  $(SHARE)/fish/vendor_completions.d/benchline.fish

clean:
	rm -rf build

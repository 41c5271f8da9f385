#!/bin/sh
# What is made of the help texts: manual pages and completion. That the texts keep to the form they
# are read in, that they tell of the options there are, and that all of it is installed.
set -u
. tests/e2e/lib.sh
unset BENCHLINE_CONFIG
cd "$scratch" || exit 1
top=$here/../..

commands=$("$BENCHLINE" help | sed -n 's/^  \([a-z][a-z]*\)  *[^ ].*/\1/p' | grep -v -x -e help -e version)

# "--option ARGUMENT" or "--option" a line, as the help text of a command has them.
options() { # options COMMAND
	"$BENCHLINE" help "$1" | sed '/^examples:/,$d' |
		sed -nE 's/^(  -[A-Za-z0-9], |      )(--[a-z].*)/\2/p' |
		sed -E 's/^(--[a-z0-9-]+)((, --[a-z0-9-]+)*)( [^ ]+)?( .*)?$/\1\4\2/; s/, /\n/g'
}

# ---- the help texts ------------------------------------------------------------------------------

# An option that takes something says so when nothing follows, and another one refuses what does.
for command in $commands; do
	options "$command" >"$scratch/options"
	[ -s "$scratch/options" ] || not_ok "help-$command-has-options"
	while read -r option argument; do
		if [ -n "$argument" ]; then
			"$BENCHLINE" "$command" "$option" >/dev/null 2>"$scratch/err"
			wanted='an argument is missing'
		else
			"$BENCHLINE" "$command" "$option=1" >/dev/null 2>"$scratch/err"
			wanted="$option takes no argument, as '$option=1' has one"
		fi
		if grep -q -- "$wanted" "$scratch/err"; then ok "help-$command$option"; else
			cat "$scratch/err"
			not_ok "help-$command$option"
		fi
	done <"$scratch/options"
	for needed in "^usage: benchline $command" '^examples:$' '^exit status: 0 '; do
		"$BENCHLINE" help "$command" | grep -q "$needed" || not_ok "help-$command: no line '$needed'"
	done
	# What an example is for stands two blanks or more behind it, and nothing is longer than a terminal.
	"$BENCHLINE" help "$command" | awk -v command="$command" 'length > 100 { print "not ok help-" command " line " NR " is long" }' >"$scratch/long"
	cat "$scratch/long"
	[ ! -s "$scratch/long" ] || failed=1
done

# ---- manual pages --------------------------------------------------------------------------------

(cd "$top" && SOURCE_DATE_EPOCH=1000000000 sh tools/manual.sh "$BENCHLINE" "$scratch/man")
status man-made 0 $?
grep -q '^\.Dd September 9, 2001$' "$scratch/man/benchline.1"
status man-date 0 $?
"$BENCHLINE" help >"$scratch/err"
for command in $commands; do
	page=$scratch/man/benchline-$command.1
	# Every option and every section.
	missing=$(options "$command" | while read -r option argument; do
		flag=$(echo "${option#-}" | sed 's/-/\\-/g')
		grep -q -F -e "Fl $flag ${argument:+Ar $(echo "$argument" | sed 's/-/\\-/g')}" "$page" ||
			grep -q -x -F -e ".It Fl $flag" "$page" || grep -q -e "Fl $(echo "$flag" | sed 's/\\/\\\\/g')\( ,.*\)*\$" "$page" || echo "$option"
	done)
	[ -z "$missing" ] || echo "# benchline-$command(1) lacks $missing"
	status "man-$command-options" '' "$missing"
	for section in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
		grep -q "^.Sh $section\$" "$page" || not_ok "man-$command has no $section"
	done
	grep -q "^.It Xr benchline.-$command 1\$" "$scratch/man/benchline.1"
	status "man-benchline-tells-of-$command" 0 $?
done
for section in ENVIRONMENT FILES; do
	grep -q "^.Sh $section\$" "$scratch/man/benchline.1"
	status "man-benchline-$section" 0 $?
done
if command -v mandoc >/dev/null; then
	mandoc -Tlint -Wwarning "$scratch"/man/*.1 >"$scratch/lint" 2>&1
	cat "$scratch/lint"
	status man-mandoc 0 "$(wc -l <"$scratch/lint")"
else
	skip man-mandoc "mandoc is not installed"
fi
# groff's macros for these pages are in Debian's package groff-base.
if command -v groff >/dev/null; then
	for page in "$scratch"/man/*.1; do groff -ww -mdoc -Tutf8 -z "$page"; done >"$scratch/lint" 2>&1
	cat "$scratch/lint"
	status man-groff 0 "$(wc -l <"$scratch/lint")"
	groff -mdoc -Tascii -P-c -P-b -P-u "$scratch/man/benchline-run.1" | grep -q -e '--engine ENGINE'
	status man-groff-shows-options 0 $?
else
	skip man-groff "groff is not installed"
fi

# What is shown as it stands is so from its first line on.
sed -n '/^\.Bd/,/^\.Ed/p' "$scratch/man/benchline-check.1" >"$scratch/shown"
status man-example-is-whole 6 "$(grep -c -e '^max' -e '^allow' -e '^allocs' "$scratch/shown")"

# ---- completion ----------------------------------------------------------------------------------

for shell in bash zsh fish; do
	"$BENCHLINE" completion $shell >"$scratch/complete.$shell"
	status "completion-$shell" 0 $?
done
for words in '' 'tcsh' 'bash zsh'; do
	# shellcheck disable=SC2086 # several words
	"$BENCHLINE" completion $words >/dev/null 2>"$scratch/err"
	status "completion-of-'$words'" 2 $?
	grep -q 'bash, zsh' "$scratch/err"
	status "completion-of-'$words'-says" 0 $?
done

# What bash would offer behind these words, the last of which is being written.
offered() { # offered WORD...
	bash -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _benchline
		printf "%s\n" "${COMPREPLY[@]}"' bash "$scratch/complete.bash" "$@" | sort | tr '\n' ' ' | sed 's/ $//'
}
sorted() { printf '%s\n' "$@" | sort | tr '\n' ' ' | sed 's/ $//'; }

if command -v bash >/dev/null; then
	# shellcheck disable=SC2086 # several words
	status bash-commands "$(sorted $commands help version)" "$(offered benchline '')"
	status bash-commands-that-begin 'compare completion config' "$(offered benchline co | tr ' ' '\n' | sort | tr '\n' ' ' | sed 's/ $//')"
	for command in $commands; do
		# shellcheck disable=SC2046 # several words
		status "bash-options-of-$command" "$(sorted $(options "$command" | cut -d ' ' -f 1) --config --no-config)" \
			"$(offered benchline "$command" --)"
	done
	# shellcheck disable=SC2086 # several words
	status bash-help-of "$(sorted $commands)" "$(offered benchline help '')"
	status bash-shells 'bash fish zsh' "$(offered benchline completion '')"
	status bash-files '' "$(offered benchline run '')"
	status bash-option-that-begins '--max-cpu --max-file-size --max-memory --max-open-files --max-output --max-processes --max-reruns' \
		"$(offered benchline run . --max)"
	status bash-choices 'both harness source' "$(offered benchline run --engine '')"
	status bash-choice 'harness' "$(offered benchline run --engine h)"
	status bash-choices-behind-= 'both harness source' "$(offered benchline run --engine =)"
	status bash-choice-behind-= 'both' "$(offered benchline run --engine = b)"
	status bash-choice-in-one-word '--engine=source' "$(offered benchline run --engine=s)"
	status bash-list 'example fuzz test' "$(offered benchline run --from '')"
	status bash-list-goes-on 'test,fuzz' "$(offered benchline run --from test,f)"
	status bash-list-in-one-word '--from=test,fuzz' "$(offered benchline run --from=test,f)"
	status bash-formats 'perf-tracking prometheus' "$(offered benchline export -f p)"
	status bash-compare-formats 'csv json markdown table' "$(offered benchline compare -f '')"
	status bash-corrections 'bh holm none' "$(offered benchline compare --correction '')"
	status bash-compare-metrics 'all allocs bytes time' "$(offered benchline compare --metrics '')"
	status bash-run-metrics 'allocs time' "$(offered benchline run --metrics '')"
	status bash-no-options-as-arguments '' "$(offered benchline run --store --)"
else
	skip bash-completion "bash is not installed"
fi

# Whatever is offered is taken, and other words are not.
for command in $commands; do
	options "$command" | while read -r option argument; do
		[ -n "$argument" ] || continue
		choices=$(offered benchline "$command" "$option" '')
		for choice in $choices; do
			"$BENCHLINE" "$command" "$option" "$choice" --help >/dev/null 2>&1
			status "choice-$command$option-$choice" 0 $?
		done
		[ -z "$choices" ] || {
			"$BENCHLINE" "$command" "$option" no-such --help >/dev/null 2>&1
			status "choice-$command$option-others" 2 $?
		}
	done
done >"$scratch/choices"
cat "$scratch/choices"
! grep -q '^not ok' "$scratch/choices" || failed=1
grep -q '^ok choice-run--engine-both' "$scratch/choices"
status choices-are-looked-at 0 $?

if command -v zsh >/dev/null; then
	zsh -n "$scratch/complete.zsh"
	status zsh-syntax 0 $?
	mkdir -p "$scratch/site"
	cp "$scratch/complete.zsh" "$scratch/site/_benchline"
	zsh -fc 'fpath=('"$scratch"'/site $fpath); autoload -U compinit; compinit -u -D; print $_comps[benchline]' >"$scratch/out"
	status zsh-finds-it _benchline "$(cat "$scratch/out")"
	# As compinit found it, on a terminal of zsh's own.
	cat >"$scratch/tab.zsh" <<-'END'
		zmodload zsh/zpty
		zpty shell "PS1='> ' zsh -fi"
		zpty -w shell "fpath=($1 \$fpath); autoload -U compinit; compinit -u -D; stty columns 200; echo READY''NOW"
		zpty -r -m shell out '*READYNOW*'
		zpty -n -w shell "$2"$'\t'
		zpty -r -m shell out "*$3*" && print found
		zpty -d shell
	END
	timeout 60 zsh -f "$scratch/tab.zsh" "$scratch/site" 'benchline run --engine=h' 'engine=harness' >"$scratch/out" 2>&1
	status zsh-completes found "$(tail -n 1 "$scratch/out")"
else
	skip zsh-completion "zsh is not installed"
fi

if command -v fish >/dev/null; then
	fish --no-execute "$scratch/complete.fish"
	status fish-syntax 0 $?
	fish_offers() { # fish_offers TEXT
		HOME=$scratch fish -c 'source $argv[1]; complete -C $argv[2]' "$scratch/complete.fish" "$1" | cut -f 1 | sort | tr '\n' ' ' | sed 's/ $//'
	}
	# shellcheck disable=SC2086 # several words
	status fish-commands "$(sorted $commands help version)" "$(fish_offers 'benchline ')"
	for command in $commands; do
		# shellcheck disable=SC2046 # several words
		status "fish-options-of-$command" "$(sorted $(options "$command" | cut -d ' ' -f 1) --config --no-config)" \
			"$(fish_offers "benchline $command --")"
	done
	status fish-choices 'both harness source' "$(fish_offers 'benchline run --engine ')"
	status fish-shells 'bash fish zsh' "$(fish_offers 'benchline completion ')"
else
	skip fish-completion "fish is not installed"
fi

# ---- installing ----------------------------------------------------------------------------------

cd "$top" || exit 1
dest=$scratch/dest
make -s install PREFIX=/usr DESTDIR="$dest" BUILD="${BUILD:-build}" >"$scratch/log" 2>&1 || cat "$scratch/log"
for file in man/man1/benchline.1 $(for command in $commands; do echo "man/man1/benchline-$command.1"; done) \
	bash-completion/completions/benchline zsh/site-functions/_benchline fish/vendor_completions.d/benchline.fish; do
	if [ -s "$dest/usr/share/$file" ]; then ok "install-$file"; else not_ok "install-$file"; fi
done
cmp -s "$dest/usr/share/bash-completion/completions/benchline" "$scratch/complete.bash"
status install-bash-completion-is-that 0 $?
make -s uninstall PREFIX=/usr DESTDIR="$dest" BUILD="${BUILD:-build}" >"$scratch/log" 2>&1 || cat "$scratch/log"
left=$(find "$dest" -type f)
status uninstall-leaves-nothing '' "$left"
exit "${failed:-0}"

#!/bin/sh
# benchline.toml: which file counts, what it sets, that the command line goes before it, and that what
# is wrong in it is said with its place. Whether what is read is TOML, Python's reader is asked.
set -u
. tests/e2e/lib.sh
unset BENCHLINE_CONFIG
pool=$PWD/examples/pool
project=$scratch/project
cp -r "$pool/escape" "$project"
mkdir -p "$project/.git" "$project/inner/most"
cd "$project/inner" || exit 1
file=../benchline.toml

run() { # run NAME STATUS ARGUMENT...: also keeps the streams
	name=$1
	want=$2
	shift 2
	"$BENCHLINE" "$@" >"$scratch/out" 2>"$scratch/err"
	status "$name" "$want" $?
}
empty() { if [ ! -s "$2" ]; then ok "$1"; else
	cat "$2"
	not_ok "$1"
fi; }
says() { # says NAME FILE: the expected text on standard input
	cat >"$scratch/expected"
	same "$1" "$scratch/expected" "$2"
}
has() { if grep -q -e "$2" "$3"; then ok "$1"; else
	cat "$3"
	not_ok "$1"
fi; }
lacks() { if grep -q -e "$2" "$3"; then
	cat "$3"
	not_ok "$1"
else ok "$1"; fi; }

# ---- what is in force ----------------------------------------------------------------------------

run none 0 config
empty none-lists-nothing "$scratch/out"
has none-says-so 'there is no file of settings' "$scratch/err"

cat >$file <<-'END'
	exclude = ["**/generated", 'it''s'] # for all that have it
END
run string-then-junk 2 config
says string-then-junk-place "$scratch/err" <<-'END'
	../benchline.toml:1:32: error: a comma or ] is expected in the array
	    exclude = ["**/generated", 'it''s'] # for all that have it
	                                   ^
END

cat >$file <<-'END'
	exclude = ["**/generated", "it's"] # for all that have it
	store = "results.db"

	[run]
	engine = "source"
	timeout = 0.5
	cpu = [1, 2]
	native = true
	keep = false
	from = ["test", "fuzz"]

	[find]
	exclude = []

	[history]
	store = "/abs.db"
END
run listed 0 config find run inject history
says listed-lines "$scratch/out" <<-'END'
	inject   --exclude='**/generated'         ../benchline.toml:1
	inject   --exclude='it'\''s'              ../benchline.toml:1
	run      --exclude='**/generated'         ../benchline.toml:1
	run      --exclude='it'\''s'              ../benchline.toml:1
	run      --store=../results.db            ../benchline.toml:2
	run      --engine=source                  ../benchline.toml:5
	run      --timeout=0.5                    ../benchline.toml:6
	run      --cpu=1,2                        ../benchline.toml:7
	run      --native                         ../benchline.toml:8
	run      --from=test,fuzz                 ../benchline.toml:10
	history  --store=/abs.db                  ../benchline.toml:16
END
empty listed-quietly "$scratch/err"
run listed-all 0 config
has listed-all-has-show '^show  *--store=../results.db ' "$scratch/out"
run listed-json 0 config --json show
sed 's/^\t*//' "$scratch/out" >"$scratch/json"
says listed-json-text "$scratch/json" <<-'END'
	{
		"schema_version":	1,
		"file":	"../benchline.toml",
		"settings":	[{
				"command":	"show",
				"option":	"store",
				"value":	"../results.db",
				"line":	2,
				"column":	9
			}]
	}
END
run listed-unknown 2 config frobnicate
has listed-unknown-says "there is no command 'frobnicate'" "$scratch/err"
if /usr/bin/python3 -c 'import tomllib' 2>/dev/null; then
	/usr/bin/python3 -c '
import tomllib
read = tomllib.load(open("../benchline.toml", "rb"))
assert read == {"exclude": ["**/generated", "it" + chr(39) + "s"], "store": "results.db",
  "run": {"engine": "source", "timeout": 0.5, "cpu": [1, 2], "native": True, "keep": False,
          "from": ["test", "fuzz"]}, "find": {"exclude": []}, "history": {"store": "/abs.db"}}, read'
	status toml-is-read-alike 0 $?
else
	skip toml-is-read-alike "there is no Python 3.11"
fi

# ---- which file ----------------------------------------------------------------------------------

printf '[run]\nengine = "both"\n' >benchline.toml
run nearest 0 config run
has nearest-counts '^run *--engine=both *benchline.toml:2$' "$scratch/out"
lacks nearest-alone '--store' "$scratch/out"
(cd most && "$BENCHLINE" config run) >"$scratch/out" 2>&1
has nearest-above '^run *--engine=both *../benchline.toml:2$' "$scratch/out"
BENCHLINE_CONFIG=../benchline.toml "$BENCHLINE" config run >"$scratch/out"
has variable '--engine=source *../benchline.toml:5$' "$scratch/out"
printf '[run]\nengine = "harness"\n' >other.toml
BENCHLINE_CONFIG=../benchline.toml "$BENCHLINE" config --config other.toml run >"$scratch/out"
has option-before-variable '--engine=harness *other.toml:2$' "$scratch/out"
BENCHLINE_CONFIG='' "$BENCHLINE" config run >"$scratch/out"
has empty-variable '--engine=both *benchline.toml:2$' "$scratch/out"
BENCHLINE_CONFIG=other.toml "$BENCHLINE" config --no-config run >"$scratch/out" 2>/dev/null
empty no-config "$scratch/out"
run both-options 2 run --no-config --config other.toml "$project"
has both-options-says 'choose one' "$scratch/err"
run named-and-missing 2 run --config nowhere.toml "$project"
has named-and-missing-says '^nowhere.toml: error: cannot read it: No such file' "$scratch/err"
BENCHLINE_CONFIG=nowhere.toml "$BENCHLINE" find "$project" >/dev/null 2>"$scratch/err"
status variable-and-missing 2 $?
rm benchline.toml
mv ../.git ../.hidden
run no-repository 0 config
empty no-repository-nothing-above "$scratch/out"
mv ../.hidden ../.git

# ---- what it does --------------------------------------------------------------------------------

printf 'only = ["TestSum", "TestNew"]\n[run]\nquiet = true\njson = true\nlabel = "from the file"\n' >$file
run taken 0 run "$project"
empty taken-quiet "$scratch/err"
has taken-label '"label": "from the file"' "$scratch/out"
status taken-rows 'TestNew TestSum' "$(sed -n 's/.*"test": "\(Test[A-Za-z]*\)".*/\1/p' "$scratch/out" | sort -u | tr '\n' ' ' | sed 's/ $//')"
run nothing-chosen 0 run -q --only TestNobody "$project"
has nothing-chosen-says 'warning: --only left no test to run' "$scratch/err"
run nothing-left 0 run -q --only TestGrow --skip . "$project"
has nothing-left-says 'warning: --only and --skip left no test to run' "$scratch/err"
run overridden 0 run --only TestGrow --label given "$project"
has overridden-label '"label": "given"' "$scratch/out"
has overridden-only TestGrow "$scratch/out"
lacks overridden-replaces 'TestSum' "$scratch/out"
run left-out 0 find --no-config "$project"
has left-out-table '5 tests' "$scratch/out"
printf '[run]\niterations = 20\nquiet = true\n' >$file
run alternative 0 run --benchtime 10x "$project"
printf '[run]\nbenchtime = "2s"\n' >$file
run together 2 run --timeout 1 "$project"
says together-says "$scratch/err" <<-'END'
	benchline run: --benchtime 2s does not fit into the 1 seconds after which a benchmark is ended: choose a longer --timeout
	options of ../benchline.toml count too: 'benchline config' lists them
	'benchline run --help' tells more
END
printf 'store = "kept.db"\n' >$file
(cd most && "$BENCHLINE" run -q --only TestSum "$project" >/dev/null 2>&1)
if [ -s ../kept.db ] && [ ! -e kept.db ] && [ ! -e most/kept.db ]; then ok path-from-the-file; else not_ok path-from-the-file; fi
run store-is-found 0 history
has store-is-found-run '^ *1 ' "$scratch/out"

# ---- what is wrong -------------------------------------------------------------------------------

wrong() { # wrong NAME PLACE-AND-MESSAGE: of the file on standard input, for any command
	cat >$file
	run "wrong-$1" 2 find "$project"
	has "wrong-$1-says" "^../benchline.toml:$2" "$scratch/err"
	empty "wrong-$1-does-nothing" "$scratch/out"
	run "wrong-$1-help" 0 find --help
	run "wrong-$1-without" 0 find --no-config "$project"
}
wrong syntax "2:8: error: a word goes into quotes" <<-'END'
	[run]
	engine=both
END
wrong section "1:2: error: there is no command test" <<-'END'
	[test]
END
wrong key "2:1: error: 'benchline run' has no option --iteration$" <<-'END'
	[run]
	iteration = 5
END
wrong key-of-no-command "1:1: error: no command has an option --iteration$" <<-'END'
	iteration = 5
END
wrong flag "2:8: error: json takes true or false" <<-'END'
	[find]
	json = "yes"
END
wrong boolean "2:10: error: engine takes ENGINE: a text in quotes or a number, not true" <<-'END'
	[run]
	engine = true
END
wrong array "2:1: error: engine takes one value, not an array" <<-'END'
	[run]
	engine = ["both"]
END
wrong request "2:1: error: write is for the command line" <<-'END'
	[inject]
	write = true
END
for key in go network output map; do
	case $key in go | network | output) section=run ;; *) section=inject ;; esac
	case $key in network) value=true ;; *) value='"x"' ;; esac
	wrong "$key-of-anybody's" "2:1: error: $key is taken only from a file that you name" <<-END
		[$section]
		$key = $value
	END
	run "$key-named" 0 config --config $file "$section"
	has "$key-named-counts" "--$key" "$scratch/out"
done
printf '[find]\njson = 1\nverbos = true\n[fund]\n' >$file
run all-errors 2 config
status all-errors-are-said 3 "$(grep -c ': error: ' "$scratch/err")"

# The value of an option, which the command itself refuses.
printf '[run]\n  engine = "bot"\n' >$file
run value 2 run "$project"
says value-says "$scratch/err" <<-'END'
	../benchline.toml:2:12: error: --engine takes harness, source or both, not 'bot'
	      engine = "bot"
	               ^
END
run value-given 0 run -q --engine harness "$project"
run value-of-another-command 0 find "$project"
run value-in-config 2 config
empty value-in-config-lists-nothing "$scratch/out"
printf '[export]\nformat = "xml"\n' >$file
run value-of-a-list 2 config
has value-of-a-list-place '^../benchline.toml:2:10: error: ' "$scratch/err"
printf '[run]\nonly = ["a",\n  "("]\n' >$file
run pattern 2 run "$project"
has pattern-place '^../benchline.toml:3:3: error: --only takes a regular expression' "$scratch/err"

# One of all commands is said once.
printf 'only = ["("]\n' >$file
run value-of-all 2 config
status value-of-all-is-said-once 1 "$(grep -c ': error: ' "$scratch/err")"

# ---- what history lists --------------------------------------------------------------------------

printf 'store = "kept.db"\nonly = ["TestSum"]\n[history]\nalpha = 0.05\njson = false\n' >$file
run history-runs 0 history
has history-runs-are-listed '^ *run  identifier' "$scratch/out"
run history-check 0 history --check
run history-tests 0 history --skip TestNew
has history-tests-are-listed '^example.com/escape TestSum' "$scratch/out"
printf '[history]\njson = true\n' >$file
run history-check-json 0 history --check --store ../kept.db
wrong changes "2:1: error: changes is for the command line" <<-'END'
	[history]
	changes = true
END

# ---- a baseline ----------------------------------------------------------------------------------

"$BENCHLINE" run -q --no-config -o ../base.json --only TestSum "$project" >/dev/null 2>&1
wrong "baseline-of-anybody's" "2:1: error: baseline is taken only from a file that you name" <<-'END'
	[check]
	baseline = "base.json"
END
run baseline-from-the-file 0 check --config $file ../base.json
printf '[check]\nbaseline = "latest"\n' >$file
run baseline-of-the-store 0 check --config $file --store ../kept.db --only TestSum ../base.json
printf '\357\273\277[find]\njson = 1\n' >$file
run byte-order-mark 2 find "$project"
has byte-order-mark-place '^../benchline.toml:2:8: error: json takes true or false' "$scratch/err"
printf '\357\273\277[find]\njson = true\n' >$file
run byte-order-mark-is-fine 0 find "$project"
exit "${failed:-0}"

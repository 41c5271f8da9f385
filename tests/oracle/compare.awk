# compare.awk - what go/parser and the compiler's parser say of files against what benchline says.
#
#   awk -f compare.awk part=groups LIST part=differences semantic/differences.txt \
#       part=go GOPARSE part=compiler COMPILERPARSE part=ours SYNTAX_DUMP
#
# LIST has lines GROUP<tab>FILE; the others are described in goparse/main.go, compilerparse/main.go
# and at the top of differences.txt. COMPILERPARSE may be empty. Prints lines of tab-separated fields:
#
#   go-differs TEXT          a file on which benchline and go/parser disagree, unlisted
#   compiler-differs TEXT    the same of the compiler
#   needed ID FILE           an entry of the list that a file's disagreement needs
#   place FILE GO-PLACE GO-MESSAGE OUR-PLACE OUR-MESSAGE     both refuse it, at different places
#   figures GROUP ...        numbers, in the order of `figures` below
#   note TEXT                the same for people
BEGIN { FS = "\t" }

part == "groups" { group[$2] = $1; next }

# ---- the list: paragraphs of `key: value` lines ----
part == "differences" {
	if (match($0, /^[a-z]+: */)) {
		key = substr($0, 1, RLENGTH)
		sub(/: *$/, "", key)
		value = substr($0, RLENGTH + 1)
		if (key == "id")
			id = value
		else if (key == "refuses")
			refuses[id] = value
		else if (key == "line")
			line[id] = value
		else if (key == "message") {
			patterns++
			pattern[patterns] = value
			owner[patterns] = id
		}
	}
	next
}

# The line of a file that a place LINE:COLUMN is in.
function line_at(file, place,    number, text, i) {
	number = place + 0
	for (i = 0; i < number && (getline text <file) > 0; i++)
		;
	close(file)
	return text
}

part == "go" {
	go_verdict[$NF] = $1
	if ($1 == "no") {
		go_place[$NF] = $2
		go_message[$NF] = $3
	} else {
		go_tree[$NF] = $2 " " $3
		go_names[$NF] = $4
	}
	next
}

part == "compiler" {
	compiled = 1
	compiler_verdict[$NF] = $1
	if ($1 == "no") {
		compiler_place[$NF] = $2
		compiler_message[$NF] = $3
	}
	next
}

# Is every message of those who refuse the file on the list?
function listed(who, place, messages, file,    said, count, i, p, ids, found, text) {
	text = line_at(file, place)
	count = split(messages, said, " [|] ")
	for (i = 1; i <= count; i++) {
		found = 0
		for (p = 1; p <= patterns && !found; p++)
			if (refuses[owner[p]] == who && said[i] ~ pattern[p] &&
				(!(owner[p] in line) || text ~ line[owner[p]]))
				found = p
		if (!found)
			return 0
		ids[owner[found]] = 1
	}
	for (i in ids)
		print "needed\t" i "\t" file
	return 1
}

function first_of(messages) {
	sub(/ [|] .*/, "", messages)
	return messages
}

function against_go(g, file) {
	if (go_verdict[file] != $1) {
		if ($1 == "ok" && listed("go/parser", go_place[file], go_message[file], file))
			go_listed[g]++
		else {
			differ[g]++
			print "go-differs\tgo/parser says " go_verdict[file] " " go_message[file] ", benchline says " $1 \
				($1 == "no" ? " " $3 : "") ": " file
		}
	} else if ($1 == "no") {
		same_place[g] += go_place[file] == $2
		if (go_place[file] != $2)
			print "place\t" file "\t" go_place[file] "\t" first_of(go_message[file]) "\t" $2 "\t" $3
	} else {
		leaky[g] += go_names[file] == "leaky"
		if (go_tree[file] != $2 " " $3) {
			differ[g]++
			print "go-differs\tthe trees differ: " file
		} else if (go_names[file] != "leaky" && go_names[file] != $4) {
			differ[g]++
			print "go-differs\tthe unresolved names differ: " file
		}
	}
}

function against_compiler(g, file,    explained) {
	if (compiler_verdict[file] == $1)
		return
	explained = $1 == "ok" ? listed("compiler", compiler_place[file], compiler_message[file], file) \
		: listed("go/parser, benchline", go_place[file], go_message[file], file)
	if (explained) {
		compiler_listed[g]++
		return
	}
	compiler_differ[g]++
	print "compiler-differs\tthe compiler says " compiler_verdict[file] " " compiler_message[file] \
		", benchline says " $1 ($1 == "no" ? " " $3 : "") ": " file
}

part == "ours" {
	file = $NF
	g = group[file]
	if (!(g in files))
		order[++groups] = g
	files[g]++
	if ($1 == "ok") {
		accepted[g]++
		nodes[g] += $3
		names[g] += $5
	} else
		refused[g]++
	against_go(g, file)
	if (compiled)
		against_compiler(g, file)
}

function figures(g) {
	printf "figures\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\n", g, files[g], accepted[g], refused[g],
		nodes[g], names[g], leaky[g], differ[g], go_listed[g], same_place[g], compiler_listed[g],
		compiled ? compiler_differ[g] + 0 : "-"
	printf "note\t# %-45s %6d files, %5d refused, %8d nodes, %7d unresolved names; differences: %d go/parser",
		g, files[g], refused[g], nodes[g], names[g], differ[g]
	if (compiled)
		printf ", %d compiler", compiler_differ[g]
	if (go_listed[g] + compiler_listed[g])
		printf " (listed: %d and %d)", go_listed[g], compiler_listed[g]
	if (refused[g])
		printf "; same place of the first error: %d of %d", same_place[g], refused[g]
	printf "\n"
}

END {
	for (i = 1; i <= groups; i++) {
		g = order[i]
		figures(g)
		files["all"] += files[g]; accepted["all"] += accepted[g]; refused["all"] += refused[g]
		nodes["all"] += nodes[g]; names["all"] += names[g]; leaky["all"] += leaky[g]
		differ["all"] += differ[g]; go_listed["all"] += go_listed[g]
		same_place["all"] += same_place[g]
		compiler_listed["all"] += compiler_listed[g]; compiler_differ["all"] += compiler_differ[g]
	}
	if (groups > 1)
		figures("all")
	# A parser that said nothing about a file would otherwise have agreed.
	for (file in group)
		if (!(file in go_verdict) || compiled && !(file in compiler_verdict))
			print "go-differs\ta parser said nothing about " file
}

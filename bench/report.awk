# report.awk - what run.sh left, as tables: awk -f report.awk [-v markdown=1] FACTS SAMPLES
#
# Speed is compared by the fastest sample of each side, which is the one that was disturbed least.
# How far that can be trusted is said beside it: the ratio of the two samples of one round, of which
# there are as many as rounds, has a median and a range.

BEGIN { FS = "\t" }

FNR == NR {
	facts[$1] = $2
	next
}

{
	split("", sample)
	n = split($0, pairs, " ")
	for (i = 1; i <= n; i++) {
		at = index(pairs[i], "=")
		sample[substr(pairs[i], 1, at - 1)] = substr(pairs[i], at + 1)
	}
	note(sample["contender"])
}

function note(who,    key) {
	for (key in sample)
		last[who, key] = sample[key]
	seconds[who, sample["round"]] = sample["seconds"]
	if (!(who in fastest) || sample["seconds"] + 0 < fastest[who])
		fastest[who] = sample["seconds"] + 0
	ran += sample["seconds"]
	passed += sample["wall"]
	if (sample["grown"] + 0 > grown[who])
		grown[who] = sample["grown"] + 0
}

# ---- figures -------------------------------------------------------------------------------------

function rate(who) {
	return sprintf("%.1f", last[who, "bytes"] / fastest[who] / 1e6)
}

function times(x) {
	return sprintf(x < 9.995 ? "%.2fx" : "%.1fx", x)
}

# Sorts the rounds' ratios into `ratios`; how many there are.
function ratios_of(ours, theirs,    round, n, i, x) {
	n = 0
	for (round = 1; round <= facts["rounds"]; round++) {
		if (!((ours, round) in seconds) || !((theirs, round) in seconds))
			continue
		x = seconds[theirs, round] / seconds[ours, round]
		for (i = n++; i > 0 && ratios[i] > x; i--)
			ratios[i + 1] = ratios[i]
		ratios[i + 1] = x
	}
	return n
}

function median(n) {
	return n % 2 ? ratios[(n + 1) / 2] : (ratios[n / 2] + ratios[n / 2 + 1]) / 2
}

function per_byte(who, key) {
	return ((who, key) in last) ? sprintf("%.1f", last[who, key] / last[who, "bytes"]) : "-"
}

function megabytes(n) {
	return sprintf(n < 1e8 ? "%.1f MB" : "%.0f MB", n / 1e6)
}

# ---- rows ----------------------------------------------------------------------------------------

function line(cells, count, widths,    i, text) {
	text = markdown ? "|" : ""
	for (i = 1; i <= count; i++)
		text = text (markdown ? " " cells[i] " |" : sprintf(i <= texts ? "%-" widths[i] "s  " : "%" widths[i] "s  ", cells[i]))
	sub(/ +$/, "", text)
	print text
}

function table(heading, width, texts_in,    i) {
	columns = split(heading, cells, "|")
	split(width, widths, " ")
	texts = texts_in
	line(cells, columns, widths)
	if (!markdown)
		return
	for (i = 1; i <= columns; i++)
		cells[i] = i <= texts ? "---" : "--:"
	line(cells, columns, widths)
}

function row(text) {
	split(text, cells, "|")
	line(cells, columns, widths)
}

# Why a contender is not among the samples.
function missing(who) {
	return facts[who ~ /^tree-sitter/ ? "missing-tree-sitter" : "missing-tests"]
}

function compare(what, peer, ours, theirs,    n) {
	if (!(ours in fastest) || !(theirs in fastest)) {
		row(what "|" peer "|-|-|-|-|not measured: " missing(theirs))
		return
	}
	n = ratios_of(ours, theirs)
	row(what "|" peer "|" rate(ours) "|" rate(theirs) "|" times(fastest[theirs] / fastest[ours]) "|" \
		times(median(n)) "|" times(ratios[1]) " to " times(ratios[n]))
}

function hold(what, who, passing) {
	if (!(who in fastest)) {
		row(what "|-|-|-|not measured: " missing(who))
		return
	}
	row(what "|" per_byte(who, "held") "|" per_byte(who, "made") "|" \
		megabytes(grown[who]) "|" megabytes(grown[passing]))
}

function fact(name, value) {
	if (markdown)
		print "- " name ": " value
	else
		printf "%-12s%s\n", name ":", value
}

function files_line() {
	return facts["files"] " without testdata: " last["benchline-lex", "files"] " files, " \
		sprintf("%.1f", last["benchline-lex", "bytes"] / 1e6) " MB, " \
		last["benchline-lex", "items"] " tokens, " last["benchline-scopes", "items"] \
		" nodes; inject: the " last["benchline-inject", "files"] + 0 " test files among them, " \
		sprintf("%.1f", last["benchline-inject", "bytes"] / 1e6) " MB, " \
		last["benchline-inject", "items"] + 0 " benchmarks"
}

# Who would not have what the others took, and whose tokens are others than benchline's.
function refusals(    who, i, n, order) {
	n = split("benchline-lex go-lex benchline-scopes go-scopes tree-sitter benchline-inject go-inject go-format", order, " ")
	for (i = 1; i <= n; i++) {
		who = order[i]
		if (last[who, "refused"] + 0 > 0)
			fact("refused", who ": " last[who, "refused"] " of " last[who, "files"] " files")
	}
	if ("go-lex" in fastest && last["go-lex", "items"] != last["benchline-lex", "items"])
		fact("tokens", "go/scanner finds " last["go-lex", "items"] ", benchline " last["benchline-lex", "items"])
}

END {
	fact("benchline", facts["commit"] ", " facts["compiler"] ", " facts["flags"])
	fact("peers", facts["go"] (facts["peer-tree-sitter"] ? ", " facts["peer-tree-sitter"] : ""))
	fact("machine", facts["cpu"] ", " facts["cores"] " cores, one of them used")
	fact("files", files_line())
	fact("rounds", facts["rounds"] ", of which each contender's fastest is shown; " \
		sprintf("%.2f", passed / ran) " s passed for each second of processor time")
	refusals()
	print ""
	table("work|peer|benchline MB/s|peer MB/s|ratio|median|range of the rounds", "28 34 14 9 7 7 0", 2)
	compare("tokens", "go/scanner", "benchline-lex", "go-lex")
	compare("tree", "go/parser without resolution", "benchline-tree", "go-tree")
	compare("tree", "the same, GOGC=off", "benchline-tree", "go-tree-nogc")
	compare("tree", "tree-sitter-go", "benchline-tree", "tree-sitter")
	compare("tree and scopes", "go/parser with resolution", "benchline-scopes", "go-scopes")
	compare("tree and scopes", "the same, GOGC=off", "benchline-scopes", "go-scopes-nogc")
	compare("tests to benchmarks", "go/parser and byte edits", "benchline-inject", "go-inject")
	compare("tests to benchmarks", "go/format (what gofmt does)", "benchline-inject", "go-format")
	print ""
	table("memory|held, B per B|allocated, B per B|peak, all held|peak, one at a time", "28 13 18 15 20", 1)
	hold("benchline, tree and scopes", "benchline-hold", "benchline-scopes")
	hold("go/parser without resolution", "go-tree-hold", "go-tree")
	hold("go/parser with resolution", "go-scopes-hold", "go-scopes")
	hold("tree-sitter-go", "tree-sitter-hold", "tree-sitter")
}

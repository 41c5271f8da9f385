# profile.awk - callgrind_annotate's output as two tables: by function, and by the file whose lines
# were executed, which tells what was inlined into a function apart from what is its own.
# awk -f profile.awk -v most=25 -v markdown=1 -v work=WORK -v files=TEXT LINE FUNCTIONS
#
# LINE is what the contender printed: how many files and bytes.

FNR == NR {
	for (i = 1; i <= NF; i++)
		if (split($i, pair, "=") == 2)
			done[pair[1]] = pair[2]
	next
}

/PROGRAM TOTALS/ {
	total = number($1)
	next
}

/^ *[0-9,]+ +\( *[0-9.]+%\) +[^ ]+:[^ ]+/ {
	count = number($1)
	sub(/^[^)]*\) +/, "")
	sub(/ \[[^]]*\]$/, "")
	at = match($0, /:[^:]*$/)
	file = substr($0, 1, at - 1)
	function_count[substr($0, at + 1)] += count
	file_count[shown(file)] += count
}

function number(text) {
	gsub(",", "", text)
	return text + 0
}

# The project's files by their path, everything else as the C library.
function shown(file) {
	sub(/^(\.\/)?build\/gen\//, "", file)
	return file ~ /^((src|include|grammar|bench)\/|go_)/ ? file : "the C library"
}

function table(heading, counts,    shown_rows, name, best) {
	print ""
	if (markdown)
		printf "| %s | instructions | share |\n| --- | --: | --: |\n", heading
	else
		printf "%-40s %16s %7s\n", heading, "instructions", "share"
	for (shown_rows = 0; shown_rows < most; shown_rows++) {
		best = ""
		for (name in counts)
			if (best == "" || counts[name] > counts[best])
				best = name
		if (best == "" || counts[best] * 1000 < total)
			return
		printf markdown ? "| `%s` | %d | %.1f%% |\n" : "%-40s %16d %6.1f%%\n", best, counts[best], 100 * counts[best] / total
		delete counts[best]
	}
}

END {
	printf "%s: %.1f instructions for each byte of source (%s: %d files, %.1f MB)\n", \
		work, total / done["bytes"], files, done["files"], done["bytes"] / 1e6
	table("function", function_count)
	table("file", file_count)
}

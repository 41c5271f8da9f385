# compare.awk - the errors of files with one token wrong and of files with both wrong.
#
# Parts: `ours` is what syntax_dump -errors says, `go` what goparse says, `pairs` what mutate -pairs
# printed. Prints `one-error-each` and `no-consequences` with what is wrong, `# ` and the figures, and
# `judged` with the number of files that had an error in both places, when that is not none.
BEGIN { FS = "\t" }

# A place further down.
function shifted(place, lines, parts) {
	split(place, parts, ":")
	return (parts[1] + lines) ":" parts[2]
}

part == "ours" { ours[$NF] = $1 == "no" ? $2 : "" }
part == "go" { go[$NF] = $1 == "no" ? $2 : "" }

part == "pairs" {
	first = ours[$1]
	second = ours[$2]
	pairs++
	if (first ~ / /) print "one-error-each\t" $1 ": " first
	if (second ~ / /) print "one-error-each\t" $2 ": " second
	singles += (first != "") + (second != "")
	if (second != "") second = shifted(second, $4)
	expected = first == "" ? second : second == "" ? first : first " " second
	# The first error may be another one: a brace that is missing is missed in the function that comes
	# next, and may be missed elsewhere when that one is wrong too. What follows may be left out.
	further = ours[$3]
	sub(/^[^ ]* ?/, "", further)
	if (further != "" && further != second)
		print "no-consequences\t" $3 ": " ours[$3] " instead of " expected
	if (first == "" || second == "") next
	both++
	told += ours[$3] == expected
	same += ours[$3] == go[$1] " " shifted(go[$2], $4)
}

END {
	if (both) print "judged\t" both
	printf "# errors: %d files with one token wrong have one error each\n", singles
	printf "# errors: of %d files with two functions wrong both errors are reported in %d (%.1f %%), " \
		"in %d (%.1f %%) where gofmt has each alone\n", both, told, 100 * told / (both ? both : 1), same,
		100 * same / (both ? both : 1)
}

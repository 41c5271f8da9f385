# report.awk - the tables of docs/conversion.md, from the reasons and the rows that convert.sh made.
#
# Names are taken out of reasons, and what the compiler said behind a colon, so that equal reasons
# count together.
FILENAME ~ /reasons$/ {
	gsub(/needs the method [^ ,]*/, "needs the method M")
	gsub(/needs [^ ,]*, which/, "needs a declaration that")
	gsub(/names the embedded field [^ ,]*/, "names the embedded field F")
	gsub(/set up by the initialization of [^ ,]*/, "set up by the initialization of a variable")
	gsub(/set up by [A-Za-z_0-9]*,/, "set up by init or TestMain,")
	gsub(/the package declares [^ ,]*/, "the package declares N")
	sub(/: .*/, "")
	reasons[$0]++
	next
}
{
	split($0, column, "\t")
	rows[++count] = sprintf("| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |", column[1], column[2], \
		column[3], column[4], column[5], column[6], column[7], column[8], column[9], column[10])
	for (i = 3; i <= 9; i++) total[i] += column[i]
	restored += column[10] == "yes"
}
function percent(part) { return total[4] ? sprintf("%.1f %%", 100 * part / total[4]) : "-" }
END {
	print "# What becomes of real tests"
	print ""
	print "Written by `make conversion-report` (`tests/conversion`), with " ENVIRON["GOVERSION"] ". The projects are"
	print "modules of today, fetched by the go command, and what Debian ships as `golang-*-dev`; their versions"
	print "are pinned in `tests/conversion/projects.txt`, but for Debian's, which are those of its release."
	print ""
	printf "%d projects, %d packages with tests, %d tests: %d (%s) are copied, %d (%s) are called as they\n", \
		count, total[3], total[4], total[5], percent(total[5]), total[6], percent(total[6])
	printf "are, %d (%s) are left out. Of %d packages and test packages that compiled before, %d did not with\n", \
		total[7], percent(total[7]), total[8], total[9]
	printf "the benchmarks. `--write` and then `--revert` restored %d of %d projects byte for byte.\n", restored, count
	print ""
	print "Of each project, in a git repository of its own: the compiler looks at every package (`go list"
	print "-test -export`); `benchline inject --write`; the compiler looks again; `--check` must find nothing"
	print "stale; after `--revert` the hash and the mode of every file must be what they were, and `git diff"
	print "--exit-code` and `git status` clean, which is what *restored* says."
	print ""
	print "| project | version | packages | tests | copied | called | left out | compiled before | broken | restored |"
	print "|---|---|---:|---:|---:|---:|---:|---:|---:|---|"
	for (i = 1; i <= count; i++) print rows[i]
	printf "| **all** | | %d | %d | %d | %d | %d | %d | %d | %d of %d |\n", total[3], total[4], total[5], \
		total[6], total[7], total[8], total[9], restored, count
	print ""
	print "## Why tests are not copied"
	print ""
	print "| tests | reason |"
	print "|---:|---|"
	sorter = "sort -t '|' -k 2,2rn -k 3"
	for (reason in reasons) printf "| %d | %s |\n", reasons[reason], reason | sorter
	close(sorter)
}

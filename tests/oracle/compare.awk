# compare.awk GOPARSE-OUTPUT OUR-OUTPUT - lists the files on which the two parsers disagree.
# The last line is "files N, accepted N, rejected N, nodes N, leaky N, disagreements N, first errors equal N".
FNR == NR { go[$NF] = $0; next }
{
	files++
	split(go[$NF], want, " ")
	if (want[1] != $1) {
		bad++
		print "acceptance differs: go says " want[1] " " want[2] ", benchline says " $1 " " $2 ": " $NF
	} else if ($1 == "no") {
		rejected++
		equal += want[2] == $2
		if (want[2] != $2 && ENVIRON["SHOW_ERRORS"])
			print "first error differs: go says " want[2] ", benchline says " $2 ": " $NF
	} else {
		accepted++
		nodes += $3
		leaky += want[4] == "leaky"
		if (want[2] != $2 || want[3] != $3) {
			bad++
			print "tree differs: " $NF
		} else if (want[4] != "leaky" && want[4] != $4) {
			bad++
			print "unresolved names differ: " $NF
		}
	}
}
END {
	printf "files %d, accepted %d, rejected %d, nodes %d, leaky %d, disagreements %d, first errors equal %d\n",
		files, accepted, rejected, nodes, leaky, bad, equal
	exit bad != 0
}

# classify.awk - the files whose first errors are at different places, by class, as a Markdown table.
#
#   awk -f classify.awk part=classes classes.txt part=places PLACES
#
# PLACES has lines FILE GO-PLACE GO-MESSAGE OUR-PLACE OUR-MESSAGE, separated by tabs.
BEGIN { FS = "\t" }

part == "classes" {
	if (match($0, /^[a-z]+: */)) {
		key = substr($0, 1, RLENGTH)
		sub(/: *$/, "", key)
		if (key == "class")
			classes++
		entry[classes, key] = substr($0, RLENGTH + 1)
	}
	next
}

function fits(c, key, text) {
	return !((c, key) in entry) || text ~ entry[c, key]
}

part == "places" {
	moved = $2 ~ /@/ ? "yes" : "no"
	for (c = 1; c <= classes; c++)
		if (fits(c, "moved", moved) && fits(c, "go", $3) && fits(c, "ours", $5))
			break
	if (!count[c]++) {
		go_says[c] = $3
		we_say[c] = $5
	}
	all++
}

function code(text) {
	gsub(/[|]/, "\\|", text)
	return "`" text "`"
}

END {
	entry[classes + 1, "class"] = "other"
	print "| class | files | go/parser says, for example | benchline says | why |"
	print "|---|---:|---|---|---|"
	for (;;) {
		most = 0
		for (c in count)
			if (count[c] > 0 && (!most || count[c] > count[most] || count[c] == count[most] && c + 0 < most + 0))
				most = c
		if (!most)
			break
		printf "| %s | %d | %s | %s | %s |\n", entry[most, "class"], count[most], code(go_says[most]),
			code(we_say[most]), entry[most, "why"]
		delete count[most]
	}
	printf "| all | %d | | | |\n", all
}

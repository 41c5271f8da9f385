# manual.awk - a help text of benchline's in, a manual page in mdoc(7) out.
#
# The form of the text is that of src/cli/help_text.h, and besides:
#   examples:            and lines `  command   what for`; lines that go on begin after 6 blanks
#   exit status: 0 ...; 1 ...; 2 ...
#   lines `  word  what it is`, two blanks or more between, are a list; other lines that begin after
#   two blanks, also those with a comment behind a #, are shown as they stand
#
# Variables: page, summary, date, version, part (a file with sections to be put in), commands.

# ---- text ----------------------------------------------------------------------------------------

# As roff wants it: no escapes, no requests, and hyphens that can be copied to a command line.
function text(s) {
	gsub(/\\/, "\\e", s)
	gsub(/-/, "\\-", s)
	return (s ~ /^[.']/ ? "\\&" : "") s
}

# The same of prose, where each sentence begins a line.
function prose(s,    out) {
	while (match(s, /[.!?] +[A-Z]/)) {
		out = out text(substr(s, 1, RSTART)) "\n"
		s = trim(substr(s, RSTART + 1))
	}
	return out text(s)
}

function trim(s) {
	sub(/^ +/, "", s)
	sub(/ +$/, "", s)
	return s
}

function line(s) {
	body = body s "\n"
}

# ---- what is open --------------------------------------------------------------------------------

function close_block() {
	if (open == "list") line(".El")
	if (open == "literal") line(".Ed")
	if (open != "" && open != "text") gap = 1
	if (open == "text") gap = 1
	open = ""
}

function start_text() {
	if (open == "text") return
	close_block()
	if (gap) line(".Pp")
	open = "text"
}

function start_list() {
	if (open == "list") return
	close_block()
	line(".Bl -tag -width Ds")
	open = "list"
}

function start_literal() {
	if (open == "literal") return
	close_block()
	line(".Bd -literal -offset indent")
	open = "literal"
}

# ---- synopsis ------------------------------------------------------------------------------------

# One thing in a usage line, brackets around it or not: the macros for it.
function usage_word(s,    optional, dots, words, count, i, out) {
	if (s ~ /^\[.*\]$/ && s !~ /^\[[^\]]*\].*\[/) {
		optional = "Op "
		s = substr(s, 2, length(s) - 2)
	}
	if (s ~ /\.\.\.$/) {
		dots = " ..."
		s = substr(s, 1, length(s) - 3)
	}
	if (s ~ /^[a-z]+\|/) {
		gsub(/\|/, " | Cm ", s)
		return optional "Cm " s
	}
	count = split(s, words, " ")
	for (i = 1; i <= count; i++) {
		out = out (i > 1 ? " " : "")
		if (words[i] ~ /^-/) out = out "Fl " text(substr(words[i], 2))
		else out = out "Ar " text(words[i])
	}
	return optional out dots
}

function depth(s,    more) {
	more = gsub(/\[/, "", s)
	return more - gsub(/\]/, "", s)
}

function take_usage(s,    words, count, i, first, part) {
	count = split(s, words, " ")
	first = words[2] ~ /^[a-z]+$/ ? 3 : 2
	synopsis = synopsis ".Nm " (first == 3 ? "\"benchline " words[2] "\"" : "benchline") "\n"
	for (i = first; i <= count; i++) {
		part = words[i]
		while (depth(part) > 0 && i < count) part = part " " words[++i]
		synopsis = synopsis "." usage_word(part) "\n"
	}
}

# ---- options, lists, examples, exit statuses -----------------------------------------------------

function take_option(s,    item, name) {
	start_list()
	s = trim(s)
	item = ".It"
	if (s ~ /^-[A-Za-z0-9],/) {
		item = item " Fl " substr(s, 2, 1) " ,"
		s = trim(substr(s, 4))
	}
	while (match(s, /^--[a-z0-9-]+/)) {
		name = substr(s, 2, RLENGTH - 1)
		item = item " Fl " text(name)
		s = substr(s, RLENGTH + 1)
		if (s !~ /^, --/) break
		item = item " ,"
		s = substr(s, 3)
	}
	if (match(s, /^ [^ ]+/)) {
		item = item " Ar " text(substr(s, 2, RLENGTH - 1))
		s = substr(s, RLENGTH + 1)
	}
	line(item)
	if (trim(s) != "") line(prose(trim(s)))
}

function take_item(s,    at) {
	start_list()
	s = trim(s)
	at = match(s, /  +/)
	if (page == "benchline" && index(" " commands, " " substr(s, 1, at - 1) " "))
		line(".It Xr benchline\\-" substr(s, 1, at - 1) " 1")
	else
		line(".It Li " text(quoted(substr(s, 1, at - 1))))
	line(prose(trim(substr(s, at))))
}

function quoted(s) {
	return "\"" s "\""
}

function take_example(s,    at) {
	if (s ~ /^      /) {
		examples = examples text("    " trim(s)) "\n"
		return
	}
	s = trim(s)
	at = match(s, /  +/)
	if (examples != "") examples = examples "\n"
	if (at) {
		examples = examples text("# " trim(substr(s, at))) "\n"
		s = substr(s, 1, at - 1)
	}
	examples = examples text("$ " s) "\n"
}

# "0 fine; 1 a finding (see; the messages); 2 wrong usage" as a list.
function exit_statuses(s,    out, rest, number, what) {
	out = ".Bl -tag -width Ds\n"
	s = trim(s)
	sub(/\.$/, "", s)
	while (match(s, /^[0-9] /)) {
		number = substr(s, 1, 1)
		s = substr(s, 3)
		if (match(s, /[;,] [0-9] /)) {
			what = substr(s, 1, RSTART - 1)
			s = substr(s, RSTART + 2)
		} else {
			what = s
			s = ""
		}
		out = out ".It " number "\n" text(what) "\n"
	}
	return out ".El\n"
}

# ---- the lines of the text -----------------------------------------------------------------------

{ sub(/[ \t]+$/, "") }

/^usage: / { take_usage(substr($0, 8)); in_usage = 1; next }
in_usage && /^       benchline / { take_usage($0); next }
{ in_usage = 0 }

/^examples:$/ { close_block(); in_examples = 1; next }
in_examples && /^  / { take_example($0); next }
{ in_examples = 0 }

tolower($0) ~ /^exit status: / { close_block(); in_status = 1; status = substr($0, 14); next }
in_status && $0 != "" { status = status " " $0; next }
{ in_status = 0 }

/^$/ {
	# Options in groups, with blank lines between, are lists of their own.
	close_block()
	next
}

/^  -[A-Za-z0-9], --[a-z]/ || /^      --[a-z]/ { take_option($0); next }
open == "list" && /^                       / { line(prose(trim($0))); next }
/^  [^ ].*[^ ]  +[^ #]/ && open != "literal" { take_item($0); next }
/^  / { start_literal(); line(text(substr($0, 3))); next }

{
	start_text()
	line(prose($0))
}

# ---- the page ------------------------------------------------------------------------------------

END {
	close_block()
	printf ".\\\" Made by tools/manual.sh of what the program says of itself.\n"
	printf ".Dd %s\n.Dt %s 1\n.Os \"%s\"\n", date, toupper(page), version
	printf ".Sh NAME\n.Nm %s\n.Nd %s\n", text(page), text(summary)
	printf ".Sh SYNOPSIS\n%s", synopsis
	printf ".Sh DESCRIPTION\n%s", body
	while ((getline extra < part) > 0) print extra
	if (status != "") printf ".Sh EXIT STATUS\n%s", exit_statuses(status)
	if (examples != "") printf ".Sh EXAMPLES\n.Bd -literal\n%s.Ed\n", examples
	printf ".Sh SEE ALSO\n"
	count = split(commands, others, " ")
	seen = page == "benchline" ? "" : ".Xr benchline 1"
	for (i = 1; i <= count; i++)
		if (page != "benchline-" others[i])
			seen = seen (seen == "" ? "" : " ,\n") ".Xr benchline\\-" others[i] " 1"
	print seen
}

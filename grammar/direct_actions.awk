# direct_actions.awk - lets each action of the generated parser go on to the next step by itself.
#
# Lemon makes one `switch` of all actions; each ends with `break`, behind which one piece of code,
# shared by all rules, looks up what the rule was made of and what comes next. Here each rule has a
# label, to which the parser jumps straight from what its tables say: yy_steps[] has the address for
# each action of Lemon's. And the `break` of an action becomes GO_ON(rule), that code once for each
# rule (parser_template.c), in which the rule's symbols are constants. Rules with one action share
# what follows it too, if they make the same symbol of as many; else each kind of them has a copy.
#
# A rule as Lemon writes it, with an action and without; what it optimized out is never reduced:
#       case 12: /* decls ::= decls decl SEMI */ yytestcase(yyruleno==12);
#       /* (260) opt_semi ::= SEMI */ yytestcase(yyruleno==260);

# Notes a rule for which the next action is. `right` is the right side and what stands behind it.
function note(number, left, right,    shape) {
	sub(/\*\/.*/, "", right)
	shape = left " " split(right, symbols, " ")
	if (!(shape in labels)) {
		shapes[++count] = shape
		rule[shape] = number
	}
	labels[shape] = labels[shape] " rule_" number ":"
	steps = steps "        [YY_MIN_REDUCE + " number "] = &&rule_" number ",\n"
}
function put(action,    i) {
	for (i = 1; i <= count; i++)
		code = code "     " labels[shapes[i]] ";\n" action "        GO_ON(" rule[shapes[i]] ");\n"
	split("", labels)
	count = 0
}

/^ *switch \(rule\) \{/ { inside = 1; next }
!inside { print; next }
/^    \}$/ {
	inside = 0
	print "    static const void *const yy_steps[YY_MAX_REDUCE + 1] = {"
	print "        [0 ... YY_MAX_SHIFTREDUCE] = &&shift,"
	print "        [YY_ERROR_ACTION ... YY_NO_ACTION] = &&stop,"
	print steps "    };"
	print "    goto read;"
	printf "%s", code
	next
}
/^      case [0-9]+: / {
	split($0, sides, / ::=/)
	note($2 + 0, $4, sides[2])
	next
}
/OPTIMIZED OUT/ { next }
/^      \/\* \([0-9]+\) / {
	split($0, sides, / ::=/)
	note(substr($2, 2) + 0, $3, sides[2])
	put("")
	next
}
/^        break;$/ {
	put(action)
	action = ""
	next
}
/^      default:$/ || /YYMINORTYPE yylhsminor;$/ { next }
{ action = action $0 "\n" }

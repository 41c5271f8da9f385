# direct_actions.awk - lets each action of the generated parser go on by itself.
#
# Lemon ends an action with `break`, behind which one piece of code, shared by all rules, looks up
# what the rule was made of and what comes next. Here the `break` of an action becomes GO_ON(rule):
# that code once for each rule (parser_template.c), in which the rule's symbols are constants and
# the branch predictor learns what follows that rule. An action that several rules share goes on
# by the rule's number.
/^      case [0-9]+: / {
	rules++
	rule = $2 + 0
}
/^        break;$/ && rules {
	print "        GO_ON(" (rules == 1 ? rule : "rule") ");"
	rules = 0
	next
}
{ print }

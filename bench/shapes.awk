# shapes.awk - writes one Go test file of n tests in a shape that costs time if anything is looked at
# for every test: awk -v shape=SHAPE -v n=N -f shapes.awk >x_test.go
#
#   own        each test has a helper, a function and a constant of its own
#   chain      each helper calls the next: the first test needs all of them
#   methods    each test calls another method of one type that holds a *testing.T
#   embedded   the same where the type embeds it
#   types      each test has a type of its own, with a method
#   setup      a variable for each test, initialized by a call
#   imports    a package imported for each test, which gives it its t
#   unnamed    each helper's name has no letter whose case could be changed
#   table      one test over a table with n entries, keyed by constants
#   trouble    the chain, at whose end stands what cannot be converted: no test can be
function test(i, body) { printf "func TestN%d(t *testing.T) {\n%s}\n\n", i, body }
function digits(i, spelled) {
	spelled = ""
	do { spelled = digit[i % 10 + 1] spelled; i = int(i / 10) } while (i > 0)
	return spelled
}
BEGIN {
	split("零 一 二 三 四 五 六 七 八 九", digit, " ")
	print "package p\n\nimport (\n\t\"testing\""
	for (i = 0; shape == "imports" && i < n; i++) printf "\tpkg%d \"example.com/p/q%d\"\n", i, i
	print ")\n"
	if (shape == "methods") print "type suite struct{ t *testing.T }\n"
	if (shape == "embedded") print "type suite struct{ *testing.T }\n"
	if (shape == "setup") print "func register(f func(*testing.T)) func(*testing.T) { return f }\n"
	if (shape == "table") {
		print "const ("
		for (i = 0; i < n; i++) printf "\tkey%d = %d\n", i, i
		print ")\n\nvar table = map[int]func(*testing.T){"
		for (i = 0; i < n; i++) printf "\tkey%d: func(t *testing.T) {},\n", i
		print "}\n"
		test(0, "\tfor _, f := range table {\n\t\tf(t)\n\t}\n")
		exit
	}
	for (i = 0; i < n; i++) {
		if (shape == "own") {
			test(i, "\tplain" i "(1)\n\tcheck" i "(t)\n")
			printf "func plain%d(x int) int { return x + limit%d }\n\nconst limit%d = %d\n\n", i, i, i, i
			printf "func check%d(t *testing.T) { t.Helper() }\n\n", i
		} else if (shape == "chain" || shape == "trouble") {
			test(i, "\tstep" i "(t)\n")
			printf "func step%d(t *testing.T) { t.Helper(); step%d(t) }\n\n", i, i + 1
		} else if (shape == "methods" || shape == "embedded") {
			test(i, "\ts := &suite{t}\n\ts.m" i "()\n")
			printf "func (s *suite) m%d() { s.%sLog(1) }\n\n", i, shape == "methods" ? "t." : ""
		} else if (shape == "types") {
			test(i, "\t(&kit" i "{t}).run()\n")
			printf "type kit%d struct{ t *testing.T }\n\nfunc (k *kit%d) run() { k.t.Helper() }\n\n", i, i
		} else if (shape == "setup") {
			test(i, "\tvalue" i "(t)\n")
			printf "var value%d = register(func(t *testing.T) {})\n\n", i
		} else if (shape == "imports") {
			test(i, "\tpkg" i ".Do(t)\n")
		} else if (shape == "unnamed") {
			test(i, "\t_" digits(i) "(t)\n")
			printf "func _%s(t *testing.T) {}\n\n", digits(i)
		}
	}
	if (shape == "chain") printf "func step%d(t *testing.T) {}\n", n
	if (shape == "trouble") printf "func step%d(t *testing /* */ .T) {}\n", n
}

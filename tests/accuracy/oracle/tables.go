package main

import (
	"fmt"
	"regexp"
	"sort"
	"strings"
)

// percent is "99.52 %", never rounded up to a hundred.
func percent(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	hundredths := 10000 * part / whole
	return fmt.Sprintf("%d.%02d %%", hundredths/100, hundredths%100)
}

// share is "12 (99.52 %)".
func share(part, whole int) string { return fmt.Sprintf("%d (%s)", part, percent(part, whole)) }

// groups are sorted, the largest first, and what is in them too.
func groups(unsorted map[string]*group) (sorted []*group) {
	for _, g := range unsorted {
		sort.Strings(g.Items)
		sorted = append(sorted, g)
	}
	sort.Slice(sorted, func(i, j int) bool {
		a, b := sorted[i], sorted[j]
		return len(a.Items) > len(b.Items) || len(a.Items) == len(b.Items) && a.What < b.What
	})
	return sorted
}

// Shown are the first of the items, as Markdown, and how many are left.
func (g *group) Shown(most int) string {
	items := g.Items
	if len(items) > most {
		items = items[:most]
	}
	var text strings.Builder
	for _, item := range items {
		fmt.Fprintf(&text, "- %s\n", escape(item))
	}
	if rest := len(g.Items) - len(items); rest > 0 {
		fmt.Fprintf(&text, "- ... and %d more\n", rest)
	}
	return text.String()
}

// measured is the folder of the projects, which is nobody's business.
var measured = regexp.MustCompile(`/[^ ]*/accuracy/modules/`)

// escape keeps the beginning of a text of others on its line, and what is special in Markdown as it is.
func escape(text string) string {
	const most = 300
	text = measured.ReplaceAllString(strings.Join(strings.Fields(text), " "), "")
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + " ..."
	}
	return strings.NewReplacer("|", `\|`, "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`).Replace(text)
}

// A causeGroup is the differences of an engine that have the same cause.
type causeGroup struct {
	Cause         string
	Allocs, Bytes int // tests whose allocations differ; tests of which only the bytes do
	List          []*difference
}

func (r *report) causes(engine string) (sorted []*causeGroup) {
	byCause := map[string]*causeGroup{}
	for _, d := range r.Differences {
		if d.Engine != engine {
			continue
		}
		if byCause[d.Cause] == nil {
			byCause[d.Cause] = &causeGroup{Cause: d.Cause}
			sorted = append(sorted, byCause[d.Cause])
		}
		g := byCause[d.Cause]
		if d.AllocsDiffer {
			g.Allocs++
		} else {
			g.Bytes++
		}
		g.List = append(g.List, d)
	}
	sort.SliceStable(sorted, func(i, j int) bool { return len(sorted[i].List) > len(sorted[j].List) })
	return sorted
}

// Shown are the first of the differences, those of allocations before those of bytes, as table rows.
func (g *causeGroup) Shown(most int) string {
	sort.SliceStable(g.List, func(i, j int) bool { return g.List[i].AllocsDiffer && !g.List[j].AllocsDiffer })
	var text strings.Builder
	for i, d := range g.List {
		if i == most {
			fmt.Fprintf(&text, "| ... and %d more | | | | |\n", len(g.List)-most)
			break
		}
		fmt.Fprintf(&text, "| %s.%s | %d | %d | %d | %d |\n", d.key.importPath, d.key.name, d.Allocs, d.RightAllocs, d.Bytes, d.RightBytes)
	}
	return text.String()
}

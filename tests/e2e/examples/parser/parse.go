// Package parser is what the examples of the help texts are run on.
package parser

import (
	"fmt"
	"strings"
)

// Parse cuts "a=1;b=2" into pairs.
func Parse(text string) (map[string]string, error) {
	pairs := map[string]string{}
	for _, part := range strings.Split(text, ";") {
		key, value, found := strings.Cut(part, "=")
		if !found {
			return nil, fmt.Errorf("%q has no =", part)
		}
		pairs[key] = value
	}
	return pairs, nil
}

// Package words counts words.
package words

import "example.com/words/internal/split"

// Count tells how often each word stands in the text.
func Count(text string) map[string]int {
	counts := make(map[string]int)
	for _, word := range split.Words(text) {
		counts[word]++
	}
	return counts
}

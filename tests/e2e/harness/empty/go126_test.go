//go:build go1.26

package empty

import "testing"

func TestArtifactDir(t *testing.T) {
	if t.ArtifactDir() != t.ArtifactDir() {
		t.Error("a test has one artifact directory")
	}
}

package newest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestNewest(t *testing.T) {
	t.Attr("key", "value")
	fmt.Fprintln(t.Output(), "a line")
	if err := os.WriteFile(filepath.Join(t.ArtifactDir(), "a"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
}

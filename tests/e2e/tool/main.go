// Command tool prints what end-to-end tests compare, one line each, so that they can use diff.
//
//	tool figures FILE    package, test, status, allocs/op, B/op of results JSON, in order
//	tool reasons FILE    package, test, status, reason
//	tool packages FILE   package, status, tests, reason
//	tool totals FILE     tests by status
//	tool hash DIR        a hash of every name, mode and byte below a folder
//	tool proxy DIR M@V   the module in a folder, as a GOPROXY below $PROXY serves it
package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

type results struct {
	Projects []struct {
		Packages []struct {
			ImportPath string `json:"import_path"`
			Status     string
			Reason     *string
			Benchmarks []struct {
				Name, Test, Status string
				Reason             *string
				Allocs             *float64 `json:"allocs_per_op"`
				Bytes              *float64 `json:"bytes_per_op"`
			}
		}
	}
}

func number(value *float64) string {
	if value == nil {
		return "-"
	}
	return strconv.FormatFloat(*value, 'f', -1, 64)
}

func text(value *string) string {
	if value == nil {
		return "-"
	}
	return *value
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func read(name string) (r results) {
	data, err := os.ReadFile(name)
	fail(err)
	fail(json.Unmarshal(data, &r))
	return r
}

func hash(dir string) string {
	sum := sha256.New()
	fail(filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %v\n", path, info.Mode())
		if info.Mode().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			fmt.Fprintf(sum, "%x\n", sha256.Sum256(data))
		}
		return nil
	}))
	return fmt.Sprintf("%x", sum.Sum(nil))
}

// serve puts a module into the folder of a proxy (go help goproxy).
func serve(dir, name string) {
	module, version, _ := strings.Cut(name, "@")
	base := filepath.Join(os.Getenv("PROXY"), module, "@v")
	fail(os.MkdirAll(base, 0777))
	put := func(name string, data []byte) {
		fail(os.WriteFile(filepath.Join(base, name), data, 0666))
	}
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	fail(err)
	put("list", []byte(version+"\n"))
	put(version+".mod", mod)
	put(version+".info", []byte(`{"Version":"`+version+`"}`))
	file, err := os.Create(filepath.Join(base, version+".zip"))
	fail(err)
	archive := zip.NewWriter(file)
	entries, err := os.ReadDir(dir)
	fail(err)
	for _, entry := range entries {
		data, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		fail(err)
		w, err := archive.Create(name + "/" + entry.Name())
		fail(err)
		_, err = w.Write(data)
		fail(err)
	}
	fail(archive.Close())
	fail(file.Close())
}

func main() {
	command, name := os.Args[1], os.Args[2]
	if command == "proxy" {
		serve(name, os.Args[3])
		return
	}
	if command == "hash" {
		fmt.Println(hash(name))
		return
	}
	totals := map[string]int{}
	for _, project := range read(name).Projects {
		for _, p := range project.Packages {
			if command == "packages" {
				fmt.Println(p.ImportPath, p.Status, len(p.Benchmarks), text(p.Reason))
			}
			for _, b := range p.Benchmarks {
				totals[b.Status]++
				switch command {
				case "figures":
					fmt.Println(p.ImportPath, b.Test, b.Status, number(b.Allocs), number(b.Bytes))
				case "reasons":
					fmt.Println(p.ImportPath, b.Test, b.Status+":", text(b.Reason))
				}
			}
		}
	}
	if command == "totals" {
		var names []string
		for status := range totals {
			names = append(names, status)
		}
		sort.Strings(names)
		for _, status := range names {
			fmt.Println(status, totals[status])
		}
	}
}

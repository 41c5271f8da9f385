package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A cost is what it takes to build and run the benchmarks of a project: by benchline run, with either
// engine, and by go test -bench on what benchline inject makes of it.
type cost struct {
	Name            string
	Packages, Tests int
	Cold            float64 // seconds per package of a first go test, the standard library included
	Build, Run      [3]float64
	Benchmarks      [3]int // that were measured, in the order harness, source, go test
}

// readCosts returns nil when the costs of that project were not measured.
func readCosts(folder, name, version string) (*cost, error) {
	place := filepath.Join(folder, "out", name+"@"+version)
	text, err := os.ReadFile(filepath.Join(place, "costs"))
	if os.IsNotExist(err) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	seconds := map[string]float64{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		var what string
		var value float64
		if _, err := fmt.Sscan(line, &what, &value); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", place, line, err)
		}
		seconds[what] = value
	}
	c := &cost{Name: name}
	for i, engine := range []string{engineHarness, engineSource} {
		if err := c.readEngine(i, filepath.Join(place, "costs."+engine)); err != nil {
			return nil, err
		}
	}
	packages := float64(c.Packages)
	c.Cold = seconds["cold"] / packages
	c.Benchmarks[2] = int(seconds["count"])
	c.Build[2] = (seconds["build"] - seconds["start"]) / packages
	c.Run[2] = 1000 * (seconds["bench"] - seconds["start"]) / seconds["count"]
	return c, nil
}

// readEngine takes the seconds of building and running from benchline's results.
func (c *cost) readEngine(which int, path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var document struct {
		Projects []struct {
			Packages []struct {
				Build      *float64 `json:"build_seconds"`
				Run        *float64 `json:"run_seconds"`
				Benchmarks []row
			}
		}
	}
	if err := json.Unmarshal(text, &document); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	packages, build, run := 0, 0.0, 0.0
	c.Tests = 0
	for _, project := range document.Projects {
		for _, listed := range project.Packages {
			if listed.Build == nil || listed.Run == nil {
				continue
			}
			packages++
			build += *listed.Build
			run += *listed.Run
			c.Tests += len(listed.Benchmarks)
			for i := range listed.Benchmarks {
				if listed.Benchmarks[i].measured() {
					c.Benchmarks[which]++
				}
			}
		}
	}
	c.Packages = packages
	c.Build[which] = build / float64(packages)
	c.Run[which] = 1000 * run / float64(c.Benchmarks[which])
	return nil
}

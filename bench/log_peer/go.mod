module benchline.invalid/log_peer

go 1.18

require golang.org/x/perf v0.0.0-20231127181059-b53752263861

require github.com/aclements/go-moremath v0.0.0-20210112150236-f10218a38794 // indirect

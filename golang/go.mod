module benchline

go 1.19

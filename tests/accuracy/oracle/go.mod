module benchline/accuracy

go 1.21

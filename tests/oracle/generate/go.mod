module benchline/tests/oracle/generate

go 1.19

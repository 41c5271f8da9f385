#!/bin/sh
# 1,010 blocks, one in the other.
awk 'BEGIN {
	printf "package p\n\nfunc f() {\n"
	for (i = 0; i < 1010; i++) printf "{"
	for (i = 0; i < 1010; i++) printf "}"
	printf "\n}\n"
}'

#!/bin/sh
# 100,010 selectors, one behind the other.
awk 'BEGIN {
	printf "package p\n\nvar a = b"
	for (i = 0; i < 100010; i++) printf ".c"
	printf "\n"
}'

#!/bin/sh
# 100,010 pairs of parentheses around a number.
awk 'BEGIN {
	printf "package p\n\nvar a = "
	for (i = 0; i < 100010; i++) printf "("
	printf "1"
	for (i = 0; i < 100010; i++) printf ")"
	printf "\n"
}'

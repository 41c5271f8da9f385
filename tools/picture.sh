#!/bin/sh
# picture.sh FILE - the README's picture: two versions of a real module, measured and compared, as a
# terminal shows it. `make picture` runs it.
set -eu
cd "$(dirname "$0")/.."
GO=${GO:-go}
file=$(realpath "$1")
tools=$PWD/tools
folder=${BUILD:-build}/picture
module=github.com/shopspring/decimal
before=v1.3.1 after=v1.4.0

python=/usr/bin/python3
"$python" -c 'import rich' 2>/dev/null || {
	echo "picture: it is drawn by Rich: apt-get install python3-rich" >&2
	exit 1
}
rm -rf "$folder"
mkdir -p "$folder/bin"
ln -s "$(realpath "${BENCHLINE:-build/benchline}")" "$folder/bin/benchline"
cd "$folder"
for version in $before $after; do
	cp -r "$($GO mod download -json "$module@$version" | sed -n 's/^.*"Dir": "\(.*\)".*$/\1/p')" "decimal-$version"
	chmod -R u+w "decimal-$version"
done
PATH=$PWD/bin:$PATH
benchline run -q -o $before.json decimal-$before >/dev/null || [ $? = 1 ] # a test of it may fail
"$python" "$tools/picture.py" "$file" "benchline run -o $after.json --only 'Big|Decimal_(Abs|Add|Cmp|Mul|Scan|Sub|Value)' decimal-$after" \
	"benchline compare $before.json $after.json --only 'Big|Decimal_(Abs|Add|Cmp|Mul|Scan|Sub|Value)'"

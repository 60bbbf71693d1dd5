#!/bin/bash
# Makes schema-N.db: builds Monitor as it was at a commit, and lets it poll a feed on loopback until it has learned two items,
# told a third and given up telling it to an endpoint that is gone.
#   bash make.sh COMMIT schema-N.db
set -euo pipefail
commit=$1 target=$(realpath -m "$2")
work=$(mktemp -d)
here=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
mkdir "$work/source"
git -C "$here" archive "$commit" | tar -x -C "$work/source"
built=${BUILT:-$work/built} # BUILT names a program that is there already
test -e "$built/monitor" || dotnet build "$work/source/src/NewsMonitor" -o "$built" -v q
mkdir -p "$work/www" "$work/config/rules"
list() {
  {
    echo '<rss version="2.0"><channel><title>World</title>'
    for name in "$@"; do
      echo "<item><title>$name troops</title><guid isPermaLink='false'>$name</guid><link>https://example.org/$name</link></item>"
    done
    echo '</channel></rss>'
  } > "$work/www/feed.next"
  mv "$work/www/feed.next" "$work/www/feed.xml"
}
list first second
python3 -m http.server 18999 --bind 127.0.0.1 --directory "$work/www" > "$work/www.log" 2>&1 &
server=$!
trap 'kill $server 2> /dev/null; rm -rf "$work"' EXIT
cat > "$work/config/feeds.yaml" <<Y
feeds: [{ url: "http://127.0.0.1:18999/feed.xml", id: world, name: World, every: 1s }]
Y
cat > "$work/config/receivers.yaml" <<Y
receivers:
  - { name: desk, email: desk@example.org }
  - { name: hook, webhook: "http://127.0.0.1:18998/gone" }
Y
cat > "$work/config/rules/troops.yaml" <<Y
rules: [{ name: Troops, id: troops, words: [troops], notify: [desk, hook] }]
Y
cat > "$work/config/monitor.yaml" <<Y
data: ../data
status: off
email: { from: monitor@example.org, pickup: ../mail }
network: { allow: [127.0.0.1] }
Y
"$built/monitor" run --config "$work/config" > "$work/run.log" 2>&1 &
worker=$!
until grep -q "GET /feed.xml" "$work/www.log"; do sleep 0.2; done
sleep 2
list third second first
until ls "$work"/mail/*.eml > /dev/null 2>&1; do sleep 0.2; done
sleep 3
cat "$work/run.log"
kill -TERM $worker
wait $worker || true
cat "$work/run.log"
ls "$work/data"
rm -f "$target"
sqlite3 "$work/data/ledger.db" "VACUUM INTO '$target'" 2> /dev/null \
  || python3 -c "import sqlite3,sys; sqlite3.connect(sys.argv[1]).execute('VACUUM INTO ?', (sys.argv[2],))" "$work/data/ledger.db" "$target"

#!/usr/bin/env bash
# Somebody is absent from a published week: who could work her shift, and the week published anew with the best of them. By curl alone,
# through the API of a running service (npm start): team, draft, solve, publication, absence, replacements, edits, publication.
#
#   examples/published-week.sh
#
# Needs curl and node. Another service: SHIFTCAST_URL.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
url="${SHIFTCAST_URL:-http://127.0.0.1:8080}"
week="$here/published-week/problem.json"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# call METHOD PATH [curl options]: the body to $work/body, the headers to $work/headers; ends where the answer is a problem.
call() {
  local method="$1" path="$2" status
  shift 2
  status="$(curl --silent --show-error --request "$method" --dump-header "$work/headers" --output "$work/body" --write-out '%{http_code}' "$@" "$url$path")"
  echo "$method $path -> $status"
  if [ "$status" -ge 400 ]; then
    cat "$work/body" >&2
    echo >&2
    return 1
  fi
}
post() { call POST "$1" --header 'Content-Type: application/json' --data-binary @- "${@:2}"; }
etag() { sed -n 's/^etag: *\(.*[^[:space:]]\)[[:space:]]*$/\1/Ip' "$work/headers" | head -n 1; }
# told FILE EXPRESSION: what an expression on the JSON document of a file gives.
told() { node -e 'const it = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")); const found = eval(process.argv[2]); console.log(typeof found === "string" ? found : JSON.stringify(found))' "$1" "$2"; }

team="$(told "$week" it.team.id)"
told "$week" it.team | post /v1/teams 2>"$work/refused" ||
  told "$week" it.team | call PUT "/v1/teams/$team" --header 'Content-Type: application/json' --header 'If-Match: *' --data-binary @-

told "$week" '({ horizon: it.horizon, cover: it.cover, prices: it.prices })' | post "/v1/teams/$team/rosters"
draft="$(told "$work/body" it.id)"
echo '{"solve":{"seed":1,"iterations":200}}' | post "/v1/rosters/$draft/solves" --header 'Prefer: wait=60'
call GET "/v1/rosters/$draft?fields=id,shifts"
echo '{}' | post "/v1/rosters/$draft/publications" --header 'If-Match: *'
told "$work/body" it.shifts >"$work/shifts"

# The first shift of the Thursday: whoever has it is ill that day.
ill="$(told "$work/shifts" 'it.find((shift) => shift.date === "2026-03-05").employee')"
echo "{\"employee\":\"$ill\",\"from\":\"2026-03-05\",\"to\":\"2026-03-05\"}" | post /v1/absences
days='"from":"2026-03-02","days":7'
echo "{$days,\"against\":{\"asOf\":\"2026-03-04\"}}" | post "/v1/teams/$team/replacements"
told "$work/body" 'it.vacancies.map(({ shift, candidates, possible }) => `${shift.employee} ${shift.start}: ${possible} could, ${candidates.slice(0, 3).map((one) => `${one.employee} (${one.way}) ${one.points}`).join(", ")}`).join("\n")'
edits="$(told "$work/body" '({ edits: it.vacancies[0].candidates[0].edits })')"
echo "edits: $edits"

echo "{\"horizon\":{$days},\"copyFrom\":{\"published\":{\"from\":\"2026-03-02\"}}}" | post "/v1/teams/$team/rosters"
copy="$(told "$work/body" it.id)"
echo "$edits" | post "/v1/rosters/$copy/edits" --header "If-Match: $(etag)"
echo '{}' | post "/v1/rosters/$copy/publications" --header "If-Match: $(etag)"
told "$work/body" '`publication ${it.number}: ${it.difference.changed.length} changed, ${it.difference.added.length} added, ${it.difference.removed.length} removed`'

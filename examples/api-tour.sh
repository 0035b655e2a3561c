#!/usr/bin/env bash
# A week from upload to the printed roster, through the API of a running service (npm start), by curl alone:
# team, history, forecast, requirement, draft, solve, edit, publication, schedule as HTML, CSV and iCalendar.
#
#   examples/api-tour.sh [OUT]        writes roster.html, roster-zh.html, schedule.csv and agent.ics to OUT (default ./tour)
#
# Needs curl, awk and sed. Another service: SHIFTCAST_URL. Other input: TEAM (a TEAM document), HISTORY (CSV), ZONE, FROM, DAYS,
# REQUIREMENT (its parameters), SECONDS_TO_SOLVE, SKILL.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
url="${SHIFTCAST_URL:-http://127.0.0.1:8080}"
out="${1:-tour}"
team_file="${TEAM:-$here/call-centre-week/team.json}"
history_file="${HISTORY:-$here/call-centre-week/history.csv}"
zone="${ZONE:-Europe/Berlin}"
from="${FROM:-2026-03-16}"
days="${DAYS:-7}"
absent="${ABSENT:-closed}"
requirement="${REQUIREMENT:-{\"target\":{\"kind\":\"service-level\",\"share\":0.8,\"thresholdSeconds\":20\},\"ahtSeconds\":240,\"patienceSeconds\":120,\"shrinkage\":0.3\}}"
solve_seconds="${SECONDS_TO_SOLVE:-20}"
mkdir -p "$out"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# call METHOD PATH [curl options]: the body to $work/body, the headers to $work/headers; ends the tour where the answer is a problem.
call() {
  local method="$1" path="$2" status
  shift 2
  status="$(curl --silent --show-error --request "$method" --dump-header "$work/headers" --output "$work/body" --write-out '%{http_code}' \
    --header 'X-Actor: tour' "$@" "$url$path")"
  echo "$method $path -> $status"
  if [ "$status" -ge 400 ]; then
    cat "$work/body" >&2
    echo >&2
    return 1
  fi
}
post() { call POST "$1" --header 'Content-Type: application/json' --data-binary @- "${@:2}"; }
header() { sed -n "s/^$1: *\(.*[^[:space:]]\)[[:space:]]*$/\1/Ip" "$work/headers" | head -n 1; }
id_of() { header location | sed 's:.*/::'; }
# The value of the first "KEY":"VALUE", or "KEY":NUMBER, of the last answer.
field() { awk -v key="\"$1\":" '{ at = index($0, key); if (at) { rest = substr($0, at + length(key)); sub(/^"/, "", rest); sub(/[",}].*/, "", rest); print rest; exit } }' "$work/body"; }

team="$(awk 'match($0, /"id": *"[^"]*"/) { id = substr($0, RSTART, RLENGTH); gsub(/^"id": *"|"$/, "", id); print id; exit }' "$team_file")"
if ! post /v1/teams <"$team_file" 2>"$work/refused"; then
  # It is there from an earlier tour: the same document replaces it.
  call PUT "/v1/teams/$team" --header 'Content-Type: application/json' --header 'If-Match: *' --data-binary "@$team_file"
fi

awk -v zone="$zone" -v team="$team" -v absent="$absent" '
  BEGIN { printf "{\"name\":\"tour\",\"team\":\"%s\",\"history\":{\"zone\":\"%s\",\"absent\":\"%s\",\"csv\":\"", team, zone, absent }
  { gsub(/["\\]/, "\\\\&"); sub(/\r$/, ""); printf "%s\\n", $0 }
  END { print "\"}}" }' "$history_file" | post /v1/histories
history="$(id_of)"

echo "{\"from\":\"$from\",\"days\":$days}" | post "/v1/histories/$history/forecasts"
forecast="$(id_of)"

echo "{\"parameters\":$requirement}" | post "/v1/forecasts/$forecast/requirements"
needed="$(id_of)"

echo "{\"name\":\"tour\",\"horizon\":{\"from\":\"$from\",\"days\":$days},\"requirements\":[\"$needed\"]}" | post "/v1/teams/$team/rosters"
draft="$(id_of)"

echo "{\"solve\":{\"seconds\":$solve_seconds,\"seed\":1}}" | post "/v1/rosters/$draft/solves" --header "Idempotency-Key: tour-$draft"
job="$(id_of)"
echo "GET /v1/jobs/$job/events, until the job has ended"
curl --silent --show-error --no-buffer "$url/v1/jobs/$job/events" |
  sed -n 's/^data: .*"state":"\([a-z]*\)".*"objective":\([0-9.]*\),"bound":\([0-9.]*\).*/  \1: objective \2, bound \3/p' | uniq

call GET "/v1/rosters/$draft?fields=id,shifts"
first="$(awk '{ at = index($0, "\"shifts\":[{\"id\":\""); rest = substr($0, at + 17); print substr(rest, 1, index(rest, "\"") - 1); exit }' "$work/body")"
agent="$(field employee)"
version="$(header etag)"

echo "{\"edits\":[{\"op\":\"lock\",\"shift\":\"$first\",\"locked\":true}]}" | post "/v1/rosters/$draft/edits" --header "If-Match: $version"
version="$(header etag)"

echo '{}' | post "/v1/rosters/$draft/publications" --header "If-Match: $version"
echo "publication $(field number) of team $team: $(id_of)"

to="$(date -u -d "$from + $((days - 1)) days" +%F)"
question="team=$team&from=$from&to=$to"
call GET "/v1/schedules?$question&format=html" && cp "$work/body" "$out/roster.html"
call GET "/v1/schedules?$question&format=html&language=zh" && cp "$work/body" "$out/roster-zh.html"
call GET "/v1/schedules?$question&format=csv" && cp "$work/body" "$out/schedule.csv"
etag="$(header etag)"
call GET "/v1/schedules?$question&format=csv" --header "If-None-Match: $etag"
call GET "/v1/employees/$agent/calendar.ics?from=$from" && cp "$work/body" "$out/agent.ics"
call GET "/v1/schedules/changes?team=$team"
echo "written to $out: roster.html roster-zh.html schedule.csv agent.ics"

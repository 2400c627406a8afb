# Judges the descriptors PATHS of the repository in the current folder: by the platform at ADDRESS with KEY, or else by the
# command line. Prints GitHub's annotations and ends with 1 when something is wrong.
set -uo pipefail

refuse() {
  printf '::error title=catalog-check::%s\n' "$1"
  exit 1
}

paths=()
while IFS= read -r path; do
  path=${path#"${path%%[![:space:]]*}"}
  path=${path%"${path##*[![:space:]]}"}
  # What begins with a dash would be an option.
  case $path in '') ;; -*) paths+=("./$path") ;; *) paths+=("$path") ;; esac
done <<< "$PATHS"
[ "${#paths[@]}" -gt 0 ] || refuse "The input 'path' names no file."

if [ -z "$ADDRESS" ]; then
  judge() {
    dotnet "${COMMAND_LINE:-$RUNNER_TEMP/catalog-check/Platform.Functions.dll}" catalog validate "$@" --required "${paths[@]}"
  }
  judge --format github
  status=$?
  [ "$status" -le 1 ] || refuse "The descriptors could not be judged (status $status); the log says why."
  if [ -n "$SARIF" ]; then judge --format sarif > "$SARIF" 2> /dev/null; fi
  exit "$status"
fi

[ -n "$KEY" ] || refuse "The input 'address' needs a 'key'."
[ -z "$SARIF" ] || refuse "The input 'sarif' is for the command line, not for an 'address'."

encode() {
  local LC_ALL=C i c
  for ((i = 0; i < ${#1}; i++)); do
    c=${1:i:1}
    case $c in
      [a-zA-Z0-9._~/-]) printf '%s' "$c" ;;
      *) printf '%%%02X' "$(($(printf '%d' "'$c") & 255))" ;;
    esac
  done
}

property() {
  local text=${1//'%'/%25}
  text=${text//:/%3A}
  printf '%s' "${text//,/%2C}"
}

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
failed=0
for path in "${paths[@]}"; do
  if [ ! -f "$path" ]; then
    printf '::error file=%s,line=1,col=1,title=file-missing::There is no %s: it says what this is and who owns it.\n' \
      "$(property "$path")" "${path//'%'/%25}"
    failed=1
    continue
  fi
  # The key goes by a file of its own, so that no list of processes shows it.
  status=$(curl --silent --show-error --max-time 60 --retry 3 --output "$answer" --write-out '%{http_code}' \
    --header @<(printf 'Authorization: Bearer %s\n' "$KEY") --header 'Content-Type: application/yaml' \
    --data-binary "@$path" "${ADDRESS%/}/catalog/validate?format=github&required=true&file=$(encode "$path")")
  [ "$status" = 200 ] || refuse "The platform did not judge $(property "$path"): it answered ${status:-nothing}."
  if grep '^::error ' "$answer"; then failed=1; fi
done
[ "$failed" -eq 1 ] || echo "${#paths[@]} descriptors, all valid."
exit "$failed"

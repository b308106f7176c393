# What the tests of `infoview schema` share: `load schema` after `load helper`. The checks are in schema.py, the vaults
# in vaults.py.

needs_validator() {
    python3 -c 'import jsonschema, yaml' 2>/dev/null || skip 'no python3-jsonschema, no python3-yaml'
}

# schemas WHAT ARGS… — a check of schema.py; what it printed is in the file "$OUT".
schemas() {
    status=0
    python3 "$BATS_TEST_DIRNAME/schema.py" "$1" "$INFOVIEW" "${@:2}" >"$OUT" 2>"$ERR" || status=$?
    [ "$status" -eq 0 ] || blame "schema.py $1"
}

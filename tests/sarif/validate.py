"""Holds a SARIF log on standard input against the official JSON schema (./dev --need sarif). Exits 1 when it differs."""

import json
import sys
from pathlib import Path

from jsonschema import Draft7Validator

SCHEMA = Path(__file__).parents[2] / ".tools/sarif/vendor/serde-sarif/src/schema.json"

schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
assert schema["$id"].endswith("/sarif-schema-2.1.0.json"), schema["$id"]
errors = sorted(Draft7Validator(schema).iter_errors(json.load(sys.stdin)), key=lambda error: list(error.path))
for error in errors:
    print("/".join(map(str, error.path)), error.message, file=sys.stderr)
sys.exit(bool(errors))

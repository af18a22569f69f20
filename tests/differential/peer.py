"""Runs in an environment with together 1.5.35: says of each file named on stdin what its `check_file` says."""

import json
import sys

from together.utils import check_file

for line in sys.stdin:
    path, purpose = json.loads(line)
    try:
        report = check_file(path, purpose=purpose)
        answer = [bool(report["is_check_passed"]), str(report["message"])]
    except Exception as error:  # it raises where ours reports
        answer = [False, f"{type(error).__name__}: {error}"[:200]]
    print(json.dumps(answer), flush=True)

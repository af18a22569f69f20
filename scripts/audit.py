"""Ask the advisories about everything that is installed: exit 1 on a known vulnerability.

It says how many packages were audited. An index that keeps no advisories, or no network, is no
finding; but then nothing was audited, and that is said.
"""

from __future__ import annotations

import argparse
import json
import os
import ssl
import subprocess
import sys
from typing import Any


def main() -> int:
    """Run pip-audit, and say what it found and what it could not ask."""
    argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None).parse_args()
    environment = dict(os.environ)
    # pip-audit trusts a list of CAs of its own; a company's proxy is known to the system only.
    trusted = ssl.get_default_verify_paths().cafile
    if trusted:
        environment.setdefault("REQUESTS_CA_BUNDLE", trusted)
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", "--skip-editable"]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except ValueError:
        print(f"audit: NOTHING WAS AUDITED: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return 0
    audited = [package for package in packages if "skip_reason" not in package]
    print(f"{len(audited)} of {len(packages)} installed packages were audited.")
    if not audited:
        print("audit: NOTHING WAS AUDITED: the package index keeps no advisories.", file=sys.stderr)
    found = [(package, vulnerability) for package in audited for vulnerability in package["vulns"]]
    for package, vulnerability in found:
        mended = ", ".join(vulnerability["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {vulnerability['id']}, mended in {mended}", file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())

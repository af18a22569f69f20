"""Check everything that is installed against known advisories: exit 1 on a known vulnerability.

Prints how many packages were audited. If the index keeps no advisories or there is no network, nothing
can be audited: the script says so and exits 0.
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
    """Run pip-audit; print what it found and how much it could audit."""
    argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None).parse_args()
    environment = dict(os.environ)
    # pip-audit trusts only its own list of CAs; a company's proxy has a CA that only the system trusts.
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
        fixes = ", ".join(vulnerability["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {vulnerability['id']}, fixed in {fixes}", file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())

"""The recipe for a ``dj`` without Python: it names what is found by name, and code hosts can read its jobs.

Whether it can be built takes minutes and the network: ``packaging/build.py`` builds it and tries it.
"""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

PACKAGING = Path(__file__).parents[1] / "packaging"


def test_the_recipe_takes_along_what_no_import_names() -> None:
    recipe = (PACKAGING / "dj.spec").read_text(encoding="utf-8")

    compile(recipe, "dj.spec", "exec")
    for part in ('"standards"', 'collect_data_files("dangjian_cli")', 'collect_submodules("dangjian_cli")'):
        assert part in recipe
    assert '"start.py"' in recipe
    assert (PACKAGING / "start.py").is_file()


@pytest.mark.parametrize(
    ("name", "schema"), [("github.yml", "github-workflows"), ("gitlab.yml", "gitlab-ci")]
)
def test_code_hosts_can_read_the_jobs(name: str, schema: str) -> None:
    file = PACKAGING / "ci" / name
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]

    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stdout
    jobs = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert "packaging/build.py" in str(jobs)


def test_windows_is_told_in_letters_that_every_code_page_has() -> None:
    assert (PACKAGING / "build.bat").read_bytes().isascii()

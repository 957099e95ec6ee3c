"""``dj.toml``: found from the records upwards; the command line and the environment come before it."""

import json
from pathlib import Path

import pytest
from branches import DAY, check, dj, sample_branch

from dangjian_cli.finding import InputError, Privacy
from dangjian_cli.load.settings import read_settings

OVERLAY = """\
名称: 试县细则
版本: 2026年
文件:
  - {简称: 县细则, 全称: 试县实施细则, 文号: 试发〔2026〕0号, 机关: 试县委, 施行: 2026-04-01}
要求:
  - {条目: DJ16.meet, 改: {每: 月}, 依据: {文件: 县细则, 条: "5"}}
"""


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A repository with an overlay and two branches."""
    root = tmp_path / "县"
    (root / ".git").mkdir(parents=True)
    (root / "细则.yaml").write_text(OVERLAY, encoding="utf-8")
    for name in ("东村", "存档/西村"):
        (root / name).mkdir(parents=True)
        sample_branch(root / name)
    return root


def settings(county: Path, text: str) -> None:
    (county / "dj.toml").write_text(text, encoding="utf-8")


def overlay_of(*args: str | Path, **env: str) -> str | None:
    data = json.loads(check(*args, "-f", "json", **env).stdout)
    overlay = data["standard"]["overlay"]
    return overlay and overlay["name"]


@pytest.mark.parametrize(
    "text", ['"细则" = "细则.yaml"\n', "overlay = '细则.yaml'\n", '\ufeff"细则" = "细则.yaml"']
)
def test_the_overlay_of_the_repository_is_used(county: Path, text: str) -> None:
    assert overlay_of(county / "东村") is None
    settings(county, text)

    assert overlay_of(county / "东村") == "试县细则"
    assert overlay_of(county / "东村" / "branch.yaml") == "试县细则"
    assert overlay_of(county) == "试县细则"


def test_settings_above_the_repository_are_not_its_own(county: Path) -> None:
    (county.parent / "dj.toml").write_text('"无此项" = 1', encoding="utf-8")

    assert overlay_of(county / "东村") is None
    (county / ".git").rmdir()
    assert check(county / "东村").exit_code == 2


def test_the_command_line_comes_before_the_environment_and_that_before_the_file(
    county: Path, tmp_path: Path
) -> None:
    settings(county, '"细则" = "细则.yaml"')
    for name in ("环境", "命令行"):
        (tmp_path / f"{name}.yaml").write_text(OVERLAY.replace("试县细则", name), encoding="utf-8")
    env = {"DJ_OVERLAY": str(tmp_path / "环境.yaml")}

    assert overlay_of(county, **env) == "环境"
    assert overlay_of(county, "--overlay", tmp_path / "命令行.yaml", **env) == "命令行"


def test_from_which_severity_on_a_check_fails(county: Path) -> None:
    settings(county, '"细则" = "细则.yaml"')
    assert check(county).exit_code == 0
    settings(county, '"细则" = "细则.yaml"\n"不通过" = "应改"')

    assert check(county).exit_code == 1
    assert check(county, DJ_FAIL_ON="never").exit_code == 0
    assert check(county, "--fail-on", "warning", DJ_FAIL_ON="never").exit_code == 1


def test_who_may_read_the_reports(county: Path) -> None:
    settings(county, '"隐私" = "local"')
    (county / "东村" / "台账").mkdir()
    (county / "东村" / "台账" / "多写.yaml").write_text(
        "会议: [{类型: 党员大会, 日期: 昨天}]", encoding="utf-8"
    )

    assert "昨天" in check(county / "东村").stdout
    assert "昨天" not in check(county / "东村", DJ_PRIVACY="strict").stdout
    assert "昨天" in check(county / "东村", "--privacy", "local", DJ_PRIVACY="strict").stdout


def paths(*args: str | Path) -> list[str]:
    return [b["path"].rsplit("/", 1)[-1] for b in json.loads(check(*args, "-f", "json").stdout)["branches"]]


@pytest.mark.parametrize("pattern", ["存档", "存档/", "存档/*", "存档/**", "*/西村", "**/西村"])
def test_what_is_left_out_is_not_judged(county: Path, pattern: str) -> None:
    assert paths(county) == ["东村", "西村"]
    settings(county, f'"不核对" = ["{pattern}"]')

    assert paths(county) == ["东村"]
    assert paths(county / "存档" / "西村") == ["西村"], "点名要核对的照样核对"


def test_leaving_out_every_branch_is_no_clean_report(county: Path) -> None:
    settings(county, '"不核对" = ["东村", "存档"]')
    result = check(county)

    assert result.exit_code == 2
    assert "这里的支部全在 dj.toml 的“不核对”里" in result.stdout


def test_another_version_of_the_standard_is_told(county: Path) -> None:
    settings(county, '# 标准\n"标准版本" = "1999.1"\n')
    data = json.loads(check(county, "-f", "json").stdout)
    (error,) = data["errors"]
    assert (error["file"].rsplit("/", 1)[-1], error["line"], error["column"]) == ("dj.toml", 2, 10)
    assert "这里要的是标准1999.1" in error["message"]
    settings(county, f'"标准版本" = "{error["fix"].split("“")[1].split("”")[0]}"')
    assert check(county).exit_code == 0


def test_the_other_commands_look_from_the_folder_at_hand(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(county, '"细则" = "细则.yaml"')
    monkeypatch.chdir(county / "东村")

    assert "县里改的" in dj("explain", "DJ16.meet").stdout
    assert "试县细则" in dj("cards").stdout
    settings(county, '"细刚" = "细则.yaml"')
    refused = dj("cards")
    assert refused.exit_code == 2
    assert "../dj.toml:1:1：没有“细刚”这一项；是不是要写“细则”？" in refused.stderr


def test_paths_of_others_are_not_told_to_strangers(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings(county, '"细刚" = "细则.yaml"')
    monkeypatch.chdir(county / "东村")
    data = json.loads(dj("check", ".", "--as-of", DAY, "-f", "json").stdout)

    assert data["errors"][0]["file"] == "dj.toml"


WRONG = [
    ('"细刚" = "细则.yaml"', (1, 1), "没有“细刚”这一项", "细则"),
    ('\n  "细刚" = "细则.yaml"', (2, 3), "没有“细刚”这一项", "细则"),
    ("overley = 'x'", (1, 1), "没有“overley”这一项", "overlay"),
    ("[check]\nprivacy = 'local'", (1, 2), "没有“check”这一项", "能写的有"),
    ("privacy = 'local'\n\"隐私\" = 'strict'", (2, 1), "“隐私”写了两遍", ""),
    ('"隐私" = "公开"', (1, 8), "“隐私”没有“公开”这一种", "local、strict"),
    ('"隐私" = "locl"', (1, 8), "“隐私”没有“locl”这一种", "local"),
    ('"隐私" = 1', (1, 8), "“隐私”的内容要用双引号括起来", ""),
    ('"不通过" = "改"', (1, 9), "“不通过”没有“改”这一种", ""),
    ('"细则" = "无此.yaml"', (1, 8), "“细则”写的文件找不到：无此.yaml", ""),
    ('"不核对" = ["没有"]', (1, 11), "“没有”一个文件夹也没有对上", ""),
    ('"不核对" = [\n  "没有",\n  "也没有"]', (2, 4), "“没有”一个文件夹也没有对上", ""),
    ('"不核对" = [\n  "没有",\n  "也没有"]', (3, 4), "“也没有”一个文件夹也没有对上", ""),
    ('"不核对" = "../别处"', (1, 10), "只能写这个文件夹里面的", ""),
    ('"不核对" = [1]', (1, 10), "“不核对”写文件夹", ""),
    ('"标准版本" = 2026.11', (1, 10), "“标准版本”的内容要用双引号括起来", ""),
    ('细则 = "细则.yaml"', (1, 1), "这一行读不懂", "中文的名称要加英文的双引号"),
    ('"细则" = “细则.yaml”', (1, 8), "这一行读不懂", "引号改成英文的双引号"),
    ('"细则" = 细则.yaml', (1, 8), "这一行读不懂", "都用英文的"),
    ('"隐私" = "local"\n"细则" = ', (2, 8), "这一行读不懂", "都用英文的"),
]


@pytest.mark.parametrize(("text", "place", "expected", "fix"), WRONG, ids=range(len(WRONG)))
def test_mistakes_are_told_where_they_are(
    text: str, place: tuple[int, int], expected: str, fix: str, tmp_path: Path
) -> None:
    file = tmp_path / "dj.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_settings(file, "dj.toml")
    told = [(p.line, p.column, p.message.render(Privacy.STRICT)) for p in refused.value]
    problem = next((p for p in refused.value if expected in p.message.render(Privacy.STRICT)), None)

    assert problem is not None, told
    assert (problem.file, problem.line, problem.column) == ("dj.toml", *place), told
    assert fix in (problem.fix.render(Privacy.STRICT) if problem.fix else "")


def test_the_mended_line_is_shown(tmp_path: Path) -> None:
    for typed in ('细则 = "县 细则.yaml"', "“细则” ＝ “县 细则.yaml”", "细则：县 细则.yaml"):
        (tmp_path / "dj.toml").write_text(typed, encoding="utf-8")
        with pytest.raises(InputError) as refused:
            read_settings(tmp_path / "dj.toml", "dj.toml")
        assert [p.mended for p in refused.value] == ['"细则" = "县 细则.yaml"']


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "dj.toml").write_text('"不核对" = ["没有"]\n"细刚" = 1\n"隐私" = "x"\n', encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_settings(tmp_path / "dj.toml", "dj.toml")

    assert [p.line for p in refused.value] == [1, 2, 3]


def test_a_branch_that_says_no_field_has_the_repositorys(tmp_path: Path) -> None:
    folder = tmp_path / "支部"
    folder.mkdir()
    head = "支部:\n  名称: 某村党支部\n  成立日期: 2001-07-01\n  建账日期: 2026-11-01\n"
    (folder / "branch.yaml").write_text(head, encoding="utf-8")
    assert check(folder).exit_code == 2
    (tmp_path / "dj.toml").write_text('"领域" = "社区"\n', encoding="utf-8")
    assert json.loads(check(folder, "-f", "json").stdout)["branches"][0]["field"] == "社区"
    (folder / "branch.yaml").write_text(f"{head}  领域: 农村\n", encoding="utf-8")
    assert json.loads(check(folder, "-f", "json").stdout)["branches"][0]["field"] == "农村"

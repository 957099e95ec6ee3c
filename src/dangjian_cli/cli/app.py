"""The program ``dj``: its commands by English and Chinese names."""

from dangjian_cli.cli import zh
from dangjian_cli.cli.zh import VersionOption

app = zh.app(
    help="对照明白卡核对党支部台账：缺什么、依据哪条、在哪一行、怎么补。不联网；要改文件，先给您看。",
    aliases={
        "检查": "check",
        "核对": "check",
        "待办": "due",
        "基线": "baseline",
        "改正": "fix",
        "新建": "init",
        "新增": "new",
        "比较": "diff",
        "历次": "history",
        "解释": "explain",
        "明白卡": "cards",
        "自检": "lint",
        "标准": "pack",
        "编辑器": "schema",
        "查隐私": "scrub",
        "脱敏": "redact",
        "导入": "import",
        "导出": "export",
        "编号": "number",
        "打印": "print",
        "打开": "open",
        "补全": "complete",
    },
    epilog="例：dj check 我的支部　　dj explain 13　　dj explain DJ13.meet",
)


@app.callback()
def root(version: VersionOption = False) -> None:
    """Options of the program itself."""
    del version


def _register() -> None:
    from dangjian_cli.cli import (
        baseline,
        check,
        compare,
        completion,
        due,
        explain,
        export,
        fix,
        import_,
        init,
        lint,
        new,
        number,
        open_,
        pack,
        print_,
        redact,
        schema,
        scrub,
    )

    for module in (
        init,
        new,
        check,
        due,
        fix,
        import_,
        export,
        number,
        print_,
        open_,
        baseline,
        compare,
        explain,
        lint,
        pack,
        redact,
        schema,
        scrub,
        completion,
    ):
        module.register(app)


_register()

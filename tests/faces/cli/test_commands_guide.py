"""What docs/guides/commands.md shows is what the commands print."""

import re
import shutil
from importlib import resources
from pathlib import Path

import pytest
from tests.faces.cli.command_line import klik
from tests.factories.trials import SAMPLE

from klik.faces.cli import commands

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "guides" / "commands.md").read_text(encoding="utf-8")
EVERY = re.findall(r"^```console\n\$ klik ([^\n]+)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
ELSEWHERE = {"setup", "release", "adopt", "demo"}  # in their own tests: they need a database
SHOWN = [(command, shown) for command, shown in EVERY if command.split()[0] not in ELSEWHERE]
TEXTS = re.findall(r"^```(?:text|yaml)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the files that the guide uses, as the working folder."""
    shipped = Path(str(resources.files("klik.packages").joinpath("shipped")))
    shutil.copytree(shipped / "geboortepremie", tmp_path / "geboortepremie")
    shutil.copy(shipped / "adoptions/geboortepremie/00-wingene.yaml", tmp_path / "wingene.yaml")
    shutil.copy(SAMPLE, tmp_path / "births.csv")
    for name, text in zip(("aanvraag.yaml", "kinderen.csv", "gekozen.csv"), TEXTS, strict=False):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    klik("package", "new", "jubileum", "--id", "jubileumpremie", "--title", "Jubileumpremie")
    shutil.copytree("jubileum", "jubileum-2")
    changed = Path("jubileum-2/package.yaml")
    text = changed.read_text(encoding="utf-8").replace("default: 50", "default: 60")
    changed.write_text(text, encoding="utf-8")
    return tmp_path


def _pattern(shown: str) -> re.Pattern[str]:
    """Return what a shown output matches: `...` stands for anything."""
    return re.compile(re.escape(shown).replace(r"\.\.\.", ".*?"), re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
@pytest.mark.usefixtures("desk")
def test_an_example_prints_what_the_guide_shows(command: str, shown: str) -> None:
    if command.startswith("package new"):
        shutil.rmtree("jubileum")

    ran = klik(*command.split())

    assert _pattern(shown).match(ran.out + ran.messages), ran.out + ran.messages


@pytest.mark.usefixtures("desk")
def test_the_table_that_is_shown_is_the_one_that_is_written(desk: Path) -> None:
    command = next(command for command, _ in SHOWN if command.startswith("evaluate"))

    klik(*command.split())

    assert (desk / "uitkomsten.csv").read_text(encoding="utf-8") == TEXTS[-1]


def test_every_option_stands_in_the_guide() -> None:
    missing = []
    for name, command in commands.commands.items():
        below = getattr(command, "commands", {"": command})
        for word, leaf in below.items():
            title = f"## klik {name} {word}".strip()
            _, _, section = f"{GUIDE}\n## ".partition(f"{title}\n")
            section = section.partition("\n## ")[0]
            missing += [
                (title, option)
                for parameter in leaf.params
                for option in parameter.opts
                if option.startswith("--") and f"`{option}" not in section
            ]
    assert missing == []

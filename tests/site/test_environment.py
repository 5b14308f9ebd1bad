"""Every setting has a default, and a wrong one is refused with what would be accepted."""

import re
from pathlib import Path

import pytest
from tests.architecture.repository import ROOT

from klik.site.databases import databases
from klik.site.environment import Environment, SettingWrong

SETTING = re.compile(r"\bKLIK_[A-Z_]+\b")
POSTGRESQL = "postgresql://klik_app:p%40ss@db.test:5433/klik?sslmode=require"  # fictitious


def test_every_setting_has_a_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    environment = Environment.read({})

    assert environment.home == tmp_path / "var"
    assert environment.master_key_file == tmp_path / "var" / "keys" / "master.key"
    assert environment.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert (environment.debug, environment.secret_key, environment.smtp_url) == (False, "", "")
    assert databases(environment)["default"]["NAME"] == str(tmp_path / "var" / "klik.sqlite3")


def test_the_secret_key_comes_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "secret.key").write_text("from-the-file\n", encoding="utf-8")

    given = {"KLIK_HOME": str(tmp_path)}

    assert Environment.read(given).secret_key == "from-the-file"  # noqa: S105 -- protects nothing
    assert Environment.read(given | {"KLIK_SECRET_KEY": "x"}).secret_key == "x"  # noqa: S105 -- protects nothing


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("KLIK_DEBUG", "yes", "true or false"),
        ("KLIK_DATABASE_URL", "mysql://db.test/klik", "postgresql://"),
        ("KLIK_DATABASE_URL", "postgresql:///klik", "postgresql://"),
        ("KLIK_DATABASE_URL", "postgresql://user:secret@db.test:port/klik", "postgresql://"),
        ("KLIK_OPERATOR_DATABASE_URL", "klik.sqlite3", "postgresql://"),
        ("KLIK_SMTP_URL", "mail.test", "smtp://"),
        ("KLIK_OIDC_ISSUER", "http://inloggen.test", "https://"),
        ("KLIK_OIDC_ISSUER", "inloggen.test", "https://"),
        ("KLIK_OIDC_CLIENT_ID", "klik", "KLIK_OIDC_ISSUER"),
        ("KLIK_UPLOAD_MB", "0", "from 1 to 100"),
        ("KLIK_UPLOAD_MB", "101", "from 1 to 100"),
        ("KLIK_UPLOAD_MB", "10 MB", "from 1 to 100"),
        ("KLIK_PROXIES", "one", "a whole number from 0 to 9"),
        ("KLIK_PROXIES", "10", "a whole number from 0 to 9"),
        ("KLIK_MAIL_FROM", "Klik <klik@mail.test>", "klik@example.org"),
        ("KLIK_TILES", "http://tiles.test/{z}/{x}/{y}.png", "https://host"),
        ("KLIK_TILES", "https://tiles.test/{z}.png", "{z}/{x}/{y}"),
        ("KLIK_TILES", "https://a;b.test/{z}/{x}/{y}.png", "https://host"),
        ("KLIK_MAIL_FROM", "klik@mail.test\nBcc: a@mail.test", "klik@example.org"),
    ],
)
def test_a_wrong_setting_is_named_without_its_value(name: str, value: str, accepted: str) -> None:
    with pytest.raises(SettingWrong) as refused:
        Environment.read({name: value})

    told = str(refused.value)
    assert told.startswith(f"{name}: write ")
    assert accepted in told
    assert "docs/operate/README.md" in told
    assert "secret" not in told


def test_with_a_mail_server_an_address_is_needed_that_mails_come_from() -> None:
    with pytest.raises(SettingWrong, match="KLIK_MAIL_FROM: write the address"):
        Environment.read({"KLIK_SMTP_URL": "smtp://mail.test"})

    assert Environment.read({}).mail_from == "klik@localhost"


@pytest.mark.parametrize(
    ("hosts", "is_local"),
    [
        ("", True),
        ("localhost", True),
        ("wingene.localhost,127.0.0.1", True),
        ("localhost,klik.voorbeeld.be", False),
        ("*", False),
    ],
)
def test_only_this_machine_is_served_without_https(hosts: str, *, is_local: bool) -> None:
    assert Environment.read({"KLIK_HOSTS": hosts}).is_local == is_local


def test_a_provider_of_log_ins_is_named_whole_or_not_at_all() -> None:
    named = {"KLIK_OIDC_ISSUER": "https://inloggen.test", "KLIK_OIDC_CLIENT_ID": "klik"}

    with pytest.raises(SettingWrong, match="KLIK_OIDC_CLIENT_SECRET"):
        Environment.read(named)
    read = Environment.read(named | {"KLIK_OIDC_CLIENT_SECRET": "hush"})
    assert (read.oidc_client_id, "hush" in repr(read)) == ("klik", False)


def test_a_file_of_a_resident_has_a_limit_that_may_be_set() -> None:
    assert Environment.read({}).upload_mb == 10
    assert Environment.read({"KLIK_UPLOAD_MB": "25"}).upload_mb == 25


def test_no_secret_shows_in_the_settings() -> None:
    environment = Environment.read(
        {
            "KLIK_SECRET_KEY": "hush",
            "KLIK_DATABASE_URL": "postgresql://klik_app:hush@db.test/klik",
            "KLIK_OPERATOR_DATABASE_URL": "postgresql://owner:hush@db.test/klik",
            "KLIK_SMTP_URL": "smtp://klik:hush@mail.test",
            "KLIK_MAIL_FROM": "klik@mail.test",
        }
    )

    assert "hush" not in repr(environment)


def test_postgresql_is_read_from_its_address() -> None:
    made = databases(
        Environment.read(
            {"KLIK_DATABASE_URL": POSTGRESQL, "KLIK_OPERATOR_DATABASE_URL": POSTGRESQL}
        )
    )

    place = {key: made["default"][key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert place == {
        "NAME": "klik",
        "USER": "klik_app",
        "PASSWORD": "p@ss",
        "HOST": "db.test",
        "PORT": "5433",
    }
    assert made["default"]["OPTIONS"]["sslmode"] == "require"
    assert "pool" in made["default"]["OPTIONS"]
    assert "pool" not in made["operator"]["OPTIONS"]


def test_every_setting_is_documented() -> None:
    files = [ROOT / "src/klik/site" / name for name in ("environment.py", "ebox_settings.py")]
    code = "".join(file.read_text(encoding="utf-8") for file in files)
    page = (ROOT / "docs/operate/README.md").read_text(encoding="utf-8")

    documented = re.findall(r"^\| `(KLIK_[A-Z_]+)` \|", page, re.MULTILINE)
    assert sorted(documented) == sorted(set(SETTING.findall(code)) - {"KLIK_", "KLIK_EBOX_"})

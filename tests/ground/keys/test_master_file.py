"""The file of master keys: made once, for its owner's eyes, and clear when it does not serve."""

import base64
import logging
from pathlib import Path

import pytest

from klik.ground.keys.master_file import MasterKeyFile
from klik.ground.keys.secret_file import make_secret_file
from klik.ground.keys.wrapping import KeyDamaged, MasterKeyMissing, Wrapped, new_key

PURPOSE = "data key 1 of 37021"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file with one master key."""
    file = tmp_path / "keys" / "master.key"
    MasterKeyFile(file).make()
    return file


def test_a_master_key_is_for_its_owner_alone(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in file.parent.iterdir()] == ["master.key"]


def test_a_master_key_is_never_made_twice(file: Path) -> None:
    before = file.read_bytes()

    assert MasterKeyFile(file).make() is False
    assert file.read_bytes() == before


def test_a_wrapped_key_opens(file: Path) -> None:
    key = new_key()

    wrapped = MasterKeyFile(file).wrap(key, purpose=PURPOSE)

    assert key not in wrapped.sealed
    assert MasterKeyFile(file).unwrap(wrapped, purpose=PURPOSE) == key


def test_a_wrapped_key_cannot_take_the_place_of_another(file: Path) -> None:
    wrapped = MasterKeyFile(file).wrap(new_key(), purpose=PURPOSE)

    with pytest.raises(KeyDamaged, match="data key 2 of 37021 does not open"):
        MasterKeyFile(file).unwrap(wrapped, purpose="data key 2 of 37021")


def test_a_changed_wrapped_key_is_found(file: Path) -> None:
    wrapped = MasterKeyFile(file).wrap(new_key(), purpose=PURPOSE)
    changed = Wrapped(wrapped.master_id, wrapped.sealed[:-1] + bytes([wrapped.sealed[-1] ^ 1]))

    with pytest.raises(KeyDamaged):
        MasterKeyFile(file).unwrap(changed, purpose=PURPOSE)


def test_without_the_file_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MasterKeyMissing, match=r"not there.*klik setup.*KLIK_MASTER_KEY_FILE"):
        MasterKeyFile(tmp_path / "master.key").wrap(new_key(), purpose=PURPOSE)


def test_with_another_master_key_it_names_both(file: Path, tmp_path: Path) -> None:
    wrapped = MasterKeyFile(file).wrap(new_key(), purpose=PURPOSE)
    other = MasterKeyFile(tmp_path / "other.key")
    other.make()
    its_own = other.wrap(new_key(), purpose=PURPOSE).master_id

    with pytest.raises(MasterKeyMissing, match=f"{wrapped.master_id}; .* holds {its_own}"):
        other.unwrap(wrapped, purpose=PURPOSE)


@pytest.mark.parametrize("mode", [0o604, 0o660, 0o602])
def test_a_file_that_others_may_reach_is_refused(file: Path, mode: int) -> None:
    file.chmod(mode)

    with pytest.raises(MasterKeyMissing, match="chmod 600"):
        MasterKeyFile(file).wrap(new_key(), purpose=PURPOSE)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "holds no master key"),
        ("# only words\n", "holds no master key"),
        ("\n" + base64.b64encode(bytes(31)).decode(), "line 2: no master key"),
        ("not base64!", "line 1: no master key"),
        ("\x00\xff", "line 1: no master key"),
    ],
)
def test_what_is_no_master_key_is_named_by_line(file: Path, content: str, said: str) -> None:
    file.write_text(content, encoding="latin-1")

    with pytest.raises(MasterKeyMissing, match=said):
        MasterKeyFile(file).wrap(new_key(), purpose=PURPOSE)


def test_a_rotation_adds_then_forgets(file: Path) -> None:
    masters = MasterKeyFile(file)
    old = masters.wrap(b"k" * 32, purpose=PURPOSE)

    masters.begin_rotation()
    new = masters.wrap(b"k" * 32, purpose=PURPOSE)
    between = [masters.unwrap(one, purpose=PURPOSE) for one in (old, new)]
    masters.finish_rotation()

    assert between == [b"k" * 32] * 2
    assert masters.unwrap(new, purpose=PURPOSE) == b"k" * 32
    with pytest.raises(MasterKeyMissing):
        masters.unwrap(old, purpose=PURPOSE)
    assert file.stat().st_mode & 0o777 == 0o600


def test_no_secret_shows(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    secret = next(
        line for line in file.read_text(encoding="ascii").splitlines() if not line.startswith("#")
    )
    masters = MasterKeyFile(file)

    with caplog.at_level(logging.DEBUG), pytest.raises(KeyDamaged) as refused:
        masters.unwrap(
            Wrapped(masters.wrap(new_key(), purpose=PURPOSE).master_id, bytes(60)), purpose=PURPOSE
        )

    shown = f"{masters!r} {vars(masters)} {refused.value!r} {caplog.text}"
    shown += repr(masters._read())  # noqa: SLF001 -- what a debugger would print
    assert secret not in shown
    assert repr(base64.b64decode(secret)) not in shown


def test_a_secret_file_is_made_once(tmp_path: Path) -> None:
    file = tmp_path / "new" / "secret.key"

    made = make_secret_file(file), make_secret_file(file)

    assert made == (True, False)
    assert len(file.read_text(encoding="ascii").strip()) == 64
    assert file.stat().st_mode & 0o777 == 0o600

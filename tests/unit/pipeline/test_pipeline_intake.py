"""Which files of a folder come in, under which names, and what is said of those that can't."""

from __future__ import annotations

import os
from pathlib import Path

from casework.queue import State
from papers.source import Channel
from pipeline.build import Opis
from pipeline.intake import find_files


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/10.txt", ".hidden", ".git/x", "~$b.docx", "c/.y"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    found = [str(path.relative_to(tmp_path)) for path in find_files([tmp_path])]
    assert found == ["a/10.txt", "a/2.txt", "b.txt"]


def test_a_file_given_by_name_is_taken_even_when_hidden(tmp_path: Path) -> None:
    hidden = tmp_path / ".hidden"
    assert list(find_files([hidden])) == [hidden]


def test_what_cannot_be_read_is_told_and_the_rest_comes_in(opis: Opis, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("a", "utf-8")
    brought = list(opis.intake.bring([tmp_path / "none.txt", good]))
    assert [one.file_id is None for one in brought] == [True, False]
    assert brought[0].problem is not None
    assert brought[0].problem.startswith("Файл не удалось взять")
    (item,) = opis.desk.queue()
    assert item.state is State.RECEIVED


def test_a_file_may_be_called_otherwise_and_a_broken_name_is_made_readable(
    opis: Opis, tmp_path: Path
) -> None:
    named = tmp_path / "1.txt"
    named.write_text("a", "utf-8")
    broken = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xcf\xe8\xf1.txt"))
    broken.write_text("b", "utf-8")
    list(opis.intake.bring([named], Channel.MAIL, name="письмо.txt"))
    list(opis.intake.bring([broken]))
    sources = [item.source for item in opis.desk.queue()]
    assert sources == ["письмо.txt", f"{tmp_path}/���.txt"]
    assert opis.store.arrival(opis.desk.queue()[0].id).channel is Channel.MAIL

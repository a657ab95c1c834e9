"""Short files in every common encoding come back equal, and never in silence."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from powermap.errors import FormatError
from powermap.exchange.formats.encoding import allowed_encodings, decode

# Made-up names that are not in the data of the detector as such, and headers as files
# have them: codec, header, names.
FILES = {
    "cp1252": [
        ("Vorname;Name;Größe", "Jörg Müller|Änne Groß|Björn Höfler|Käthe Süß"),
        ("Prénom,Nom", "Hélène Lefèvre|Benoît Garçon|Gaël Noël|Zoé Crête"),
        ("Nombre,Organización", "Íñigo Muñoz|Begoña Peña|Ángel Núñez|Lucía Gómez"),
        ("Nome,Função", "João Simões|Conceição Brandão|Antônio Araújo"),
        ("Namn,Företag", "Åsa Söderström|Jörgen Åkesson|Bjørn Sørensen"),
        ("Name,Title", "Jörg Müller|Anaïs Garçon|Begoña Muñoz|Søren Kjær"),
    ],
    "cp1250": [
        ("Imię,Nazwisko", "Łukasz Wiśniewski|Małgorzata Źródło|Jędrzej Śliwa"),
        ("Jméno,Příjmení", "Jiří Dvořák|Věra Šťastná|Zdeněk Růžička"),
        ("Név,Beosztás", "Győző Kovács|Erzsébet Szűcs|Ödön Tőkés"),
        ("Ime,Dužnost", "Željko Šimić|Đurđa Čolić|Nikša Žanić"),
    ],
    "cp1251": [
        ("Имя,Должность", "Иван Щеглов|Жанна Юрьева|Фёдор Цой"),
        ("Прізвище,Посада", "Їжакевич Євген|Ґудзь Ірина|Шевчук Олексій"),
    ],
    "cp1253": [("Όνομα,Θέση", "Γιώργος Ξενάκης|Ελένη Ψαρρά|Αθηνά Φωτίου")],
    "cp1254": [("Adı,Ünvan", "Işıl Çağlar|Gökçe Şahin|İbrahim Öztürk")],
    "cp1255": [("שם,תפקיד", "נועם אלון|רותם ברק|שירה דגן")],
    "cp1256": [("الاسم,المنصب", "سامي الحداد|ليلى الخطيب|عمر منصور")],
    "cp1257": [
        ("Pavardė,Pareigos", "Žydrė Šukytė|Gintarė Ąžuolienė|Rūta Čiurlytė"),
        ("Vārds,Nodaļa", "Jānis Bērziņš|Līga Šķēle|Ģirts Kļaviņš"),
    ],
    "gb18030": [
        ("姓名,职位", "王小明|欧阳晓雯|刘志强|赵倩|司马文博"),
        ("Name,Title", "王小明|刘志强 Leo|赵倩|陈思远"),
    ],
    "big5": [
        ("姓名,職稱", "陳大文|林美玲|歐陽曉雯|許志豪|蔡依庭"),
        ("Name,Title", "陳大文|林美玲|許志豪|張淑芬"),
    ],
    "cp932": [
        ("氏名,役職", "山田 さくら|佐々木 翔太|高橋 ユリ|黒川 健"),
        ("Name,Title", "山田 さくら|佐々木 翔太|高橋 優子|小林 直樹"),
    ],
    "cp949": [
        ("이름,직책", "김철수|박서연|최민준|정하은"),
        ("Name,Title", "김철수|박서연|최민준|정하은"),
    ],
}
CASES = [(codec, *file) for codec, files in FILES.items() for file in files]
WITH_HEADERS = [case for case in CASES if not case[1].isascii()]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_short_files_come_back_equal_and_with_a_note(data):
    codec, header, names = data.draw(st.sampled_from(WITH_HEADERS))
    every = names.split("|")
    chosen = data.draw(st.lists(st.sampled_from(every), min_size=3, max_size=9))
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    title = data.draw(st.sampled_from(["", "CFO", "VP, Sales", "Head of IT"]))
    lines = [header, *(f"{name},{title}" for name in chosen)]
    text = end.join(lines) + end
    got, notes = decode(text.encode(codec), "people.csv")
    assert got == text
    assert len(notes) == 1


def test_names_of_one_language_are_enough_in_95_of_100_files():
    wrong = []
    count = 0
    for codec, _, names in CASES:
        for chosen in combinations(names.split("|"), 3):
            text = "\n".join(["Name,Title", *(f"{name},CFO" for name in chosen)])
            got, notes = decode(text.encode(codec), "people.csv")
            assert len(notes) == (0 if text.isascii() else 1)
            count += 1
            if got != text:
                wrong.append(got)
    assert len(wrong) <= 0.05 * count, wrong


def test_unicode_needs_no_guess():
    text = "Name,職稱\nMüller,經理\n"
    for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert decode(text.encode(codec), "a.csv") == (text, [])
    for codec in ("utf-16-le", "utf-16-be"):
        got, notes = decode(text.encode(codec), "a.csv")
        assert got == text
        assert "UTF-16" in str(notes[0])


def test_the_note_names_the_encoding_and_shows_a_name():
    payload = "姓名,職稱\n王小明,經理\n".encode("big5")
    _, (note,) = decode(payload, "a.csv")
    for lang, words in {"en": "traditional Chinese", "zh": "繁体中文"}.items():
        for word in (words, "Big5", "王小明", "--encoding"):
            assert word in note.say(lang)


def test_a_named_encoding_is_used_and_an_unknown_one_refused():
    text = "姓名\n歐陽\n"
    for name in ("big5", "BIG5", "cp950", "Big5-HKSCS"):
        assert decode(text.encode("big5"), "a.csv", name) == (text, [])
    for name in ("mac-roman", "KOI8-R", "latin-1", "gbk", "shift-jis", "utf8"):
        assert decode(b"Name\nAna\n", "a.csv", name) == ("Name\nAna\n", [])
    for name in ("bigfive", "rot13", "idna", "unicode_escape", "", "\0"):
        with pytest.raises(FormatError, match="allowed: utf-8"):
            decode(b"Name", "a.csv", name)
    with pytest.raises(FormatError, match="not text in UTF-8"):
        decode(text.encode("big5"), "a.csv", "utf-8")
    for name in allowed_encodings():
        decode("Name\nAna\n".encode(name), "a.csv", name)


def test_a_broken_character_does_not_change_the_encoding():
    payload = "Name\nJörg Müller\nBjörn Größe\nKäthe Süß\nÄnne Öz\n".encode() * 2
    text, (note,) = decode(payload + b"Caf\xc3", "a.csv")
    assert "Jörg Müller" in text
    assert "1 character is broken" in str(note)


def test_other_data_is_refused():
    for payload in (b"\0\1\2\3" * 50, b"a\0\0b"):
        with pytest.raises(FormatError, match="not text"):
            decode(payload, "a.csv")

"""Addresses, accounts and telephone numbers in a text: they lead to a person too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from powermap.redaction.word_forms import UNSPACED

__all__ = ["mask_contacts", "unsure_numbers"]

_IN_ADDRESS = f"(?![{UNSPACED}])[\\w.+'-]"
_MAIL = re.compile(f"(?<!{_IN_ADDRESS})(?:{_IN_ADDRESS})+@(?:{_IN_ADDRESS})+(?<![.'])")
"""An e-mail address; Chinese signs beside it and a full stop are no part of it."""
_MENTION = re.compile(r"(?<![\w@/.])@[A-Za-z_][\w.-]*\w", re.ASCII)
_SERVICES = (
    r"wechat|weixin|微信号?|qq|skype|telegram|whatsapp|viber|threema|twitter|instagram"
    r"|facebook|linkedin|xing|github|gitlab|weibo|微博|钉钉|飞书"
)
_WORDS_TOO = "signal|line|teams|slack|discord"
"""Services whose names are words as well."""
_ACCOUNT_WORD = r"(?:\s*(?:id|no|name|user|account|handle|账号|帐号|号))?"
# An account follows behind a colon, or has a sign that words have not: "Skype: falk",
# "WeChat rfalk_88".
_ACCOUNT = re.compile(
    rf"(?<![A-Za-z])(?:(?:{_SERVICES}){_ACCOUNT_WORD}\s*[:：=]\s*"
    rf"|(?:{_SERVICES}|{_WORDS_TOO}){_ACCOUNT_WORD}\s*[:：=]?\s*(?=[A-Za-z.-]*[\d_]))"
    # A full stop behind it is the sentence's.
    r"([A-Za-z\d][\w.-]+\w)",
    re.IGNORECASE | re.ASCII,
)
_URL = re.compile(
    r"(?<![\w@])(?:https?://|www\.|(?:[\w-]{1,63}\.){1,8}[a-z]{2,63}/)[^\s<>\"'，。；、）)！？：]+(?<![.,;:!?])",
    re.IGNORECASE | re.ASCII,
)
_PROFILE = re.compile(
    r"(?:linkedin|xing|facebook|instagram|twitter|github|weibo|zhihu|t\.me|wa\.me|//x\.com)",
    re.IGNORECASE,
)
"""Sites on which an address is somebody's page."""
_SEPARATORS = r" \u00a0\u202f()（）./\u2010-\u2015-"
_NUMBER = re.compile(rf"(?<![\w.,:])\+?[(（]?\d[\d{_SEPARATORS}]{{5,}}\d(?!\w|[.,:]\d)")
_WITH_LABEL = re.compile(
    r"(?:tel|telephone|phone|mobile|mob|cell|fax|ext|extension|telefon|handy|durchwahl"
    r"|电话|手机|座机|分机|传真)\.?\s*[:：.]?\s*(\+?\(?\d[\d"
    + _SEPARATORS
    + r"]{1,}\d)(?!\w)",
    re.IGNORECASE,
)
_DATE = r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2}))"
_DATES = re.compile(rf"(?<!\d){_DATE}(?!\d)")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-/\u2010-\u2015]\s*(?:(?:19|20)?\d\d))?")
_THOUSANDS = re.compile(r"\d{1,2}(?:[ .\u00a0\u202f]\d{3})+")
_MONEY_BEFORE = re.compile(r"(?:[$€£¥￥]|\b[A-Z]{3})\s*$")
_MONEY_AFTER = re.compile(
    r"\s*(?:[$€£¥%]|[万亿元]|(?:EUR|USD|CHF|CNY|RMB|GBP|million|[km])\b)"
)
_LEAST_DIGITS = 7
_MOST_DIGITS = 15
_DIGITS_OF_A_MOBILE = 11
"""In China, where mobile numbers begin with a 1 and are written without gaps."""


def mask_contacts(
    text: str, address: str, number: str, has_name: Callable[[str], bool]
) -> str:
    """A text without mail addresses, accounts, people's pages and telephone numbers.

    `address` and `number` replace them; a link goes when it has a name in it.
    """

    def mask_link(found: re.Match[str]) -> str:
        link = found.group()
        return address if _PROFILE.search(link) or has_name(link) else link

    def mask_account(found: re.Match[str]) -> str:
        start = found.start(1) - found.start()
        return found.group()[:start] + address

    def mask_number(found: re.Match[str]) -> str:
        return number if _is_phone(found, text) else found.group()

    if "@" in text:
        text = _MAIL.sub(address, text)
        text = _MENTION.sub(address, text)
    if "/" in text or "www" in text.lower():
        text = _URL.sub(mask_link, text)
    text = _ACCOUNT.sub(mask_account, text)
    # Few texts have seven digits, and all that follows is about these.
    if sum(map(str.isdigit, text)) < 4:
        return text
    text = _WITH_LABEL.sub(
        lambda found: found.group()[: found.start(1) - found.start()] + number, text
    )
    return _NUMBER.sub(mask_number, text)


def unsure_numbers(text: str) -> Iterator[str]:
    """Numbers that may be of a telephone, or of an order."""
    for found in _NUMBER.finditer(text):
        if _may_be_phone(found, text) and not _is_phone(found, text):
            yield found.group().strip()


def _is_phone(found: re.Match[str], text: str) -> bool:
    if not _may_be_phone(found, text):
        return False
    number = _without_days(found.group())
    if number.startswith(("+", "0")) or "(" in number or "（" in number:
        return True
    if number.isdigit():
        return len(number) == _DIGITS_OF_A_MOBILE and number.startswith("1")
    groups = re.findall(r"\d+", number)
    long_groups = [group for group in groups if len(group) > 2]
    # 612 345 678 may be an amount and an order as well, 2026 2027 are years.
    is_of_one_length = len({len(group) for group in groups}) == 1
    return len(long_groups) > 1 and not is_of_one_length


def _may_be_phone(found: re.Match[str], text: str) -> bool:
    number = _without_days(found.group())
    count = sum(map(str.isdigit, number))
    if not _LEAST_DIGITS <= count <= _MOST_DIGITS:
        return False
    if _YEARS.fullmatch(number) or _THOUSANDS.fullmatch(number) or _is_host(number):
        return False
    # 10 000 - 15 000, 1234567.89
    parts = re.split(r"\s[-\u2010-\u2015/]\s", number)
    if len(parts) > 1 and all(_THOUSANDS.fullmatch(part) for part in parts):
        return False
    if re.fullmatch(r"\d+\.\d{1,2}", number):
        return False
    before = text[: found.start()]
    after = text[found.end() :]
    is_amount = _MONEY_BEFORE.search(before[-6:]) or _MONEY_AFTER.match(after)
    return number.startswith("+") or not is_amount


def _without_days(number: str) -> str:
    """What is left of a run of digits without the days in it."""
    return _DATES.sub("", number).strip(" \u00a0\u202f./-\u2013")


def _is_host(number: str) -> bool:
    """Whether it is the number of a computer in a network."""
    parts = number.split(".")
    return len(parts) == 4 and all(part.isdigit() and int(part) < 256 for part in parts)

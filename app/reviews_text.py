"""What is said about reviews of handbooks when something cannot be written down."""

from __future__ import annotations

REVIEWS: dict[str, str] = {
    "no_book": "{name}这段时间没有手册可讲评。请换一个期间，或先在工作手册里记下事项。",
    "grade_needed": "请先选“等级”，讲评才记得下来。",
    "period_backwards": "手册期间的起在止的后面，请检查日期。",
}

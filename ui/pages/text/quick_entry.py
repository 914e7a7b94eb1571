"""Sentences of quick entry: several matters from one paste, by the channel they came through."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "title": "快速登记",
    "channel": "来源渠道",
    "hint.wechat": "在微信里选中几条消息，复制，粘贴到左边；姓名和时间会自动认出来，原话一字不动。",
    "hint.phone": "接一个电话写一行：姓名：说的事。一行一件。",
    "hint.meeting": "把座谈记录粘贴到左边，每人说的一行；一个人说几行的，选“一段一件”。",
    "hint.box": "开意见箱，一张条子写一行，照原话录。",
    "hint.letter": "来信照原文录，一封信是一段，选“一段一件”。",
    "hint.caller": "来访的写一行：姓名：说的事。一行一件。",
    "hint.hotline": "热线工单一行一件，照原话录。",
    "hint.visit": "入户听到的，一户一行：姓名：说的事。记走访过程请到“走访”。",
    "hint.form": "征求意见表，一张表写一行，照原话录。",
    "hint.other": "一行一件，照原话录。",
    "paste": "原话（粘贴或直接写）",
    "paste.hint": "例：\n张桂花：村口的路灯又不亮了\n李建国：三组水压小，三楼用不上水",
    "take": "粘贴剪贴板",
    "take.tip": "把复制的内容接在后面（Ctrl+V 也可以）",
    "clear": "清空",
    "by.line": "一行一件",
    "by.paragraph": "一段一件",
    "by.tip": "一段一件：空一行算另一件",
    "found": "分成 {count} 件，登记打勾的 {ticked} 件。问题描述和反映人可以改，原话照留。",
    "found.none": "左边粘贴以后，这里一件一行，核对后一次登记。",
    "table": "要登记的事项",
    "head.tick": "登记",
    "head.who": "反映人",
    "head.summary": "问题描述（可以改）",
    "head.words": "群众原话",
    "chat": "像是闲话，没有打勾",
    "known": "在册，会连到这个人和他家",
    "accept": "同时受理",
    "accept.tip": "登记后马上记为“受理”，接着办理",
    "do": "登记 {count} 件",
    "do.tip": "F9：打勾的一次登记，可以撤销",
    "do.nothing": "还没有要登记的事项",
    "done": "已登记 {count} 件",
    "draft": "快速登记",
    "wrong": "“{summary}”没有登记成：{why}",
}

say = speaker(WORDS)

"""Sentences of the row of photos and files under a record."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "title": "照片和附件",
    "none": "还没有照片。照片会缩小后存进台账，不占多少地方。",
    "new": "先记下这条记录，再添加照片。",
    "add": "添加照片",
    "add.tip": "选一张照片或一个文件存到这条记录里",
    "original": "同时保留原图",
    "kinds": "照片 (*.jpg *.jpeg *.png *.bmp *.webp *.gif);;所有文件 (*)",
    "open": "打开{name}",
    "added": "已添加“{name}”",
    "save": "另存为…",
    "save.kinds": "所有文件 (*)",
    "saved": "已存到 {folder}",
    "remove.ask": "删除“{name}”？删除后可以撤销。",
    "file": "这个文件不能在这里显示，请按“另存为…”存出来再打开。",
}

say = speaker(WORDS)

"""Sentences of the home page."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "title": "工作台",
    "greeting": "{office}　{date}　{weekday}",
    "weekdays": "一二三四五六日",
    "weekday": "星期{day}",
    "visit": "记走访",
    "print": "打印本月台账",
    "import": "导入表格",
    "month.visit": "本月走访",
    "month.matter": "本月新增事项",
    "month.aid": "本月帮扶",
    "open_matters": "未销号事项",
    "people": "在册人口",
    "households": "总户数",
    "due": "快到期和超期的事项",
    "due.none": "没有七天内到期的事项。",
    "due.in": "还有 {days} 天",
    "due.today": "今天到期",
    "due.past": "超期 {days} 天",
    "unvisited": "该去走访的户",
    "unvisited.none": "各户都在走访期限内。",
    "unvisited.never": "还没走访过",
    "unvisited.days": "{days} 天没走访",
    "unfinished": "工作手册还缺的",
    "unfinished.none": "今年记的事项没有缺项。",
    "lacking": "“1+5”结对还缺的",
    "lacking.none": "没有要补的结对。",
    "lacking.line": "{helper}　缺：{kinds}",
    "backup.none": "还没有备份。退出程序时会自动备份一份。",
    "backup.days": "最近一次备份：{date}（{days} 天前）",
    "backup.today": "最近一次备份：今天 {time}",
    "backup.doubtful": "最近一次备份：{date}（当时的电脑时间可疑）",
    "backup.no_good": "本机的备份一份也打不开。请到设置的“备份与检查”按“立即备份”，再存一份到 U 盘。",
    "backup.old": "已经 {days} 天没有备份。请到设置的“备份与检查”按“立即备份”。",
    "clock.early": "电脑时间可疑：现在显示 {now}，比本程序做好的日子还早。{press}",
    "clock.late": "电脑时间可疑：现在显示 {now}，离现在太远。{press}",
    "clock.back": "电脑时间可疑：现在显示 {now}，台账里却有 {latest} 的记录。{press}",
    "clock.press": "请用鼠标右键点屏幕右下角的时间，选“调整日期和时间”改正；录入的内容不会丢，日期请核对。",
    "clock.right": "时间没错",
    "clock.trusted": "已记下，以现在的电脑时间为准。",
    "empty": "还没有户和人。先导入原来的花名册，或登记第一户。",
    "drafts": "上次有没填完的：{names}。回到原来填的地方再打开，就会问您要不要接着填。",
    "drafts.of": "{name} {count} 份",
    "separator": "　",
    "enumeration": "、",
}

say = speaker(WORDS)

"""What the commands of 交办, 举一反三 and 集中攻关 say, keyed by code."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "assigned": "{id}  {office}  {deadline} 前办结",
    "sweep_none": "这件事项还没有举一反三。",
    "sweep_late": "（超期）",
    "sweep_place": "  {name}  {state}  时限 {deadline}  发现 {found}  已解决 {solved}  {text}  {id}",
    "sweep_known": "已登记的同类事项：{ids}",
    "sweep_line": "{id}  {opened}  {title}  {told}",
    "sweep_finished": "已记排查办结：发现 {found} 件，已解决 {solved} 件。",
    "task_group_line": "{id}  {name}  {told}",
    "task_group_head": "{name}：牵头 {owner}，成员 {members}，单位 {units}，{start} 至 {end}。{told}",
    "task_group_step": "  {id}  {date}  {text}  {owner}  {told}",
    "task_group_late": "超期 {days} 天",
    "task_group_open": "未完成",
}

HELP: dict[str, str] = {
    "assign": "把一件事项交办给下级单位；内容从标准输入读 JSON。",
    "assign_to": "下级单位的名称或编号，可写几次；all 是全部。",
    "assign_days": "限几个工作日办结；也可在 JSON 里写 deadline。",
    "sweep": "举一反三：从一件事项到全区域的同类问题。",
    "sweep_start": "发起排查；JSON 可写 about（排查什么）、standard（预防措施）、deadline、areas（组）。",
    "sweep_finish": "排查办结；JSON 写 found（发现）、solved（已解决）、text（情况）。",
    "sweep_show": "各单位排查到哪一步，发现和解决了几件。",
    "sweep_list": "所有举一反三的进度，新的在前。",
    "sweep_only": "只列在排查的、排查完的或有超期的。",
    "task_group": "集中攻关的攻关组；新增和修改用 add project、add milestone、change。",
    "task_group_list": "所有攻关组。",
    "task_group_show": "一个攻关组和它的节点。",
}


def word(code: str, **facts: object) -> str:
    """The words of that code, filled with the facts. Raises KeyError."""
    return WORDS[code].format(**facts)

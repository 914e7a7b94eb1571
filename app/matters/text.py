"""The sentences of matters that a clerk reads, keyed by problem code."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "unknown_act": "没有“{act}”这个办理动作。现在可以：{possible}。",
    "not_possible": "现在不能“{act}”：这件事项处于“{state}”。现在可以：{possible}。",
    "parts_open": "吹哨的单位还没有全部办结：{parts}。请先记下它们的办结或免办，再办结这件事项。",
    "report_first": "直办的事项要先向村党支部“报备”，才能销号。",
    "not_your_turn": "这件事项现在由{holder}办理，本单位不能“{act}”。现在可以：{possible}。",
    "needs_review": "“{act}”要由审核人员（书记）来做。请让审核人员登录后再办。",
    "void_needs_review": "作废一条经过要由审核人员（书记）来做。您可以只写更正说明，不选“作废”。",
    "act_needs": "“{act}”还缺：{fields}。请补上后再保存。",
    "not_a_result": "“{act}”的结果不能是“{result}”。可以填：{possible}。",
    "no_such_part": "没有向这个单位吹过哨，或它已经办结。请先“吹哨”，或从一哨一清单里选择单位。",
    "already_called": "这一哨已经叫过这个单位了。请换一个单位，或另吹一哨。",
    "no_such_event": "要更正的那一条经过不属于这件事项。请从办理经过里选择。",
    "cannot_void": "这一条后面还有以它为前提的经过，不能直接作废。请先作废后面的，或只写更正说明。",
    "theme_itself": "事项不能归并到它自己。请选择另一件事项。",
    "theme_merged": "“{theme}”已经归并到别的事项。请归并到那件主题事项。",
    "theme_has_sources": "“{matter}”下面已归并了别的事项，不能再归并出去。请先把它们拆开。",
    "not_a_week": "“{week}”不是一周。请写成“2026-W47”这样：年份，再是第几周。",
    "not_merged": "这件事项没有归并到别的事项，不用拆开。",
    "theme_told": "有 {count} 件已按主题的结果反馈给反映人，不能再拆开。归并错了的，请先更正那次反馈。",
    "theme_without_words": "请写明归并成什么主题，再按“归并”。",
    "theme_without_sources": "请先勾选要归并的事项。",
    "theme_not_finished": "主题还没有办结，暂时不能反馈。请先把主题事项办结，再把结果反馈给每个反映人。",
    "theme_nobody_waits": "没有等着反馈的来源事项：都已反馈过，或还没有受理。",
    "nothing_pasted": "还没有粘贴内容。请把群众反映的原话粘贴到左边，一行一件。",
    "pasted_too_much": "一次最多登记 {limit} 件，现在有 {count} 件。请分几次粘贴。",
    "assign_from_above": "交办是乡镇、县里给下级单位派事项。本村自己的事项，请在“工作手册”里按“新增事项”。",
    "assign_needs": "交办还缺：{fields}。请补上后再交办。",
    "assign_nobody": "请先选要交办给哪些单位。",
    "assign_not_below": "要交办的单位里，有的不在本单位下面。请从“各村”列出的单位里选。",
    "assign_not_ready": "还没有收到过{offices}的数据，不能交办。请先收一次它的数据包，再交办。",
    "assign_others": "“{label}”不是要交办的那个单位的人或户，不能写进交办事项。"
    "请清空这一栏，或只交办给他所在的单位。",
    "not_days": "“{value}”不是天数。请写 1 以上的整数，如 10。",
    "sweep_offices": "请选要排查的单位：在列表里按空格勾选，或按“全选”。",
    "sweep_areas": "请写明排查哪些组、网格：在列表里按空格勾选，或按“全选”。",
    "sweep_already": "{offices}已经在排查了，不用再发。请只勾选还没有发的单位。",
    "sweep_found": "请填排查发现了几件；没有发现就填 0。",
    "sweep_counts": "件数要填 0 以上的整数，已解决的不能多过发现的。请改正后再保存。",
    "sweep_not_finished": "还有单位没有排查完，等都排查完了再记结果。",
    "not_a_sweep": "这件不是举一反三的排查事项。请打开排查事项再填。",
    "milestone_needs": "节点要写计划日期和要做到什么。请补上后再加。",
    "not_a_task_group": "这不是集中攻关的攻关组。请从“集中攻关”里选。",
}

HOLDERS: dict[str, str] = {
    "origin": "收集单位",
    "township": "镇（街道）",
    "county": "县（市、区）",
    "upper": "上级",
}

FIELDS: dict[str, str] = {
    "date": "日期",
    "organization": "单位",
    "deadline": "时限",
    "text": "情况说明",
    "result": "结果",
    "event": "要更正的经过",
}

NOTHING_POSSIBLE = "（暂无）"

# Whistles: what is late, and what is still open before the matter can be finished.
WHISTLES: dict[str, str] = {
    "late_absent": "超期{days}天未报到",
    "late_responded": "超期{days}天报到",
    "waits.called": "还没报到",
    "waits.received": "已签收，还没报到",
    "waits.responded": "已报到，还没办结",
    "waits.handling": "处置中，还没办结",
    "unnamed": "（没有写明的单位）",
    "open_part": "{name}（{state}）",
    "still_open": "还差 {count} 个单位：{parts}。都办结或免办以后，这件事项才能办结。",
    "none_open": "叫到的单位都已办结或免办，可以办结这件事项了。",
}

# The weekly list, keyed by what is said of it.
WEEKLY: dict[str, str] = {
    "week": "{year}年第{number}周",
    "title": "问题清单（{week}）",
    "summary": "{week}：新增 {added} 件，推进 {progressed} 件（本周有进展 {moved} 件），销号 {closed} 件。",
}

# Supervision: the lines of the month report by measure, and the words around the numbers.
SUPERVISION: dict[str, dict[str, str]] = {
    "lines": {
        "opened": "收集问题",
        "direct": "其中：直办快结",
        "escalated": "其中：上报上级",
        "done": "办结",
        "closed": "销号",
        "closed_carried": "其中：往年问题销号",
        "returned": "退回",
        "due": "到期应办",
        "on_time": "按时办结",
        "late": "超期办结",
        "overdue": "超期未办结",
        "evaluated": "群众评价",
        "satisfied": "满意",
        "basically": "基本满意",
        "dissatisfied": "不满意",
    },
    "words": {
        "opened": "收集",
        "direct": "直办快结",
        "escalated": "上报",
        "done": "办结",
        "closed": "销号",
        "overdue": "超期未办结",
        "evaluated": "已评价",
        "open": "未销号",
        "carried": "上年结转",
        "no_rate": "暂无",
        "day": "{year}年{month}月{day}日",
        "so_far": (
            "截至{day}，上年结转 {carried} 件，今年共收集群众问题 {opened} 件，其中直办快结 {direct} 件"
            "（直办率 {direct_rate}）、上报上级 {escalated} 件（上报率 {escalated_rate}）；"
            "办结 {done} 件，销号 {closed} 件，按时办结率 {on_time_rate}；"
            "群众评价 {evaluated} 件，满意率 {pleased_rate}；"
            "现有 {open} 件未销号，今年到期的问题中超期未办结 {overdue} 件。"
        ),
    },
}

# Matters given from above, and sweeps (举一反三).
ASSIGNING: dict[str, str] = {"mark": "、"}
SWEEPS: dict[str, str] = {
    "description": "举一反三：排查{about}，发现一处、登记一处、解决一处。",
    "about": "本地“{category}”方面的同类问题",
    "about_any": "本地同类问题",
    "areas": "（排查范围：{areas}）",
    "progress": "已排查 {finished}/{places} {unit}，发现 {found} 件，已解决 {solved} 件。",
    "all_finished": "{places} {unit}都已排查完，发现 {found} 件，已解决 {solved} 件。",
    "overdue": "有 {count} 处超期未排查。",
    "result": "举一反三排查结果：{places} {unit}排查完毕，发现同类问题 {found} 件，已解决 {solved} 件。",
    "unit.village": "处",
    "unit.township": "个村",
    "unit.county": "个乡镇",
}

# Task groups (集中攻关).
TASK_GROUPS: dict[str, str] = {
    "name": "{category}集中攻关组",
    "no_milestones": "还没有定节点",
    "progress": "节点完成 {finished}/{count}",
    "done": "{count} 个节点都已完成",
    "late": "，超期 {count} 个",
    "late_days": "超期 {days} 天",
    "open": "未完成",
    "finished": "{day} 完成",
    "step": "{date} {text}（{told}）",
    "step_owner": "{date} {text}（{owner}；{told}）",
}

# Pasted text: words before a colon that are no names, and lines of a chat that raise nothing.
PASTED: dict[str, frozenset[str]] = {
    "not_names": frozenset(
        (
            "建议",
            "意见",
            "问题",
            "诉求",
            "反映",
            "时间",
            "地点",
            "电话",
            "备注",
            "内容",
            "原因",
            "情况",
            "要求",
            "希望",
            "困难",
            "群众反映",
            "村民反映",
            "反映问题",
            "意见建议",
            "存在问题",
            "主要问题",
            "另外",
            "补充",
        )
    ),
    "chat": frozenset(
        (
            "收到",
            "好的",
            "好",
            "谢谢",
            "谢谢书记",
            "知道了",
            "嗯",
            "嗯嗯",
            "是的",
            "可以",
            "明白",
            "辛苦了",
            "已阅",
            "OK",
            "ok",
            "1",
            "+1",
        )
    ),
}

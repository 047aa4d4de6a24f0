"""The smallest content without findings, for tests to change one thing in."""

from __future__ import annotations

LAWS = """\
laws:
  old:
    title: 旧办法
    short: 旧办法
    kind: departmental-rule
    from: 2020-01-01
    until: 2026-04-14
    replaced-by: rule
    provisions:
      old-1: {article: 第一条, gist: 旧的规定。}
  rule:
    title: 新办法
    short: 新办法
    kind: departmental-rule
    from: 2026-02-01
    url: https://www.samr.gov.cn/x?a=1&b=2
    provisions:
      rule-1: {article: 第一条, gist: 卖家负责。}
      rule-2: {article: 第二条, gist: 平台负责。}
"""

REGISTERS = {
    "reference/laws.yaml": LAWS,
    "reference/parties.yaml": "parties:\n  seller: {title: 卖家, plain: 卖东西的人。}\n"
    "  platform: {title: 平台, plain: 提供直播间的网站。}\n",
    "reference/channels.yaml": "channels:\n  market:\n    title: 市场监督管理部门\n"
    "    short: 投诉\n    kind: complaint\n    who: 市场监督管理部门\n    times: [seven]\n",
    "reference/remedies.yaml": "remedies:\n  refund: {title: 退款, what: 把钱退给你。}\n",
    "reference/evidence.yaml": "evidence:\n  order: {title: 订单, why: 证明买过, how: 截图}\n",
    "reference/timescales.yaml": "timescales:\n  seven:\n    title: 七天\n    length: 7\n"
    "    unit: natural-days\n    from: 签收\n    rule: 签收次日起七天。\n    cites: [rule-1]\n",
    "reference/questions.yaml": "questions:\n  paid:\n    ask: 怎么付的钱？\n    options:\n"
    "      inside: {label: 平台里付}\n      outside: {label: 私下转账}\n",
}

TREE = """\
title: 小树
summary: 最小的一棵树。
audience: consumer
status: live
reviewed: {on: 2026-11-20, by: [测试]}
start: named
questions:
  named:
    ask: 看得出是谁在卖吗？
    options:
      clear: {label: 看得出, next: seller-pays}
      unsure: {label: 我不清楚, next: asked}
  asked:
    ask: 问过平台了吗？
    options:
      given: {label: 给了信息, next: seller-pays}
      refused: {label: 不清楚, next: platform-pays}
outcomes:
  seller-pays:
    title: 卖家负责
    summary: 找卖家。
    certainty: strong
    today: 留好订单。
    parties:
      - {party: seller, liability: full, because: 他卖的}
    remedies: [refund]
    steps: [market]
    evidence: [order]
    cites: [rule-1]
  platform-pays:
    title: 平台负责
    summary: 找平台。
    certainty: likely
    today: 留好订单。
    parties:
      - {party: platform, liability: conditional, because: 没有给信息}
    steps: [market]
    evidence: [order]
    cites: [rule-2]
"""

CASES = """\
cases:
  one:
    title: 一个案子
    kind: example
    story: 买了东西。
    result: 卖家退款。
    answers: {named: clear}
    outcome: seller-pays
    shows: {parties: [seller], steps: [market]}
"""

SMALL: dict[str, str | bytes] = {**REGISTERS, "liability/small.yaml": TREE}


def with_tree(old: str, new: str) -> dict[str, str | bytes]:
    """The small content with one passage of its tree replaced."""
    assert TREE.count(old) == 1, f"{old!r} stands {TREE.count(old)} times in the tree"
    return {**SMALL, "liability/small.yaml": TREE.replace(old, new)}

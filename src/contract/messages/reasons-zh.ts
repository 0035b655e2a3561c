import type { Catalog } from './catalog.ts';

/** Chinese sentences of explanations. */
export const reasonsZh: Catalog['notes'] = {
  'explain-feasible': '存在满足所有必须遵守条件的排班。',
  'explain-undecided': '在限制之内，既没有找到排班，也没有证明不存在排班。',
  'explain-no-roster': ['求解结束时为“{status=}”，没有排班：请询问冲突原因。', '没有可供询问的排班：请询问冲突原因。'],
  'explain-out-of-time': '有 {left} 项改动未计算：给更多时间或更大的 "most" 即可得到。',
  'explain-conflict': '有 {members} 项不能同时成立：全部保留则没有排班，去掉其中任何一项就有。',
  'explain-conflict-open': '有 {members} 项不能同时成立，其中可能有多余的：限制在找到更少的之前结束了搜索。',
  'explain-conflict-fixed':
    '即使去掉所有可去掉的规则、缺勤、锁定和最低人数，也没有排班：其他团队的班次或缺少的技能不允许。',
  'repair-none': '允许的改动中没有一种能得到排班。',
  'repair-not-found': '在限制之内没有找到能得到排班的改动。',
  'repair-cheapest': '最便宜的修复需要 {steps} 项改动，共 {price} 分：改后有排班，更便宜的都没有。',
  'repair-found':
    '一个有 {steps} 项改动、共 {price} 分的修复能得到排班；是否有更便宜的尚不清楚，但不会低于 {lowerBound} 分。',
  'conflict-team-rule': [
    '团队在 {dates} 必须遵守 {rule}（{limit}），由 {source} 规定。',
    '团队必须遵守 {rule}（{limit}），由 {source} 规定。',
    '团队在 {dates} 必须遵守 {rule}（{limit}）。',
    '团队必须遵守 {rule}（{limit}）。',
    '团队在 {dates} 必须遵守 {rule}。',
    '团队必须遵守 {rule}，由 {source} 规定。',
    '团队必须遵守 {rule}。',
  ],
  'conflict-rule': [
    '{employee} 在 {dates} 必须遵守 {rule}（{limit}），由 {source} 规定。',
    '{employee} 在 {dates} 必须遵守 {rule}，由 {source} 规定。',
    '{employee} 必须遵守 {rule}（{limit}），由 {source} 规定。',
    '{employee} 必须遵守 {rule}（{limit}）。',
    '{employee} 必须遵守 {rule}，由 {source} 规定。',
    '{employee} 必须遵守 {rule}。',
  ],
  'conflict-protected': '{employee} 适用受保护规则。',
  'conflict-leave': '{employee} 从 {from} 到 {to} 休假。',
  'conflict-unavailable': '{employee} 从 {from} 到 {to} 不能上班。',
  'conflict-day-off': '{employee} 在 {date} 休息。',
  'conflict-availability': '{employee} 只在可用时段内上班。',
  'conflict-lock': '{employee} 在 {date} 有从 {shiftStart@} 开始的锁定班次。',
  'conflict-floor': [
    '{date} 的 {template} 至少要有 {floor} 名具备 {skill} 的人员。',
    '{date} 的 {template} 至少要有 {floor} 人。',
    '从 {floorStart@} 到 {floorEnd@} 至少要有 {floor} 名具备 {skill} 的人员。',
    '从 {floorStart@} 到 {floorEnd@} 至少要有 {floor} 人。',
  ],
  'repair-rule': [
    '{employee} 在 {dates} 的 {rule}：{value} 由 {limit} 改为 {to}（{unit}）。',
    '对 {employee}，规则 {rule} 的 {value} 由 {limit} 改为 {to}（{unit}）。',
  ],
  'repair-agreement': '只需一份备案协议，在 {from} 至 {to} 为 {employee} 免除 {rule}。',
  'repair-team-rule': '团队的 {rule}：由 {limit} 改为 {to}（{unit}）。',
  'repair-team-rule-exempt': ['团队不必遵守 {rule}（{limit}）。', '团队不必遵守 {rule}。'],
  'repair-rule-exempt': '{employee} 不必遵守 {rule}。',
  'repair-unavailable': '请 {employee} 在 {from} 到 {to} 仍然上班。',
  'repair-day-off': '请 {employee} 在休息日 {date} 上班。',
  'repair-availability': '请 {employee} 在可用时段之外上班。',
  'repair-lock': '放弃 {employee} 在 {date} 从 {shiftStart@} 开始的锁定班次。',
  'repair-floor': [
    '{date} 的 {template} 中具备 {skill} 的最低人数由 {floor} 改为 {to}，减少 {by} 人。',
    '{date} 的 {template} 的最低人数由 {floor} 改为 {to}，减少 {by} 人。',
    '从 {floorStart@} 到 {floorEnd@} 具备 {skill} 的最低人数由 {floor} 改为 {to}，减少 {by} 人。',
    '从 {floorStart@} 到 {floorEnd@} 的最低人数由 {floor} 改为 {to}，减少 {by} 人。',
  ],
  'repair-hire': [
    '合同 {contract} 再增加 {people} 名具备 {skills} 的员工。',
    '合同 {contract} 再增加 {people} 名员工。',
  ],
  saving: [
    '{change} 可节省 {points} 分：缺口减少 {hours} 人时和 {people} 人；最优排班之间的节省在 {least} 到 {most} 之间。',
    '{change} 可节省 {points} 分：缺口减少 {hours} 人时和 {people} 人。',
  ],
  'saving-costs': [
    '{change} 会多花 {points} 分：缺口减少 {hours} 人时和 {people} 人；最优排班之间的节省在 {least} 到 {most} 之间。',
    '{change} 会多花 {points} 分：缺口减少 {hours} 人时和 {people} 人。',
  ],
  'saving-nothing': [
    '{change} 没有节省：{points} 分，{hours} 人时，{people} 人；最优排班之间的节省在 {least} 到 {most} 之间。',
    '{change} 没有节省：{points} 分，{hours} 人时，{people} 人。',
  ],
  'saving-open': [
    '{change} 是否有节省尚不清楚：两次求解相差 {points} 分、{hours} 人时和 {people} 人；最优排班之间的节省在 {least} 到 {most} 之间。',
    '{change} 是否有节省尚不清楚：两次求解相差 {points} 分。',
  ],
  'saving-without-roster': '{change} 的节省无法用分数表示：现状求解结束为“{before=}”，改动后为“{after=}”。',
  'change-without-effect': '{change} 对本问题没有任何改变：没有这样的规则、需求、缺勤或班次模板。',
  'prices-of-bound':
    '{bound} 分的下界（{boundKind}）给出 {priced} 个价格：任何改动节省的不会超过其价格加上排班高出下界的 {above} 分。',
  'prices-without-placement': '下界的价格不包含活动和班次内的技能划分：它们在求解之后安排。',
  'price-cover': [
    '从 {priceStart@} 到 {priceEnd@}，{skill} 多一人最多值 {points} 分，每小时 {perHour} 分。',
    '从 {priceStart@} 到 {priceEnd@}，多一人最多值 {points} 分，每小时 {perHour} 分。',
    '从 {priceStart@} 开始的一天，{template} 中 {skill} 多一人最多值 {points} 分。',
    '从 {priceStart@} 开始的一天，{template} 多一人最多值 {points} 分。',
  ],
  'price-limit': '{rule}，从 {priceStart@} 到 {priceEnd@}：上限或下限放宽一个单位（{unit}）最多值 {points} 分。',
  'cover-gap': [
    '{date}，{template}，{skill}：{people} 名员工中，{working} 人在岗或已锁定，{absent} 人缺勤，{unskilled} 人没有合适的班次或技能，{blocked} 人会违反规则，{costly} 人会在别处多花费，{saving} 人会有帮助，{open} 人未定。',
    '{date}，{template}：{people} 名员工中，{working} 人在岗或已锁定，{absent} 人缺勤，{unskilled} 人没有合适的班次或技能，{blocked} 人会违反规则，{costly} 人会在别处多花费，{saving} 人会有帮助，{open} 人未定。',
    '{gapStart@} 到 {gapEnd@}，{skill}：{people} 名员工中，{working} 人在岗或已锁定，{absent} 人缺勤，{unskilled} 人没有合适的班次或技能，{blocked} 人会违反规则，{costly} 人会在别处多花费，{saving} 人会有帮助，{open} 人未定。',
    '{gapStart@} 到 {gapEnd@}：{people} 名员工中，{working} 人在岗或已锁定，{absent} 人缺勤，{unskilled} 人没有合适的班次或技能，{blocked} 人会违反规则，{costly} 人会在别处多花费，{saving} 人会有帮助，{open} 人未定。',
  ],
  'cover-complete': '所询问的时段没有缺口。',
  'cover-more': '还有 {left} 个时段有缺口：更大的 "most" 也会列出。',
  'candidate-works': '{employee} 当时已经在上班。',
  'candidate-lacks-skill': '{employee} 没有 {skill}。',
  'candidate-no-shift': '没有班次模板能让 {employee} 覆盖它。',
  'candidate-locked': '{employee} 当天有锁定班次。',
  'candidate-absent': '{employee} 不在：休假、休息日或可用时段之外。',
  'candidate-breaks-rules': [
    '{employee} 不能从 {shiftStart@} 到 {shiftEnd@} 上班：{rules}；其他日子怎样安排都不行。',
    '{employee} 不能从 {shiftStart@} 到 {shiftEnd@} 上班：其他日子怎样安排都不行。',
    '{employee} 不能在 {date} 休息：{rules}；其他日子怎样安排都不行。',
    '{employee} 不能在 {date} 休息：其他日子怎样安排都不行。',
  ],
  'candidate-breaks-team-rules': [
    '其他人照排班上班时，{employee} 不能从 {shiftStart@} 到 {shiftEnd@} 上班：团队必须遵守 {teamRules}。',
    '其他人照排班上班时，{employee} 不能在 {date} 休息：团队必须遵守 {teamRules}。',
  ],
  'candidate-saves': [
    '{employee} 可以从 {shiftStart@} 到 {shiftEnd@} 上班：其他日子最优安排时节省 {points} 分。',
    '{employee} 可以在 {date} 休息：其他日子最优安排时节省 {points} 分。',
  ],
  'candidate-costs': [
    '{employee} 可以从 {shiftStart@} 到 {shiftEnd@} 上班，其他日子最优安排时多花 {points} 分。',
    '{employee} 可以在 {date} 休息，其他日子最优安排时多花 {points} 分。',
  ],
  'candidate-unknown': [
    '在限制之内没有确定 {employee} 能否从 {shiftStart@} 到 {shiftEnd@} 上班；找到的方案不符合 {teamRules}。',
    '在限制之内没有确定 {employee} 能否从 {shiftStart@} 到 {shiftEnd@} 上班。',
    '在限制之内没有确定 {employee} 能否在 {date} 休息。',
  ],
  'shift-locked': '{employee} 在 {date} 有锁定班次，从 {shiftStart@} 到 {shiftEnd@}：保持不变。',
  'shift-no-alternative': '班次模板在 {date} 没有给 {employee} 其他选择。',
  'shift-none-possible':
    '{date} {employee} 没有其他选择：{alternatives} 个替代方案中没有已知可行的，{impossible} 个会违反规则。',
  'shift-better':
    '{date} {employee} 可以更好，节省 {points} 分；{alternatives} 个替代方案中 {impossible} 个会违反规则。',
  'shift-as-good':
    '{date} {employee} 换成别的相差 {points} 分，同样好；{alternatives} 个替代方案中 {impossible} 个会违反规则。',
  'shift-best':
    '{date} {employee} 换成别的至少多花 {points} 分；{alternatives} 个替代方案中 {impossible} 个会违反规则。',
};

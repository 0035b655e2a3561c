import type { Catalog } from './catalog.ts';

/** Chinese texts of what results say: notes, breaches, open questions. */
export const resultsZh: Omit<Catalog, 'issues'> = {
  notes: {
    'history-read':
      '{rows} 行（每行 {historyMinutes=}），从 {firstDate} 到 {endDate} 前一天，按 {intervalMinutes=} 使用。',
    'absent-decided':
      '{absentIntervals} 个时段没有数据行，按“{policy}”处理：{reason=}。若不对，请用 "absent"（--absent）说明其含义。',
    'rows-unsorted': '{rows} 行未按时间排列，首处在第 {line} 行；已排序。',
    'skipped-time-dropped': '{rows} 行的当地时间被时钟跳过且数量为 0，首处为 {timestamp@}，已略去。',
    'doubled-time-given-once': '{rows} 行对应时钟重复的当地小时，首处为 {timestamp@}；视为{policy=}（{decidedBy=}）。',
    'ranges-assumed': '历史仅 {historyDays} 天，不足以测量误差（需要 {neededDays} 天）：区间为假定值。',
    'gap-before-forecast': '历史与预测首日之间有 {days} 天未知；补充较新的数据可改善预测。',
    'queue-borrowed': '自有 {ownDays} 天之前的 {borrowedDays} 天取自相似队列，水平为其 {ratio} 倍。',
    'days-spread': '先按天预测，再按日内分布（由 {profileDays} 天得出）摊到每 {intervalMinutes} 分钟的时段。',
    'days-spread-as-given': '先按天预测，再按给出的比例摊到每 {intervalMinutes} 分钟的时段；各天的偏离程度为假定值。',
    'sum-of-parts': '“{id}”的各历史共有的天数不足 {neededDays} 天，无法单独预测其总和：取各队列之和。',
    'campaign-lift':
      '过去 {campaigns} 次“{kind}”活动每千件带来 {perThousand} 个来电；已从历史中扣除，并加到计划中的活动上。',
    'campaign-kind-unseen': '历史中没有“{kind}”类活动：按其他类别的效果处理。',
    'campaign-without-past': '历史中没有活动：“{kind}”类活动的效果未知，未作增加。请用人工调整（--overrides）。',
    'service-level-threshold-assumed': '目标没有给出阈值：所附服务水平按 {thresholdSeconds} 秒计算。',
    'abandonment-high':
      '目标部分靠来电者放弃而达到：{intervals} 个时段超过 {limit%}，最差为 {worstStart@} 的 {worstAbandonment%}。改用放弃率目标或设占用率上限，可要求更多人手。',
    'positions-below-load':
      '{intervals} 个时段因来电者放弃，以少于话务量的人数达到目标；最差为 {worstStart@}：{worstLoadErlang} 爱尔兰仅 {worstPositions} 人。',
    'ceiling-binds':
      '上限 {ceiling} 使 {intervals} 个时段达不到目标；最差为 {worstStart@}，服务水平 {worstServiceLevel%}。',
    'queue-unstable':
      '{intervals} 个时段的队列会无限增长：{worstStart@} 处 {worstLoadErlang} 爱尔兰仅 {worstPositions} 人。',
    'shrinkage-rounded':
      '{positionHours} 个岗位小时按损耗 {shrinkage%} 应排 {exactHours} 小时；各时段取整数人后为 {scheduledHours} 小时，多出 {addedShare%}。',
    'aht-short':
      '{intervals} 个时段的处理时长仅数秒，最短为 {worstStart@} 的 {ahtSeconds} 秒。若指分钟，请写 {asMinutes}。',
    'contacts-while-closed': '{intervals} 个非营业时段预计有 {contacts} 个来电，首处为 {firstStart@}；不为其排人。',
    'bound-with-activities':
      '下界在不含活动时得到证明；活动占用的时间在人数过多处最多可节省 {points} 分，已从下界中扣除。',
    'swap-locked': '{employee} 的班次 {shift} 已锁定。',
    'start-mended':
      '作为起点给出的排班中，{employees} 名员工的班次违反硬性规则或不符合班次模板：其 {shifts} 个班次中有 {kept} 个保留在最接近的可行排法中，搜索由此开始。',
    'solved-by-site':
      '问题按技能分为 {sites} 个站点：各站点分别求解；{shared} 名兼有多个站点技能的员工在何处工作，由覆盖的价格决定。',
    'bound-not-of-splits': '员工可在班次内切换技能：整班的下界对此不成立，因此不给出下界。',
    'start-kept': '作为起点给出的排班为 {given} 分，未找到更好的方案（搜索所得最佳为 {found} 分），因此保留原排班。',
    'past-not-known':
      '{from} 之前的班次未知：回溯的规则只在周期内执行。请用 "past" 给出（若确无班次，请写 []）；若草稿取自已发布的班表，请先发布这些日期。',
    'future-not-known':
      '从 {from} 起 {days} 天的周期之后的班次未知：前瞻的规则只在周期内执行。请用 "future" 给出（若确无班次，请写 []）；若草稿取自已发布的班表，请先发布这些日期。',
    'past-known-in-part': '{from} 之前的班次未发布：需要更早记录的规则仅按已知部分执行。',
    'future-known-in-part': '{to} 之后的班次未发布：需要更晚记录的规则仅按已知部分执行。',
    'kept-before': '{asOf} 之前的日期已经过去：其中 {shifts} 个已发布班次保持不变，也不再安排其他班次。',
    'kept-as-locked':
      '{count} 名员工（{employees}）仅保留需保留的班次：加上这些班次或其他团队已发布的班次后，已无符合规则的排班，故未再为其安排。',
    'template-never-allowed':
      '这些日期没有人能上班次模板“{template}”：其每个班次都违反必须遵守的规则（{rules}）。请修改其时长、时间或休息，或修改规则。',
    'no-template-fits':
      '没有任何班次模板适合以下 {count} 名员工：{employees}。每个班次本身就违反规则（{rules}）。请修改其可用时间或技能，或增加合适的班次模板。',
    'short-without-floor':
      '缺口共 {hours} 小时，占需求的 {share%}；每小时缺口代价相同，可能有时段完全无人。可在目标旁设置 "floor" 保证最低人数。',
    'hard-cover-impossible':
      '没有班表能同时满足全部必须达到的最低人数与团队规则。本班表已接近：{demands} 段低于最低人数（见 "shortages"），团队规则有 {findings} 处未遵守（见 "teamBreaches"）。',
    'hard-cover-missed':
      '必须达到的要求尚未全部满足，是否有其他班表能够满足尚不可知（可延长求解时间）：{demands} 段低于最低人数（见 "shortages"），团队规则有 {findings} 处未遵守（见 "teamBreaches"）。',
    'copy-left-out': '{employee} 不在团队中，其 {shifts} 个班次未复制。',
    'copy-part-published': '从 {from} 起的 {days} 天中已发布 {published} 天；复制了 {shifts} 个班次。',
    'copy-empty': '草稿从 {from} 起的 {days} 天有 {shifts} 个班次：没有可复制的内容。',
    'copy-other-weekday': '复制把 {from}（{fromWeekday=}）放到 {to}（{toWeekday=}）：所有班次都落在另一个星期几。',
    'copy-without-template': '团队没有班次模板“{template}”：相关班次复制时已略去模板。',
    'copy-without-skill': '团队没有技能“{skill}”：相关班次复制时已略去技能。',
    'engine-too-small': '指定的求解引擎 {engine} 的模型将有 {binaries} 个选择，上限为 {most}；改由 lines 引擎求解。',
    'engine-not-exact': '指定的求解引擎 {engine} 无法精确表达本班组的一条规则；改由 lines 引擎求解。',
    'line-not-found':
      '未找到 {employee} 既遵守规则又保留锁定班次的排法，但也未证明不存在：规则 {rules} 在排班时只能按比法律更严的形式处理。',
    'employees-left': '已不在团队中的人员（{employees}）有 {shifts} 个班次无法审核，未计入。',
    'templates-gone': '{shifts} 个班次所用的班型团队已不再拥有（{templates}）；依据班型的规则未作判断。',
    'skills-gone': '{shifts} 个班次所用的技能团队已不再拥有（{skills}）。',
    'cover-as-rostered': '这 {days} 天没有需求数据：各时刻以班表现有人数为所需人数。',
    'cover-not-known': '其中 {days} 天的需求未知（首日 {first}）：这些天发布时所用的草稿已不存在，这些天不计覆盖。',
    'other-teams-counted': '其他团队（{teams}）为这些人员发布的 {shifts} 个班次一并审核。',
    'seconds-clipped': '要求求解 {asked} 秒，实得 {maximum} 秒，即单次请求的上限。',
  },
  breaches: {
    default: '{employee}：{start} 至 {end} 未遵守 {rule}：{measured}，限值 {limit}。',
    availability: ['{employee} 在 {date} 休息，却从 {start} 起上班。', '{employee} 不能上 {start} 至 {end} 的班次。'],
    skill: [
      '{employee} 从 {start} 起从事 {skill}，而模板 {template} 或其技能不允许。',
      '{employee} 从 {start} 起从事 {skill}，但不具备该技能。',
      '{employee} 从 {start} 起上班，但不具备该班次所需的技能。',
    ],
    'one-shift-a-day': [
      '{employee} 在 {date} 有 {measured}，只允许一个。',
      '{employee} 在 {start} 至 {end} 同时有两个班次。',
    ],
    breaks: [
      '{employee} 在 {date} 应有 {number} 次至少 {minutes} 分钟的休息，只有 {measured} 次，需多付 {premium} 小时工资。',
      '{employee} 在 {date} 应有 {number} 次至少 {minutes} 分钟的休息，只有 {measured} 次。',
      '{employee} 在 {date} 的休息共 {found} 分钟，应有 {due} 分钟，需多付 {premium} 小时工资。',
      '{employee} 在 {date} 的休息共 {found} 分钟，应有 {due} 分钟。',
      '{employee} 在 {date} 连续在岗 {measured} 没有休息，比上限 {limit} 多 {excess}，需多付 {premium} 小时工资。',
      '{employee} 在 {date} 连续在岗 {measured} 没有休息，比上限 {limit} 多 {excess}。',
    ],
    'protected-rule': '{employee} 在 {start} 至 {end} 不可排班（受保护规则）。',
    'minimum-rest': '{employee} 在 {start} 至 {end} 休息 {measured}，比应有的 {limit} 少 {excess}。',
    'maximum-hours-day': '{employee} 在 {start} 至 {end} 共 {measured}，比每日上限 {limit} 多 {excess}。',
    'maximum-hours-week': '{employee} 在 {from} 起的一周共 {measured}，比上限 {limit} 多 {excess}。',
    'minimum-hours-week': '{employee} 在 {from} 起的一周共 {measured}，比应有的 {limit} 少 {excess}。',
    'maximum-days-week': '{employee} 在 {from} 起的一周工作 {measured}，比上限 {limit} 多 {excess}。',
    'days-off-week': '{employee} 在 {from} 起的一周休息 {measured}，比应有的 {limit} 少 {excess}。',
    'maximum-consecutive-days': '{employee} 从 {from} 到 {to} 连续工作 {measured}，比上限 {limit} 多 {excess}。',
    'maximum-nights': '{employee} 从 {from} 起有 {measured}夜班，比上限 {limit} 多 {excess}。',
    'night-shift-length': '{employee} 自 {start} 起的夜班（{night}）共 {measured}，比上限 {limit} 多 {excess}。',
    'night-worker-average':
      '{employee} 属于夜间工作者，在 {from} 至 {to} 的 {days} 天内共 {measured}，比平均工时允许的 {limit} 多 {excess}。',
    'forbidden-window': '{employee} 在自 {start} 起的班次中有 {measured}处于 {window} 之内，最多允许 {limit}。',
    'substitute-rest-day': '{employee} 在 {date} 工作，而 {from} 至 {to} 之间没有相应的补休日。',
    'compensated-rest': [
      '{employee} 至 {end} 只休息 {measured}，比完整休息 {limit} 少 {excess}，且到 {until} 为止没有更长的休息予以补偿。',
      '{employee} 至 {end} 只休息 {measured}，比缩短后的最短休息 {limit} 少 {excess}。',
    ],
    'rotation-pattern': '{employee} 在 {date} 的班次（自 {start} 起）属于 {class} 班，而轮班表该日为 {due}。',
    'forbidden-succession': '{employee} 在 {first} 之后于 {end} 上 {next}，此顺序被禁止。',
    'maximum-overtime-month': '{employee} 在 {from} 起的一个月加班 {measured}，比上限 {limit} 多 {excess}。',
    'maximum-overtime-tiers':
      '{employee} 在 {from} 至 {to} 有 {measured} 个月（{months}）的加班达到 {tier} 小时，最多允许 {limit} 个月。',
    'maximum-average-overtime':
      '{employee} 在 {from} 至 {to} 的 {months} 个月内加班 {measured}，比平均值允许的 {limit} 多 {excess}。',
    'maximum-weekends': '{employee} 从 {from} 到 {to} 有 {measured} 个周末上班，最多允许 {limit} 个。',
    'complete-weekends':
      '{employee} 在 {from} 至 {to} 的周末只上 {measured} 班、休 {excess}；周末应全部上班或全部休息。',
    'free-sundays': '{employee} 从 {from} 到 {to} 在 {weekday} 只有 {measured}不上班，比应有的 {limit} 少 {excess}。',
    'days-off-weeks': '{employee} 在 {from} 至 {to} 的 {days} 天内休息 {measured}，比应有的 {limit} 少 {excess}。',
    'maximum-hours-period': '{employee} 在 {start} 至 {end} 共 {measured}，比上限 {limit} 多 {excess}。',
    'minimum-hours-period': '{employee} 在 {start} 至 {end} 共 {measured}，比应有的 {limit} 少 {excess}。',
    'maximum-average-hours':
      '{employee} 在 {from} 至 {to} 的 {days} 天内共 {measured}，比平均工时允许的 {limit} 多 {excess}。',
    'minimum-consecutive-days': '{employee} 从 {from} 到 {to} 只连续工作 {measured}，比应有的 {limit} 少 {excess}。',
    'minimum-consecutive-days-off':
      '{employee} 从 {from} 到 {to} 只连续休息 {measured}，比应有的 {limit} 少 {excess}。',
    'maximum-consecutive-shifts-of': [
      '{employee} 从 {from} 到 {to} 连续 {measured}上 {templates}，比上限 {limit} 多 {excess}。',
      '{employee} 从 {from} 到 {to} 连续 {measured}在 {starts} 之间开始上班，比上限 {limit} 多 {excess}。',
      '{employee} 从 {from} 到 {to} 连续 {measured}上夜班（{night}），比上限 {limit} 多 {excess}。',
    ],
    'minimum-consecutive-shifts-of': [
      '{employee} 从 {from} 到 {to} 只连续 {measured}上 {templates}，比应有的 {limit} 少 {excess}。',
      '{employee} 从 {from} 到 {to} 只连续 {measured}在 {starts} 之间开始上班，比应有的 {limit} 少 {excess}。',
      '{employee} 从 {from} 到 {to} 只连续 {measured}上夜班（{night}），比应有的 {limit} 少 {excess}。',
    ],
    'forward-rotation':
      '{employee} 在 {to} 于 {next} 上班，而在 {from} 于 {first} 上班：提早 {measured}，其间休息不足 {daysOff} 天。',
    'maximum-shifts-of': [
      '{employee} 从 {from} 起有 {measured}（{templates}），比上限 {limit} 多 {excess}。',
      '{employee} 从 {from} 起有 {measured}在 {starts} 开始，比上限 {limit} 多 {excess}。',
      '{employee} 从 {from} 起有 {measured}夜班（{night}），比上限 {limit} 多 {excess}。',
      '{employee} 从 {from} 起有 {measured}，比上限 {limit} 多 {excess}。',
    ],
    'minimum-shifts-of': [
      '{employee} 从 {from} 到 {to} 有 {measured}（{templates}），比应有的 {limit} 少 {excess}。',
      '{employee} 从 {from} 到 {to} 有 {measured}在 {starts} 开始，比应有的 {limit} 少 {excess}。',
      '{employee} 从 {from} 到 {to} 有 {measured}夜班（{night}），比应有的 {limit} 少 {excess}。',
      '{employee} 从 {from} 到 {to} 有 {measured}，比应有的 {limit} 少 {excess}。',
    ],
    'maximum-splits': '{employee} 从 {from} 起有 {measured}各上两个班次，比上限 {limit} 多 {excess}。',
    'same-start-week': '{employee} 在 {from} 起的一周内上班时间相差 {measured}，比上限 {limit} 多 {excess}。',
    'weekly-rest':
      '{employee} 在 {from} 至 {to} 的 {days} 天内最长连续休息 {measured}，每周休息的各方案（{alternative}）均未满足。',
    'maximum-hours-rolling': [
      '{employee} 在 {start} 至 {end} 之间的 {hours} 小时内共 {measured}，比上限 {limit} 多 {excess}。',
      '{employee} 在 {from} 至 {to} 的 {days} 天内共 {measured}，比上限 {limit} 多 {excess}。',
    ],
  },
  unknowns: {
    'past-missing': '{employee} 是否遵守 {rule} 取决于周期之前的班次，而这些班次未知。',
    'future-missing': '{employee} 是否遵守 {rule} 取决于周期之后的班次，而这些班次未知。',
    'template-missing': '{employee} 是否遵守 {rule} 取决于班次的模板，而这些班次（如 CSV 中）没有给出模板。',
  },
  words: {
    'expected string': '文本',
    'expected number': '数字',
    'expected whole number': '整数',
    'expected boolean': 'true 或 false',
    'expected list': '列表',
    'expected object': '对象',
    'expected a date': '日期',
    'expected a date from 1970 to 2199, such as 2026-03-02': '1970 到 2199 年的日期，如 2026-03-02',
    hours: '{value} 小时',
    days: '{value} 天',
    day: '{value} 天',
    shifts: '{value} 个班次',
    shift: '{value} 个班次',
    '5': '5 分钟',
    '6': '6 分钟',
    mon: '星期一',
    tue: '星期二',
    wed: '星期三',
    thu: '星期四',
    fri: '星期五',
    sat: '星期六',
    sun: '星期日',
    '10': '10 分钟',
    '15': '15 分钟',
    '30': '30 分钟',
    '60': '60 分钟',
    '1440': '一天',
    'closed-pattern': '它们位于每周几乎从无数据的时刻',
    'zeros-written': '文件会写出数量 0，因此缺行另有含义',
    'zeros-left-out': '文件从不写 0，却常写 1',
    'large-counts': '相邻数量远大于 0',
    both: '两个小时之和',
    one: '两个小时之一',
    default: '默认；可用 "doubled"（--doubled）另行说明',
    caller: '按所给说明',
    conflict: '{employee} 没有任何排法能同时遵守：{rules}。去掉其中任何一条即可排班。',
    conflictOne: '{employee} 没有任何排法能遵守：{rules}。',
    conflictNone: '{employee} 没有任何排法能遵守全部硬性规则。',
  },
};

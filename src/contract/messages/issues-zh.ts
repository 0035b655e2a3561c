import type { Catalog } from './catalog.ts';

/** Chinese texts of what the reading of documents finds wrong. */
export const issuesZh: Catalog['issues'] = {
  'malformed-json': {
    message: '不是有效的 JSON：第 {line} 行第 {column} 列处为 {found}。',
    hint: '请在该处修正，可用 JSON 检查工具定位。',
  },
  'rule-without-limit': {
    message: '规则 {rule} 没有数值“{name}”。',
    hint: '请写出它的一个数值（{values}），或省略数值来询问规则本身的代价。',
  },
  required: { message: '缺少“{field}”。', hint: ['请填写：{expected}。', '请填写。'] },
  'wrong-type': { message: '“{field}”的类型是 {received}，应为 {expected}。', hint: '此处请填写 {expected}。' },
  'wrong-kind': { message: '这是 {received} 文档，不是 {expected}。', hint: '请提供 {expected} 文档。' },
  'unknown-key': { message: '此处没有“{key}”这一项。', hint: ['是否想写“{nearest}”？', '此处可用：{known}。'] },
  'not-one-of': {
    message: '“{field}”不能是 {received}。',
    hint: ['是否想写“{nearest}”？可选：{allowed}。', '可选：{allowed}。'],
  },
  'too-small': {
    message: '“{field}”为 {received}，低于最小值 {minimum}。',
    hint: '请填写不小于 {minimum} 的值。单位见名称：分钟、小时、秒。',
  },
  'not-above': { message: '“{field}”为 {received}，必须大于 {minimum}。', hint: '请填写大于 {minimum} 的值。' },
  'too-big': {
    message: '“{field}”为 {received}，高于最大值 {maximum}。',
    hint: '请填写不大于 {maximum} 的值。比例为 0 到 1，单位见名称。',
  },
  'not-below': {
    message: '“{field}”为 {received}，必须小于 {maximum}。',
    hint: '请填写小于 {maximum} 的值。比例为 0 到 1：30 % 写作 0.3。',
  },
  'not-finite': { message: '“{field}”不是有限的数。', hint: '请填写普通数字。' },
  'not-whole': { message: '“{field}”为 {received}，必须是整数。', hint: '请取整。' },
  'text-empty': { message: '“{field}”为空。', hint: '请至少填写一个字符。' },
  'text-too-long': { message: '“{field}”超过 {maximum} 个字符。', hint: '请缩短。' },
  'too-few': { message: '“{field}”至少需要 {minimum} 项。', hint: '请增加条目；若为可选项，可整项省略。' },
  'too-many': {
    message: '“{field}”有 {count} 项，超过 {maximum}。',
    hint: '请拆分文档：一次一个站点、一个排班周期。',
  },
  'wrong-format': { message: '“{field}”的写法有误：{received}。', hint: '请参考手册中该字段的示例。' },
  'nested-too-deep': {
    message: '列表和对象的嵌套超过 {maximum} 层。',
    hint: '任何文档都没有这么多层：请检查是否有列表或对象嵌套了自身。',
  },
  'name-not-allowed': { message: '任何字段都不能叫“{key}”。', hint: '请换一个名称，或将其去掉。' },
  'wrong-id': { message: '标识“{received}”首尾有空格，或含有控制字符或半个字符。', hint: '请去掉空格或该字符。' },
  'wrong-zone': { message: '“{received}”不是时区。', hint: '请填写 IANA 名称，如 Asia/Shanghai 或 Europe/Berlin。' },
  'wrong-date': { message: '“{received}”不是日期。', hint: '请写作 YYYY-MM-DD，如 2026-03-02。' },
  'date-out-of-range': { message: '日期 {received} 不在 1970 至 2199 年之间。', hint: '请检查年份。' },
  'wrong-time': { message: '“{received}”不是时刻。', hint: '请写作 HH:MM，从 00:00 到 24:00，如 09:00。' },
  'start-at-24': { message: '班次不能从 24:00 开始：该时刻属于第二天。', hint: '请写 00:00，并排在第二天。' },
  'system-with-colon': { message: '其他系统的名称含有冒号。', hint: '请去掉冒号：员工以“系统:标识”的形式查询。' },
  'wrong-timestamp': {
    message: '“{received}”不是时间点。',
    hint: '请按 ISO 8601 书写，如 2026-03-02T09:00:00+08:00；当地时间可写 2026-03-02T09:00。',
  },
  'wrong-local-timestamp': {
    message: '“{received}”不是当地时间。',
    hint: '请写作不带时差的 YYYY-MM-DDTHH:MM，如 2026-03-02T12:00。',
  },
  'local-time-skipped': {
    message: '当地时间 {received} 不存在：{zone} 的时钟跳过了它。',
    hint: '请写时钟会显示的时刻，例如跳到的那一刻。',
  },
  'local-time-repeated': {
    message: '当地时间 {received} 出现两次：{zone} 的时钟重复了它。',
    hint: '请写明与 UTC 的时差：{first} 或 {second}。',
  },
  'not-on-minute': { message: '{received} 不在整分钟上。', hint: '排班以整分钟为单位：请将秒设为 0。' },
  'duplicate-id': { message: '标识“{id}”重复出现。', hint: '首次出现在 {first}；请各用不同的标识。' },
  'unknown-contract': {
    message: '没有合同“{id}”。',
    hint: ['是否想写“{nearest}”？', '本团队的合同：{known}。', '本团队没有列出合同。'],
  },
  'unknown-skill': {
    message: '没有技能“{id}”。',
    hint: ['是否想写“{nearest}”？', '本团队的技能：{known}。', '本团队没有列出技能：请加入 "skills"。'],
  },
  'unknown-template': {
    message: '没有班次模板“{id}”。',
    hint: ['是否想写“{nearest}”？', '本团队的班次模板：{known}。', '本团队没有班次模板。'],
  },
  'unknown-employee': {
    message: '没有员工“{id}”。',
    hint: ['是否想写“{nearest}”？', '请将该员工加入团队，或删除此项。'],
  },
  'unknown-rule': { message: '没有规则“{id}”。', hint: ['是否想写“{nearest}”？', '规则：{known}。'] },
  'protected-records-missing': {
    message: '此文档略去了受保护员工的记录，据此排班可能安排其从事被禁止的工作。',
    hint: '请提供团队原文档（--problem 或 --team），或在已存储的团队上操作。',
  },
  'pack-of-product': {
    message: '“{id}”是产品自带的规则包。',
    hint: '请给自己的规则包另取一个名称；两者可以同时适用。',
  },
  'pack-version-twice': {
    message: '规则包“{id}”有两个版本的 {field} 都是 {value}；第一个在 {first}。',
    hint: '每个版本须有各自的名称和开始日期。',
  },
  'unknown-pack': { message: '没有规则包“{id}”。', hint: ['是否想写“{nearest}”？', '规则包：{known}。'] },
  'unknown-preset': { message: '没有预设“{id}”。', hint: ['是否想写“{nearest}”？', '预设：{known}。'] },
  'unknown-rule-value': { message: '规则 {rule} 没有参数“{value}”。', hint: '其参数：{known}。' },
  'missing-rule-value': { message: '规则 {rule} 需要参数“{value}”。', hint: '请加入 "values"。' },
  'bad-rule-value': { message: '规则 {rule} 的参数“{value}”不能是 {given}。', hint: '应为：{expected}。' },
  'weight-of-hard-rule': {
    message: '规则 {rule} 同时设了权重和严重程度 {severity}，而后者不允许任何排班违反。',
    hint: '请去掉权重或严重程度。',
  },
  'min-above-max': {
    message: '“{minimumField}”为 {minimum}，大于“{maximumField}”的 {maximum}。',
    hint: '请对调或修正。',
  },
  'floor-cheaper': {
    message: '“belowFloor{unit}”为 {floor}，小于“belowTarget{unit}”的 {target}，而需求中设有最低人数。',
    hint: '请使低于最低人数的价格不小于低于目标的价格。',
  },
  'off-grid': {
    message: '“{field}”为 {value}，从 {from} 起以 {step} 分钟为步长无法到达。',
    hint: '请选择步长能到达的端点，或更换步长。',
  },
  'too-many-variants': {
    message: '模板 {id} 代表 {count} 种班次，超过 {maximum}。',
    hint: '请加大步长，或拆成多个模板。',
  },
  'latest-end-unreachable': {
    message: '模板 {id} 没有任何班次能在 {latestEnd} 前结束。',
    hint: '请推后 latestEnd，或提前开始时间。',
  },
  'break-does-not-fit': {
    message: '模板 {id} 的 {shiftMinutes} 分钟班次中，没有位置安排这项休息。',
    hint: '请放宽 notBeforeMinutes、notAfterMinutes 和 notInLastMinutes，或设置 fromShiftMinutes。',
  },
  'breaks-do-not-fit': {
    message: '模板 {id} 的 {shiftMinutes} 分钟班次中，无法同时安排所有休息。',
    hint: '请放宽各项休息的时间窗口，或放宽 longestStretchMinutes 和 leastBetweenBreaksMinutes。',
  },
  'on-call-not-plain': {
    message: '模板 {id} 是待命班次，却设置了 {field}：待命只有一个开始时间和一个长度，没有休息。',
    hint: '请为每个开始时间和长度各设一个模板，且不设休息。',
  },
  'split-does-not-fit': {
    message: '模板 {id} 的 {shiftMinutes} 分钟分段班中，没有位置安排间隔及其前后的休息。',
    hint: '请加长班次，缩短间隔或 leastPartMinutes，或放宽休息的时间窗口。',
  },
  'too-many-breaks': {
    message: '模板 {id} 的 {shiftMinutes} 分钟班次休息种类过多：各项次数加 1 后相乘为 {mixes}，超过 {maximum}。',
    hint: '请减少休息次数，或减少休息设置的项数。',
  },
  'meal-does-not-fit': {
    message: '{shiftMinutes} 分钟的班次容不下模板 {id} 的用餐时间。',
    hint: '请缩短用餐，放宽 notBeforeMinutes 与 notInLastMinutes，或设置 fromShiftMinutes。',
  },
  'design-break-does-not-fit': {
    message: '休息连同前后间隔需要 {needed} 分钟，而最短的班次只有 {minutes} 分钟。',
    hint: '请延长班次，或缩短休息及其间隔。',
  },
  'design-day-twice': { message: '“{day}”出现在两组中，或在一组中出现两次。', hint: '每一天只能列出一次。' },
  'design-too-many-shifts': {
    message: '这些班次种类共允许 {count} 种班次；最多可有 {maximum} 种。',
    hint: '请增大步长，或缩小开始时间、时长及休息的范围。',
  },
  'design-nothing-needed': {
    message: '自 {from} 起的 {days} 天内不需要任何人。',
    hint: '请给出这些日期的需求。',
  },
  'window-empty': { message: '从 {from} 到 {to} 的时段为空。', hint: '结束须晚于开始。' },
  'span-not-positive': { message: '结束于 {end}，不晚于开始 {start}。', hint: '结束须晚于开始。' },
  'shift-too-long': { message: '{hours} 小时的班次超过 {maximum} 小时。', hint: '请检查开始与结束的日期。' },
  'break-outside-shift': { message: '从 {start} 到 {end} 的休息不在班次之内。', hint: '请放入班次之内。' },
  'gap-paid': {
    message: '分段班的间隔被标为带薪。',
    hint: '间隔是自由时间：请去掉 paid，或将 kind 设为 meal 或 rest。',
  },
  'breaks-overlap': { message: '同一班次的两次休息在 {start} 重叠。', hint: '请分开。' },
  'piece-outside-shift': { message: '从 {start} 到 {end} 的时段不在班次之内，或没有长度。', hint: '请放入班次之内。' },
  'pieces-overlap': {
    message: '班次中的一段与休息或另一段在 {start} 重叠。',
    hint: '请让班次的每一刻只做一件事。',
  },
  'piece-of-work': {
    message: '此处的活动 work 没有意义：班次本来就是工作。',
    hint: '请填写其他活动，或给出所用技能。',
  },
  'coaches-without-pair': {
    message: '只有模式为 pair 的活动才有辅导员。',
    hint: '请写 "mode": "pair"，或删除辅导员。',
  },
  'coach-of-herself': { message: '{id} 既是辅导员又是被辅导者。', hint: '请从其中一个列表中删除。' },
  'activity-does-not-fit': {
    message: '{minutes} 分钟的活动 {id} 放不进所给的时段。',
    hint: '"to" 至少应比 "from" 晚这么久。',
  },
  'csv-pieces': {
    message: '时段写作“{received}”。',
    hint: '请写作 10:00/10:30 activity:meeting 或 10:00/12:00 skill:sales，多段之间用分号。',
  },
  'shifts-overlap': { message: '{employee} 的两个班次在 {start} 重叠。', hint: '另一个位于 {other}；请删除一个。' },
  'shift-not-in-roster': {
    message: '排班中没有班次“{id}”。',
    hint: [
      '{employee} 的班次：{known}。',
      '班表中的班次名为 员工/日期，如 anna/2026-03-02；其他没有 id 的班次名为 员工@开始时间；score --ids 可列出。',
    ],
  },
  'swap-with-self': { message: '交换的双方都是 {employee}。', hint: '请给出他人的班次，或由他人接手。' },
  'absence-backwards': { message: '缺勤结束于 {to}，早于首日 {from}。', hint: '请给出首日与末日。' },
  'notice-repeated': {
    message: '两个通知期档位的天数都是 {days}；第一个位于 {first}。',
    hint: '每个天数只给一个档位。',
  },
  'outside-horizon': {
    message: '{value} 不在排班周期 {from} 至 {to} 之内。',
    hint: '周期在 {to} 之前结束；请移动其一。',
  },
  'past-not-before': {
    message: '过往班次始于 {start}，并不早于始于 {from} 的周期。',
    hint: '周期之内的班次应放入 "locks"（审核时为 "shifts"）。',
  },
  'future-not-behind': {
    message: '后续班次始于 {start}，早于止于 {to} 的周期末。',
    hint: '周期之内的班次应放入 "locks"（审核时为 "shifts"）。',
  },
  'cover-overlap': {
    message: '同一技能的两个人力时段在 {date} {time} 重叠。',
    hint: '另一个位于 {other}；每个时间请只给一个目标。',
  },
  'cover-repeated': {
    message: '模板 {template} 在 {date} 对同一技能有两个目标。',
    hint: '另一个位于 {other}；请保留一个。',
  },
  'no-cover': { message: '没有说明需要多少人。', hint: '请给出 cover 或 requirement，或两者。' },
  'queue-repeated': {
    message: '两个队列需要同一批人。',
    hint: '另一个位于 {other}；请给每个队列各自的技能，或合并历史。',
  },
  'both-given': { message: '“{first}”与“{second}”同时给出。', hint: '请只给一个。' },
  'profile-off-grid': { message: '比例始于 {from}，不是 {interval} 时段的起点。', hint: '请从时段的倍数开始。' },
  'profile-repeated': { message: '{day} 的 {from} 有两个比例。', hint: '请保留一个。' },
  'profile-empty': { message: '所有比例均为 0。', hint: '请至少给出一个大于 0 的比例。' },
  'one-needed': { message: '“{first}”与“{second}”均未给出。', hint: '请给出其一。' },
  'zones-differ': {
    message: '时区 {received} 与团队的时区 {expected} 不同。',
    hint: '请统一：一次只为一个站点排班。',
  },
  'requirement-short': {
    message: '人力需求没有覆盖整个周期：{date} 没有时段。',
    hint: '请为 {from} 至 {to} 的整个周期生成需求，或缩短周期。',
  },
  'intervals-overlap': {
    message: '始于 {start} 的时段在前一时段结束之前开始。',
    hint: '请按时间先后列出时段，不要重叠。',
  },
  'sample-path-length': {
    message: '该路径有 {counts} 个数，而预测有 {points} 个时段。',
    hint: '每条路径应对每个时段给出一个数。',
  },
  'interval-length': {
    message: '该时段长 {minutes} 分钟，而非 {expected}。',
    hint: '每个时段的长度应与 "interval" 一致。',
  },
  'too-much': { message: '{what} 共 {count}，超过 {maximum}。', hint: '请减少天数或人数。' },
  'horizon-missing': { message: '没有说明排班表覆盖哪些日期。', hint: '请给出 "horizon"，含 "from" 与 "days"。' },
  'team-missing': { message: '排班表没有附带团队。', hint: '请在排班表内或其旁给出 "team"。' },
  'csv-header': { message: '表头为“{received}”。', hint: '请写作 employee,start,end，其后可加 activity 与 skill。' },
  'csv-fields': { message: '该行有 {count} 个字段，而非 {expected}。', hint: '含逗号的文字请用双引号括起。' },
  'csv-malformed': { message: '此处不是有效的 CSV：{reason}。', hint: '请检查双引号。' },
  'csv-breaks': {
    message: '休息时间写作“{received}”。',
    hint: '请写作 13:00/13:30 unpaid，多段之间用分号；带薪的写 paid。',
  },
  'csv-empty': { message: '文件中没有班次。', hint: '请给出表头和至少一行。' },
  'zone-needed': { message: '当地时间 {received} 没有时区。', hint: '请指明时区（--zone），或书写带时差的时间。' },
  'horizons-differ': {
    message: '各历史的结束日期不同（{first} 与 {second}），无法确定首日。',
    hint: '请给出 horizon.from。',
  },
};

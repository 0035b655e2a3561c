import type { Catalog } from './catalog.ts';

/** Chinese texts of head-counts and hiring plans. */
export const staffingZh: Pick<Catalog, 'issues' | 'notes' | 'words'> = {
  issues: {
    'group-repeated': {
      message: '合同 {contract} 与这些技能的组合已在 {first} 列出。',
      hint: '每份合同与每组技能只列一次。',
    },
    'group-without-cost': {
      message: '合同 {contract} 的人员没有任何成本，人数多少都一样好。',
      hint: '请给出 costPerWeek 或 costPerHour；两者都略去则求最少人数。',
    },
    'wrong-month': { message: '“{received}”不是月份。', hint: '请写作 YYYY-MM，如 2026-01。' },
    'months-differ': {
      message: '列表有 {count} 个值，而计划有 {months} 个月。',
      hint: '请为每个月给出一个值；允许时也可只给一个数用于所有月份。',
    },
    'tenure-not-from-start': {
      message: '第一段从司龄第 {fromMonth} 个月开始；之前的月份没有说明。',
      hint: '请从 fromMonth 0 开始。',
    },
    'tenure-not-rising': {
      message: '从第 {fromMonth} 个月开始的一段排在第 {before} 个月那一段之后。',
      hint: '请按月份递增列出各段，每个月份只出现一次。',
    },
    'demand-repeated': {
      message: ['技能 {skill} 的需求已在 {first} 给出。', '不限技能的需求已在 {first} 给出。'],
      hint: '请把工时相加：每种技能只写一项需求。',
    },
    'skill-repeated': { message: '技能 {skill} 列了两次。', hint: '只列一次。' },
    'contract-without-cost': {
      message: '合同 {contract} 的人员没有任何成本，招聘多少人都一样好。',
      hint: '请给出 wagePerMonth 或 costPerHire；只写 costPerHire 为 1 而不写工资，则求最少招聘人数。',
    },
    'classes-without-size': {
      message: '限制了培训班数，却没有说明每班人数。',
      hint: '请给出 classSize，或用 mostHires 限制人数。',
    },
  },
  notes: {
    'head-count-left-out': '编制测算不考虑：{parts}。考虑的是合同、班次模板与禁止性规则。',
    'group-without-line': [
      '规则使合同 {contract}、技能 {skills} 的人员在这些日子没有任何可行的班表：该组为零人。',
      '规则使合同 {contract} 的人员在这些日子没有任何可行的班表：该组为零人。',
    ],
    'employee-without-line': '规则使 {employee} 在这些日子没有任何可行的班表；请去掉该员工，或查看 explain 的说明。',
    'head-count-not-found': '没有找到满足全部必须条件的人数，也没有证明任何原因：请给更多时间，或降低比例。',
    'no-one-with-skill': '需要技能 {skill}，但现有员工和可招用的组都没有该技能。',
    'no-shift-then': [
      '{causeStart@} 至 {causeEnd@} 需要技能 {skill} 的人员，但没有模板在该时段有其班次。',
      '{causeStart@} 至 {causeEnd@} 需要人员，但没有模板在该时段有班次。',
    ],
    'rules-forbid': [
      '{causeStart@} 至 {causeEnd@} 需要技能 {skill} 的人员，但规则不允许任何人在该时段工作。',
      '{causeStart@} 至 {causeEnd@} 需要人员，但规则不允许任何人在该时段工作。',
    ],
    'limit-too-low': [
      '{contract}（{skills}）最多可招用 {to} 人；其他限制不变时至少需要 {needed} 人。',
      '{contract} 最多可招用 {to} 人；其他限制不变时至少需要 {needed} 人。',
    ],
    'limits-too-low': '在各组限制之内，必须满足的需求至少有 {missingHours} 人时无法覆盖。',
    'staff-expected': '人数、离职和工时为期望值：离职按比例计算，因此会出现小数人数。招聘与裁减为整数人。',
    'no-contract-with-skill': '需要技能 {skill}，但没有合同或外包提供该技能。',
    'month-short': ['{month} 技能 {skill} 至少有 {hours} 小时无法覆盖。', '{month} 至少有 {hours} 小时无法覆盖。'],
    'limit-in-the-way': '若没有限制“{limit=}”，即可全部覆盖。',
    'several-limits': '不是单独一项限制造成的：需要同时放宽几项。',
  },
  words: {
    'lead-time': '首批入职前的月数（leadMonths）',
    hires: '每月招聘人数（mostHires）',
    classes: '每月培训班数（classSize, mostClasses）',
    trainees: '同时受训人数（mostTrainees）',
    overtime: '加班（mostShare）',
    agency: '外包工时（mostHours）',
  },
};

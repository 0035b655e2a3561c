import type { Catalog } from './catalog.ts';

/** Chinese texts of what results say: notes, breaches, open questions. */
export const resultsZh: Omit<Catalog, 'issues'> = {
  notes: {
    'history-read':
      '读取了 {rows} 行（每 {historyMinutes} 分钟一行），从 {firstDate} 到 {endDate} 前一天，按 {intervalMinutes} 分钟使用。',
    'absent-decided': '缺失的行按“{policy}”处理（{reason}）：{absentIntervals} 个时段。可用 "absent" 说明其含义。',
    'rows-unsorted': '{rows} 行未按时间排列，首处在第 {line} 行；已排序。',
    'skipped-time-dropped': '{rows} 行的当地时间被时钟跳过且数量为 0，已略去，首处为 {timestamp}。',
    'doubled-time-given-once':
      '{rows} 行对应时钟重复的当地小时，首处为 {timestamp}；按“{policy}”处理（依据 {decidedBy}）。',
    'ranges-assumed': '历史仅 {historyDays} 天，不足以测量误差（需要 {neededDays} 天）：区间为假定值。',
    'gap-before-forecast': '历史与预测首日之间有 {days} 天未知。',
    'service-level-threshold-assumed': '目标没有给出阈值：所附服务水平按 {thresholdSeconds} 秒计算。',
    'abandonment-high':
      '目标部分靠来电者放弃而达到：{intervals} 个时段超过 {limit}，最差为 {worstStart} 的 {worstAbandonment}。',
    'positions-below-load':
      '{intervals} 个时段因来电者放弃，以少于话务量的人数达到目标；最差为 {worstStart}：{worstLoadErlang} 爱尔兰仅 {worstPositions} 人。',
    'ceiling-binds': '上限 {ceiling} 在 {intervals} 个时段起作用；最差为 {worstStart}，服务水平 {worstServiceLevel}。',
    'queue-unstable':
      '{intervals} 个时段的队列会无限增长：{worstStart} 处 {worstLoadErlang} 爱尔兰仅 {worstPositions} 人。',
    'contacts-while-closed': '{intervals} 个非营业时段预计有 {contacts} 个来电，首处为 {firstStart}；不为其排人。',
    'past-not-known': '{from} 之前的班次未知：回溯的规则只在周期内执行。若确无班次，请写 []。',
    'future-not-known': '从 {from} 起 {days} 天的周期之后的班次未知。',
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
    'minimum-rest': '{employee} 在 {start} 至 {end} 休息 {measured}，比应有的 {limit} 少 {excess}。',
    'maximum-hours-day': '{employee} 在 {start} 至 {end} 共 {measured}，比每日上限 {limit} 多 {excess}。',
    'maximum-hours-week': '{employee} 在 {from} 起的一周共 {measured}，比上限 {limit} 多 {excess}。',
    'minimum-hours-week': '{employee} 在 {from} 起的一周共 {measured}，比应有的 {limit} 少 {excess}。',
    'maximum-days-week': '{employee} 在 {from} 起的一周工作 {measured}，比上限 {limit} 多 {excess}。',
    'days-off-week': '{employee} 在 {from} 起的一周休息 {measured}，比应有的 {limit} 少 {excess}。',
    'maximum-consecutive-days': '{employee} 从 {from} 到 {to} 连续工作 {measured}，比上限 {limit} 多 {excess}。',
    'maximum-nights': '{employee} 从 {from} 起有 {measured}夜班，比上限 {limit} 多 {excess}。',
    'forbidden-succession': '{employee} 在 {first} 之后于 {end} 上 {next}，此顺序被禁止。',
    'maximum-overtime-month': '{employee} 在 {from} 起的一个月加班 {measured}，比上限 {limit} 多 {excess}。',
  },
  unknowns: {
    'past-missing': '{employee} 是否遵守 {rule} 取决于周期之前的班次，而这些班次未知。',
    'future-missing': '{employee} 是否遵守 {rule} 取决于周期之后的班次，而这些班次未知。',
  },
  words: {
    hours: '{value} 小时',
    days: '{value} 天',
    day: '{value} 天',
    shifts: '{value} 个班次',
    shift: '{value} 个班次',
    conflict: '{employee} 没有任何排法能同时遵守 {rules}。',
    conflictOne: '{employee} 没有任何排法能遵守 {rules}。',
    conflictNone: '{employee} 没有任何排法能遵守全部硬性规则。',
  },
};

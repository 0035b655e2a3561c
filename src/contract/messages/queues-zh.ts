import type { Catalog } from './catalog.ts';

/** Chinese texts of queues, shrinkage by part and crews. */
export const queuesZh: Pick<Catalog, 'issues' | 'notes' | 'words'> = {
  issues: {
    'threshold-too-long': {
      message: '阈值 {thresholdSeconds} 秒长于时段的 {intervalSeconds} 秒。',
      hint: '请使用更长的时段，或更短的阈值。',
    },
    'transient-too-large': {
      message: '计算量是一次可计算上限的 {times} 倍。',
      hint: '请减少时段，或改用模拟（POST /v1/simulations）。',
    },
    'transient-time-over': {
      message: '时间用完时，{intervals} 个时段中只计算了 {followed} 个。',
      hint: '请减少时段，或改用模拟（POST /v1/simulations）。',
    },
    'ramp-without-start': {
      message: '爬坡按入职天数计算，却没有说明何时入职。',
      hint: '请给出 startedOn，或只给 proficiency。',
    },
    'ramp-not-rising': {
      message: '第 {fromDay} 天的一段排在第 {before} 天那一段之后（-1 表示没有前一段）。',
      hint: '请从 fromDay 0 开始，按天数递增列出各段。',
    },
    'shrinkage-leaves-nothing': {
      message: '在 {causeStart@}，各项缩减没有留下任何工作时间。',
      hint: '请检查比例：占付薪时间的各项之和、占出勤时间的各项之和都必须小于 1。',
    },
    'crew-absent': {
      message: '在 {causeStart@}，班组中无人在岗，或无人具备产能。',
      hint: '请至少列出一名自首日起在岗、产能大于 0 的人员。',
    },
    'no-hang-ups': {
      message: '{contacts} 个来电中无人等待后放弃，只能知道耐心很长。',
      hint: '请给出更繁忙时段的数据，或用 Erlang C 计划。',
    },
    'no-such-patience': {
      message: '{agents} 名坐席承接 {loadErlang} 爱尔兰时，没有任何耐心值会使放弃率为 {abandonment}。',
      hint: '请核对话务量与人数是否属于同一时段，或改给等待时间或合计数据。',
    },
    'stretch-out-of-range': {
      message: '此处的延长系数 {value} 不在 {least} 至 {most} 之间。',
      hint: '请从 1 开始；各值不得下降，且同时多接一个时坐席的总产出不得减少。',
    },
    'workload-too-long': {
      message: '{count} 个时段超过一份计划的上限 {most}。',
      hint: '请一次少计划几周，或使用更长的时段。',
    },
    'stages-needed': {
      message: '以成功数为目标时，需要知道接通之后的转化。',
      hint: '请给出 stages，如 [{"id": "sold", "share": 0.1}]。',
    },
    'no-calling-hours': { message: '没有任何工作日含有坐席的工作时间。', hint: '请核对日期、工作日、假日和 hours。' },
    'outbound-too-large': {
      message: '名单 x 拨打次数 x 小时共 {count}；一份计划最多 {most}。',
      hint: '请一次少计划几天，或合并接通情况相同的名单。',
    },
    'queue-without-group': { message: '没有任何组承接队列 {queue}。', hint: '请在某一组的 queues 中列出它。' },
    'skill-staffing-too-large': {
      message: '组数 x 时段数共 {count}，超过一次可决定的 {most}。',
      hint: '请一次少计划几天，或使用更长的时段。',
    },
    'paths-needed': {
      message: '预测中没有样本路径，无法得知来电可能偏离预期多少。',
      hint: '请用 samplePaths 生成预测（forecast --paths 1000）。',
    },
    'paths-with-spread': {
      message: '样本路径已包含各日的波动，却又另外给出了日波动。',
      hint: '请去掉 dayVariation，或按预期联络量试行。',
    },
    'paths-too-many': {
      message: '样本路径共有 {counts} 个数值，超过上限 {most}。',
      hint: '请减少路径数，或一次少计划几天。',
    },
    'level-needed': {
      message: '针对未来情形的承诺须以服务水平表示，而目标是另一种。',
      hint: '请给出服务水平，如 20 秒内 80 %。',
    },
    'floor-repeated': { message: '范围 {scope} 给出了两个下限。', hint: '请只给较高的一个。' },
    'floor-above-level': {
      message: '下限 {floor} 高于对整个周期承诺的水平 {level}。',
      hint: '请给出低于该水平的下限，如 0.6。',
    },
  },
  notes: {
    'promise-out-of-reach': '有 {periods} 个周期无法守住承诺：受人数上限所限；现有人数已守住上限所允许的最多情形。',
    'intervals-given-up':
      '有 {intervals} 个时段的及时应答率不到整个周期所承诺的一半，因为只看整体：设下限（--never-below 0.6/hour）可以避免。',
    'groups-too-small': '各组人数太少：即使用足各组上限，仍有 {cells} 处未达到服务水平。',
    'skill-levels-missed': '在新的仿真中有 {cells} 处低于要求且超出半宽：增加仿真次数可使搜索更可靠。',
    'skill-staffing-stopped': '已被停止：更多时间可能找到更省的人数。',
    'risk-not-simulated': '聊天未经仿真检验：所述均为公式结果。',
    'risk-stopped': '已被停止：仿真检验缺失或不足。',
    'goal-missed': '距目标还差 {missing} 个成功：需要更多名单、天数、时段或人手。',
    'records-left': '{records} 条名单中有 {unfinished} 条到期时仍可再拨：需要更多天数、更短间隔或更多人手。',
    'work-never-allowed': '允许处理“{work}”的时间内没有任何开放时段：该工作不会被安排。',
    'workload-not-found': '时限内没有找到计划；请给更多时间。',
    'work-after-closing': '关门前的来电在 {intervals} 个关闭时段仍在处理，共 {hours} 小时；不为其要求人手。',
    'shrinkage-placed': '以下缩减由排班自行安排，不再重复计人：{parts}。',
    'patience-not-exponential':
      '耐心看来不服从指数分布：韦布尔形状参数为 {shape}（指数分布为 1），否则出现的概率为 {chance}。Erlang A 只用均值。',
  },
  words: {},
};

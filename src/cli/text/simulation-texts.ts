/** Texts of simulations in English, by key. */
export const simulationTextsEn = {
  'head.queue': 'Queue',
  'head.group': 'Group',
  'head.offered': 'Offered',
  'head.service-level': 'Service level',
  'head.abandoned': 'Abandoned',
  'head.answer-speed': 'ASA',
  'head.unanswered': 'Unanswered',
  'head.staffed': 'Staffed h',
  'head.handled': 'Handled',
  'head.occupied': 'Occupancy',
  'head.first-less-second': 'First less second',
  'simulation.found':
    '{replications:replication|replications}, {contacts:contact|contacts}; ± is half of the 95 % interval.',
  'simulation.against': 'The other roster, with the same contacts:',
  'simulation.all': 'all queues',
  'simulation.everybody': 'everybody',
  'simulation.kept':
    'Kept: {measure} {bound} {scope}, {queue}: in {kept} of replications ({lower} to {upper}), {chance} asked for.',
  'simulation.missed':
    'Missed: {measure} {bound} {scope}, {queue}: in {kept} of replications ({lower} to {upper}), {chance} asked for.',
  'simulation-measure.service-level': 'service level at least',
  'simulation-measure.asa': 'ASA at most',
  'simulation-measure.abandonment': 'abandonment at most',
  'simulation-measure.occupancy': 'occupancy at most',
  'simulation-scope.interval': 'in every interval',
  'simulation-scope.hour': 'in every hour',
  'simulation-scope.day': 'on every day',
  'simulation-scope.week': 'in every week',
  'simulation-scope.horizon': 'over all days',
} as const;

/** The same in Chinese. */
export const simulationTextsZh = {
  'head.queue': '队列',
  'head.group': '组',
  'head.offered': '呼入',
  'head.service-level': '服务水平',
  'head.abandoned': '放弃',
  'head.answer-speed': '平均应答速度',
  'head.unanswered': '无人应答',
  'head.staffed': '在岗工时',
  'head.handled': '处理量',
  'head.occupied': '占用率',
  'head.first-less-second': '第一个减第二个',
  'simulation.found': '{replications} 次重复，{contacts} 个联络；± 为 95 % 区间的一半。',
  'simulation.against': '另一份排班，联络相同：',
  'simulation.all': '所有队列',
  'simulation.everybody': '所有人',
  'simulation.kept':
    '守住：{scope}{measure} {bound}，{queue}：{kept} 的重复中守住（{lower} 至 {upper}），要求 {chance}。',
  'simulation.missed':
    '未守住：{scope}{measure} {bound}，{queue}：{kept} 的重复中守住（{lower} 至 {upper}），要求 {chance}。',
  'simulation-measure.service-level': '服务水平不低于',
  'simulation-measure.asa': '平均应答速度不超过',
  'simulation-measure.abandonment': '放弃率不超过',
  'simulation-measure.occupancy': '占用率不超过',
  'simulation-scope.interval': '每个时段',
  'simulation-scope.hour': '每小时',
  'simulation-scope.day': '每天',
  'simulation-scope.week': '每周',
  'simulation-scope.horizon': '全部日期',
} as const;

import type { Catalog } from './catalog.ts';

/** English texts of simulations. */
export const simulationEn: Pick<Catalog, 'issues' | 'notes'> = {
  issues: {
    'simulation-without-contacts': {
      message: 'The interval from {start@} is open and says nothing of its contacts.',
      hint: 'Give contacts, 0 where none come.',
    },
    'simulation-without-aht': {
      message: 'The interval from {start@} has contacts and no handle time.',
      hint: 'Give ahtSeconds in the interval, or in the parameters of the requirement.',
    },
    'unknown-queue': {
      message: 'There is no queue "{id}".',
      hint: ['Queues: {known}.', 'The document lists no queues with an id.'],
    },
    'callback-to-itself': {
      message: 'Calls back of the queue {queue} go to itself.',
      hint: 'Name a queue of their own; it may have no contacts besides.',
    },
    'promise-above-one': {
      message: 'A promise of {measure} is a ratio from 0 to 1, and {received} is asked for.',
      hint: 'Write 0.8 for 80 %.',
    },
    'promise-of-everybody': {
      message: 'Occupancy is of employees, who may serve several queues.',
      hint: 'Leave out the queue.',
    },
    'team-needed': {
      message: 'There are shifts, and no team that says who can do what.',
      hint: 'Give the team of the shifts.',
    },
    'against-without-shifts': {
      message: 'There is a roster to compare with, and none to be compared.',
      hint: 'Give shifts too.',
    },
    'requirement-csv-header': {
      message: 'The header is "{received}".',
      hint: 'Write start,end,contacts,positions, and ahtSeconds where it is known.',
    },
    'requirement-csv-empty': { message: 'The file holds no interval.', hint: 'Give a header and at least one row.' },
    'requirement-csv-number': {
      message: '"{received}" is no number.',
      hint: 'Write a number of 0 or more, such as 12.5.',
    },
    'all-closed': { message: 'Every interval is closed.', hint: 'Give at least one open interval.' },
    'actuals-elsewhere': {
      message: 'None of the actuals lies between {from@} and {to@}, which the requirement is about.',
      hint: 'Give actuals of these days.',
    },
    'too-many-contacts': {
      message: 'One replication has {contacts} contacts; at most {limit} are taken.',
      hint: 'Simulate fewer days at a time.',
    },
  },
  notes: {
    'simulation-nobody': 'No shift of the roster serves any of the queues in these intervals.',
    'simulation-unanswered':
      '{contacts} contacts a replication still waited when the last employee had gone: nobody answered them.',
    'simulation-stopped': 'It was stopped after {replications:replication|replications}.',
    'half-width-not-reached':
      'The half-width of {halfWidth} was not reached within {replications:replication|replications}.',
  },
};

/** The same in Chinese. */
export const simulationZh: Pick<Catalog, 'issues' | 'notes'> = {
  issues: {
    'simulation-without-contacts': {
      message: '从 {start@} 开始的时段是开放的，却没有联络量。',
      hint: '请给出 contacts；没有联络时写 0。',
    },
    'simulation-without-aht': {
      message: '从 {start@} 开始的时段有联络量，却没有处理时长。',
      hint: '请在时段或需求的参数中给出 ahtSeconds。',
    },
    'unknown-queue': { message: '没有队列“{id}”。', hint: ['队列：{known}。', '文档中没有带 id 的队列。'] },
    'callback-to-itself': {
      message: '队列 {queue} 的回呼仍进入它自己。',
      hint: '请指定另一个队列；它可以没有其他联络。',
    },
    'promise-above-one': {
      message: '{measure} 的承诺是 0 到 1 之间的比例，而要求的是 {received}。',
      hint: '80 % 请写作 0.8。',
    },
    'promise-of-everybody': { message: '占用率是员工的指标，员工可能服务多个队列。', hint: '请不要写队列。' },
    'team-needed': { message: '给出了班次，却没有说明谁会什么的团队。', hint: '请给出这些班次的团队。' },
    'against-without-shifts': { message: '有用来比较的排班，却没有被比较的排班。', hint: '请同时给出 shifts。' },
    'requirement-csv-header': {
      message: '表头是“{received}”。',
      hint: '请写 start,end,contacts,positions，知道时再加 ahtSeconds。',
    },
    'requirement-csv-empty': { message: '文件中没有时段。', hint: '请给出表头和至少一行。' },
    'requirement-csv-number': { message: '“{received}”不是数字。', hint: '请写不小于 0 的数字，如 12.5。' },
    'all-closed': { message: '所有时段都是关闭的。', hint: '请至少给出一个开放的时段。' },
    'actuals-elsewhere': {
      message: '实际数据没有落在需求所涉及的 {from@} 到 {to@} 之间。',
      hint: '请给出这些日期的实际数据。',
    },
    'too-many-contacts': {
      message: '一次重复有 {contacts} 个联络；最多接受 {limit} 个。',
      hint: '请分几次模拟较少的天数。',
    },
  },
  notes: {
    'simulation-nobody': '排班中没有班次在这些时段服务任何队列。',
    'simulation-unanswered': '每次重复平均有 {contacts} 个联络在最后一名员工离开时仍在等待：无人应答。',
    'simulation-stopped': '在 {replications} 次重复之后被停止。',
    'half-width-not-reached': '{replications} 次重复内没有达到半宽 {halfWidth}。',
  },
};

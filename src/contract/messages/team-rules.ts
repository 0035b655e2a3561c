import type { Catalog } from './catalog.ts';

type Texts = Pick<Catalog, 'breaches' | 'words'> & { readonly issues: Catalog['issues'] };

/** What is said of rules of a team as a whole, in English. */
export const teamRulesEn: Texts = {
  breaches: {
    'minimum-of': [
      '{template} on {date} has {measured} of {who=}, where at least {limit} must be.',
      'From {start} to {end} there are {measured} of {who=}, where at least {limit} must be.',
    ],
    'maximum-of': [
      '{template} on {date} has {measured} of {who=}, {excess} more than the {limit} allowed.',
      'From {start} to {end} there are {measured} of {who=}, {excess} more than the {limit} allowed.',
    ],
    together: [
      'Of {who} only {employees} works {template} on {date}, where both do or neither.',
      'Of {who} only {employees} works on {date}, where both do or neither.',
    ],
    apart: [
      '{employees} work {template} together on {date}, where at most {limit} of {who} may.',
      '{employees} work together from {start} to {end}, where at most {limit} of {who} may.',
    ],
    accompanied: [
      '{who} works {template} on {date} without a coach.',
      '{who} works from {start} to {end} without a coach.',
    ],
    'budget-hours': '{who=} has {measured} paid hours from {start} to {end}, {excess} more than the budget of {limit}.',
    'budget-money': '{who=} costs {measured} from {start} to {end}, {excess} more than the budget of {limit}.',
  },
  words: { '*': 'the whole team' },
  issues: {
    'unknown-group': {
      message: 'Nobody in the team is of the group "{id}".',
      hint: ['Did you mean "{nearest}"?', 'Groups of this team: {known}.', 'Label employees with "groups" first.'],
    },
  },
};

/** The same in Chinese. */
export const teamRulesZh: Texts = {
  breaches: {
    'minimum-of': [
      '{date} 的 {template} 有 {who=} {measured} 人，至少须有 {limit} 人。',
      '{start} 至 {end} 有 {who=} {measured} 人，至少须有 {limit} 人。',
    ],
    'maximum-of': [
      '{date} 的 {template} 有 {who=} {measured} 人，比上限 {limit} 人多 {excess} 人。',
      '{start} 至 {end} 有 {who=} {measured} 人，比上限 {limit} 人多 {excess} 人。',
    ],
    together: [
      '{who} 应同上 {template} 或都不上，{date} 只有 {employees} 上班。',
      '{who} 应同日上班或都不上班，{date} 只有 {employees} 上班。',
    ],
    apart: [
      '{employees} 于 {date} 同上 {template}，而 {who} 中至多可有 {limit} 人。',
      '{employees} 从 {start} 到 {end} 同时上班，而 {who} 中至多可有 {limit} 人。',
    ],
    accompanied: ['{who} 于 {date} 上 {template} 而没有带教人员。', '{who} 从 {start} 到 {end} 上班而没有带教人员。'],
    'budget-hours': '{who=} 从 {start} 到 {end} 的计薪工时为 {measured} 小时，比预算 {limit} 小时多 {excess} 小时。',
    'budget-money': '{who=} 从 {start} 到 {end} 的人工成本为 {measured}，比预算 {limit} 多 {excess}。',
  },
  words: { '*': '全体人员' },
  issues: {
    'unknown-group': {
      message: '团队中没有人属于组“{id}”。',
      hint: ['是否想写“{nearest}”？', '本团队的组：{known}。', '请先用 "groups" 标注员工。'],
    },
  },
};

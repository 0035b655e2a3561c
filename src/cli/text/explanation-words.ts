import type { ExplanationDocument } from '../../contract/explanation.ts';
import type { Language } from '../../contract/messages/catalog.ts';
import { counted } from './numbers.ts';

type Part = ExplanationDocument['alternatives'][number]['parts'][number];

/** What an explanation says around its sentences, in one language. */
export type ExplanationWords = {
  readonly part: Readonly<Record<Part['part'], string>>;
  readonly unit: Readonly<Record<Part['unit'], string>>;
  readonly conflict: (number: number) => string;
  readonly repair: (points: string) => string;
  readonly prices: (kind: string, bound: string) => string;
  readonly more: (left: number) => string;
  readonly alternatives: string;
  readonly foot: (solves: number, seconds: string) => string;
};

const en: ExplanationWords = {
  part: {
    'hard-cover': 'hard-cover',
    'below-floor': 'below-floor',
    'below-target': 'below-target',
    'cover-steps': 'cover-steps',
    'above-target': 'above-target',
    'above-ceiling': 'above-ceiling',
    requests: 'requests',
    'paid-hours': 'paid-hours',
    'labour-cost': 'labour-cost',
    'premium-hours': 'premium-hours',
    'hours-spread': 'hours-spread',
    activities: 'activities',
    changes: 'changes',
    'change-premiums': 'change-premiums',
    rules: 'rules',
    'team-rules': 'team-rules',
    budget: 'budget',
    fairness: 'fairness',
  },
  unit: {
    'agent-hours': 'agent-hours',
    people: 'people',
    requests: 'requests',
    'paid hours': 'paid hours',
    money: 'money',
    hours: 'hours',
    activities: 'activities',
    changes: 'changes',
    breaches: 'breaches',
    units: 'units',
  },
  conflict: (number) => `Conflict ${number}`,
  repair: (points) => `Repair (${points} points)`,
  prices: (kind, bound) => `Prices (${kind} bound of ${bound} points)`,
  more: (left) => `(${left} more)`,
  alternatives: 'Alternatives',
  foot: (solves, seconds) => `${counted(solves, 'solve')}, ${seconds} s; (?) is not proven.`,
};

const zh: ExplanationWords = {
  part: {
    'hard-cover': '必须满足的人数',
    'below-floor': '低于最低人数',
    'below-target': '低于目标人数',
    'cover-steps': '人数的分级价格',
    'above-target': '高于目标人数',
    'above-ceiling': '高于人数上限',
    requests: '未满足的请求',
    'paid-hours': '计薪工时',
    'labour-cost': '人工成本',
    'premium-hours': '加价工时',
    'hours-spread': '工时差距',
    activities: '未安排的活动',
    changes: '对已发布排班的改动',
    'change-premiums': '改动补贴',
    rules: '员工规则',
    'team-rules': '团队规则',
    budget: '预算',
    fairness: '公平',
  },
  unit: {
    'agent-hours': '人时',
    people: '人',
    requests: '项请求',
    'paid hours': '计薪小时',
    money: '金额',
    hours: '小时',
    activities: '项活动',
    changes: '项改动',
    breaches: '次违反',
    units: '单位',
  },
  conflict: (number) => `冲突 ${number}`,
  repair: (points) => `修复（${points} 分）`,
  prices: (kind, bound) => `价格（${kind} 下界，${bound} 分）`,
  more: (left) => `（另有 ${left} 项）`,
  alternatives: '替代方案',
  foot: (solves, seconds) => `求解 ${solves} 次，${seconds} 秒；(?) 表示未经证明。`,
};

export const EXPLANATION_WORDS: Readonly<Record<Language, ExplanationWords>> = { en, zh };

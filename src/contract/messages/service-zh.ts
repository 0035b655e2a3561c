import type { Catalog } from './catalog.ts';

/** Chinese texts of what is wrong with requests to what is stored. */
export const serviceIssuesZh: Catalog['issues'] = {
  'wrong-cursor': {
    message: '游标不属于该列表。',
    hint: '请使用上一次回答中的 next，并保持筛选条件不变；或省略游标从头开始。',
  },
  'unknown-field': { message: '条目没有字段“{field}”。', hint: '可用字段：{known}。' },
  'id-differs': { message: '文档的编号是“{received}”，地址中的编号是“{expected}”。', hint: '请使两者一致。' },
  'external-id-taken': {
    message: '系统 {system} 中的编号“{id}”属于员工“{other}”，不能再给“{employee}”。',
    hint: '一个外部编号只属于一个人。请更正；若两者是同一人，请使用同一员工编号。',
  },
};

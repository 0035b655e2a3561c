import type { Catalog } from './catalog.ts';

/** Chinese texts of what is wrong with requests about drafts and the published schedule. */
export const rosterServiceIssuesZh: Catalog['issues'] = {
  'needed-in-form': { message: '{form} 需要“{field}”。', hint: '请给出：该格式一次给出全部内容，不分段。' },
  'useless-in-form': { message: '“{field}”对 {form} 没有意义。', hint: '请略去，或改用其他格式。' },
  'too-many-shifts': {
    message: '这些日期内的班次超过 {maximum} 个。',
    hint: '请减少日期、只取一个团队，或使用分段给出的 JSON。',
  },
  'wrong-change-token': {
    message: '该标记不属于这些变更。',
    hint: '请使用上一次回答中的 next，并保持筛选条件不变；或略去 since 从头开始。',
  },
  'unknown-requirement': {
    message: '没有需求“{id}”。',
    hint: '请先存储该需求，或在“requirement”中给出。',
  },
  'requirement-repeated': {
    message: '需求“{id}”与 {first} 处相同。',
    hint: '每个需求只写一次；否则人数会被要求两遍。',
  },
  'requirement-of-other-team': {
    message: '需求“{id}”是为团队 {other} 制定的。',
    hint: '请使用团队 {team} 的需求，或在“requirement”中给出其文档。',
  },
  'unknown-draft': { message: '没有草稿“{id}”。', hint: '请查看草稿列表。' },
  'signed-in-future': {
    message: '协议签署日期为 {signedOn}，而今天是 {today}。',
    hint: '请在签署后登记。',
  },
  'agreement-without-effect': {
    message: '团队 {team} 的规则 {rule} 为绝对禁止（block），协议不能解除。',
    hint: '法律允许时可将该规则的严重程度设为 agreement，或在发布时附豁免。',
  },
  'draft-of-other-team': {
    message: '草稿“{id}”属于团队 {other}。',
    hint: '请使用团队 {team} 的草稿。',
  },
  'nothing-wanted': {
    message: '草稿没有说明需要多少人，因此没有可求解的目标。',
    hint: '请在创建草稿时给出“requirements”、“requirement”或“cover”。',
  },
};

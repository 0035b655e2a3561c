import type { Catalog } from './catalog.ts';

/** Chinese texts of what is wrong with requests to what is stored. */
export const serviceIssuesZh: Catalog['issues'] = {
  'wrong-cursor': {
    message: '游标不属于该列表。',
    hint: '请使用上一次回答中的 next，并保持筛选条件不变；或省略游标从头开始。',
  },
  'unknown-field': { message: '条目没有字段“{field}”。', hint: '可用字段：{known}。' },
  'id-differs': { message: '文档的编号是“{received}”，地址中的编号是“{expected}”。', hint: '请使两者一致。' },
  'half-character': {
    message: '文本含有半个字符（不成对的代理项），无法存储。',
    hint: '请将其去掉；文本往往是在表情符号或生僻字中间被截断的。',
  },
  'nul-character': { message: '文本含有无法存储的 NUL 字符。', hint: '请将其去掉；文本往往不是 UTF-8。' },
  'external-id-taken': {
    message: '系统 {system} 中的编号“{id}”属于员工“{other}”，不能再给“{employee}”。',
    hint: '一个外部编号只属于一个人。请更正；若两者是同一人，请使用同一员工编号。',
  },
  'zone-published': {
    message: '团队已在 {published} 时区发布班次，不能改为 {received}。',
    hint: '请保留 {published}，或先用空班表发布覆盖这些班次；其他地点请另建团队。',
  },
  'role-needs': { message: '角色 {role} 需要 {field}。', hint: '请给出 {field}。' },
  'role-without': { message: '角色 {role} 没有 {field}。', hint: '请去掉 {field}，或换一个角色。' },
  'wrong-email': {
    message: '这不是电子邮件地址。',
    hint: '请给出一个不含空格的地址，例如 maria@example.com。',
  },
  'subject-of-issuer': {
    message: '身份提供方与主体须同时给出。',
    hint: '请同时给出 {field}，或两者都去掉。',
  },
  'user-without-identity': {
    message: '未说明用户是谁。',
    hint: '请给出身份提供方已验证的电子邮件地址，或身份提供方与主体。',
  },
  'user-exists': {
    message: '本组织的另一用户已有此电子邮件地址或主体。',
    hint: '请修改或删除该用户：见 shiftcast users list。',
  },
  'user-changed': { message: '用户“{id}”同时被他人修改。', hint: '请查看后重新执行命令。' },
  'unknown-user': { message: '没有用户“{id}”。', hint: '见 shiftcast users list。' },
  'unknown-organisation': { message: '没有组织“{id}”。', hint: '现有：{known}。' },
  'wrong-organisation': {
    message: '“{id}”不能用作组织编号。',
    hint: '请用 1 至 40 个小写字母、数字或连字符，首尾须为字母或数字。',
  },
  'organisation-exists': { message: '已有组织“{id}”。', hint: '请换一个编号。' },
  'retention-too-short': {
    message: '{kind} 不能只保存 {days} 天：至少 {least} 天。',
    hint: '请给出至少 {least} 天：规则需回看一年，审计记录也须同样长时间可查。',
  },
  'retention-below-law': {
    message: '{kind} 不能只保存 {days} 天：法律要求工时记录至少保存 {least} 天（{source}）。',
    hint: '请给出至少 {least} 天。法律要求更长的团队会自动保存更久。',
  },
  'unknown-api-key': { message: '没有密钥“{id}”。', hint: '见 shiftcast keys list。' },
  'key-exists': { message: '已有或曾有名为“{id}”的密钥。', hint: '该名称记在其所写内容旁：请换一个名称。' },
  'unknown-operation': {
    message: '没有操作“{id}”。',
    hint: ['是否指“{nearest}”？', '请给出 /openapi.json 中的 operationId。'],
  },
  'operation-of-others': { message: '角色 {role} 不可调用 {operation}。', hint: '请去掉该操作，或换一个角色。' },
  'unknown-team': { message: '没有团队“{id}”。', hint: ['是否指“{nearest}”？', '请先保存该团队，或更正编号。'] },
  'row-differs': {
    message: '{timestamp} 已存为 {stored}，而不是 {given}。',
    hint: ['请用 PATCH 更正已存的行；若指重复的那一小时的第二遍，请写作 {second}。', '请用 PATCH 更正已存的行。'],
  },
  'row-absent': { message: '{timestamp} 没有已存的行。', hint: '请用 POST 追加，或更正时间。' },
  'history-step-differs': {
    message: '加入这些行后，历史按 {minutes} 分钟读取；已存的行为 {stored} 分钟。',
    hint: '请按该历史的时段长度给出，或另存为一份历史。',
  },
  'too-many-days': { message: '{days} 天超出一次回答的上限。', hint: '最多请求 {maximum} 天。' },
  'wrong-date-or-time': {
    message: '“{received}”既不是日期，也不是时间点。',
    hint: '整日请写作 2026-03-02；时间请写作 2026-03-02T09:00，可带时差。',
  },
  'dates-mixed': { message: '一端是日期，另一端是时间。', hint: '请给出两个日期（均包含），或两个时间点。' },
  'credit-without-dates': {
    message: '只有整日的缺勤才按日计入工时。',
    hint: '请用日期给出 from 和 to，或省略 creditHoursPerDay。',
  },
  'zone-not-unique': {
    message: '“{received}”是当地时间，而 {employee} 的团队位于 {zones}。',
    hint: '请写明时差。',
  },
  'employee-differs': {
    message: '该缺勤属于 {expected}，不属于 {received}。',
    hint: '请将其删除，再为另一名员工登记。',
  },
};

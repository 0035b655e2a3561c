import type { Catalog } from './catalog.ts';

/** English texts of hours, attendance and measures. */
export const hoursEn: Pick<Catalog, 'issues'> = {
  issues: {
    'attendance-header': {
      message: 'The header is "{received}".',
      hint: 'Write employee,start,end with activity after them where it is known.',
    },
    'attendance-too-long': {
      message: 'An attendance of {employee} of {hours} h is longer than {maximum} h.',
      hint: 'Check the dates; the end may never have been recorded.',
    },
    'attendance-overlap': {
      message: 'Two attendances of {employee} overlap at {start@}.',
      hint: 'The other one is at {other}; let one end where the next begins.',
    },
    'attendance-differs': {
      message: 'From {start@} to {end@} an attendance of {employee} is stored that differs.',
      hint: 'Send it with correct: true if it is to take its place.',
    },
    'attendance-elsewhere': {
      message: 'The attendance does not begin on the dates from {from} to {to}.',
      hint: 'Widen the dates, or take the row out.',
    },
    'results-column': {
      message: 'The column "{received}" is not known, or stands twice.',
      hint: 'Known are {columns}.',
    },
    'results-column-missing': {
      message: 'The column {column} is missing.',
      hint: 'Write employee, date and the counts that are known.',
    },
    'result-twice': {
      message: 'There are two results of {employee} on {date}.',
      hint: 'The other one is at {other}; put both into one row.',
    },
    'result-above-whole': {
      message: '{numerator} {part} is more than {denominator} {whole}, of which it is a part.',
      hint: 'Check whether the two stand in the right columns.',
    },
    'results-of-too-many': {
      message: 'The results are of {count} employees; one team has {maximum} at most.',
      hint: 'Ask for each team by itself.',
    },
    'result-elsewhere': {
      message: 'The result of {date} is on none of the dates from {from} to {to}.',
      hint: 'Widen the dates, or take the row out.',
    },
    'results-empty': {
      message: 'There are no rows, and no dates are named.',
      hint: 'Give rows; or from and to, if the results that are stored of these dates are to go.',
    },
    'results-too-many': {
      message: 'More than {maximum} results are stored of these dates.',
      hint: 'Ask for fewer dates.',
    },
    'no-target': {
      message: 'No target can be proposed: no employee has {leastCases} cases of any of the measures on these dates.',
      hint: 'Enter more results, widen the dates, or lower leastCases in the settings.',
    },
    'no-proficiency': {
      message:
        'No proficiency can be measured: no stored result of team {team} on these dates tells contacts handled with their time or hours.',
      hint: 'Enter results with handled and handleSeconds or hours, or give a crew.',
    },
    'measured-without-team': {
      message: 'The forecast is for no team, so that there are no stored results to measure.',
      hint: 'Name the team in measured.',
    },
    'unknown-target': {
      message: 'The team has no target "{id}".',
      hint: 'Take an id of its list of targets.',
    },
    'target-twice': { message: 'The target {id} is named twice.', hint: 'Name it once.' },
    'target-settled': {
      message: 'The target {id} is {state} already.',
      hint: 'Take one that is proposed, or propose anew.',
    },
    'seasons-overlap': {
      message: 'The season from {from} to {to} overlaps another one.',
      hint: 'The other one is at {other}; let a date be of one season.',
    },
  },
};

/** Chinese texts of the same. */
export const hoursZh: Pick<Catalog, 'issues'> = {
  issues: {
    'attendance-header': {
      message: '表头为“{received}”。',
      hint: '请写作 employee,start,end，已知活动时其后加 activity。',
    },
    'attendance-too-long': {
      message: '{employee} 的一条考勤长 {hours} 小时，超过 {maximum} 小时。',
      hint: '请检查日期；也可能漏打了下班卡。',
    },
    'attendance-overlap': {
      message: '{employee} 的两条考勤在 {start@} 重叠。',
      hint: '另一条在 {other}；请使前一条在后一条开始时结束。',
    },
    'attendance-differs': {
      message: '{employee} 在 {start@} 至 {end@} 已有另一条考勤。',
      hint: '若要替换，请附 correct: true 再发送。',
    },
    'attendance-elsewhere': {
      message: '该考勤不在 {from} 至 {to} 之内开始。',
      hint: '请扩大日期范围，或去掉该行。',
    },
    'results-column': { message: '列“{received}”未知或重复。', hint: '可用的列：{columns}。' },
    'results-column-missing': { message: '缺少列 {column}。', hint: '请写 employee、date 和已知的各项计数。' },
    'result-twice': { message: '{employee} 在 {date} 有两条结果。', hint: '另一条在 {other}；请合并为一行。' },
    'result-above-whole': {
      message: '{numerator} {part} 大于其整体 {denominator} {whole}。',
      hint: '请检查两列是否填反。',
    },
    'results-of-too-many': {
      message: '结果涉及 {count} 名员工；一个团队最多 {maximum} 名。',
      hint: '请按团队分别查询。',
    },
    'result-elsewhere': {
      message: '{date} 的结果不在 {from} 至 {to} 之内。',
      hint: '请扩大日期范围，或去掉该行。',
    },
    'results-empty': {
      message: '没有行，也没有给出日期。',
      hint: '请给出行；若要删除这些日期已存的结果，请给出 from 和 to。',
    },
    'results-too-many': { message: '这些日期已存的结果超过 {maximum} 条。', hint: '请缩小日期范围。' },
    'no-target': {
      message: '无法提出目标：这些日期没有员工在任何指标上达到 {leastCases} 例。',
      hint: '请导入更多结果、扩大日期范围，或降低设置中的 leastCases。',
    },
    'no-proficiency': {
      message: '无法测得熟练度：团队 {team} 在这些日期没有一条结果同时给出处理量及其时长或工时。',
      hint: '请导入含 handled 与 handleSeconds 或 hours 的结果，或直接给出 crew。',
    },
    'measured-without-team': {
      message: '该预测不属于任何团队，没有可供测量的结果。',
      hint: '请在 measured 中写明团队。',
    },
    'unknown-target': { message: '该团队没有目标“{id}”。', hint: '请取其目标列表中的 id。' },
    'target-twice': { message: '目标 {id} 被列出两次。', hint: '请只列一次。' },
    'target-settled': { message: '目标 {id} 的状态已是 {state}。', hint: '请取状态为 proposed 的目标，或重新提出。' },
    'seasons-overlap': {
      message: '{from} 至 {to} 的季节与另一段重叠。',
      hint: '另一段在 {other}；每个日期只能属于一个季节。',
    },
  },
};

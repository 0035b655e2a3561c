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
    'seasons-overlap': {
      message: '{from} 至 {to} 的季节与另一段重叠。',
      hint: '另一段在 {other}；每个日期只能属于一个季节。',
    },
  },
};

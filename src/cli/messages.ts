import type { Facts, IssueText, Language } from '../contract/messages/catalog.ts';
import { fill } from '../contract/messages/catalog.ts';
import { type issue, translateIssue, withExpected } from '../contract/messages/render.ts';

/** One thing wrong with what a command was given. */
export type Issue = ReturnType<typeof issue>;

/** A value, or all that is wrong with what it was to be made from. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Texts for what only a command line can get wrong: options and files. */
const TEXTS: Readonly<Record<Language, Readonly<Record<string, IssueText>>>> = {
  en: {
    'option-missing': { message: '{option} is missing.', hint: 'Give {expected}.' },
    'option-wrong': { message: '{option} cannot be "{received}".', hint: 'Give {expected}.' },
    'options-exclude': {
      message: 'Of {options} at least one is needed, and --preset stands alone; {count} are given.',
      hint: 'Give --target 80/20, or a preset by itself.',
    },
    'file-missing': { message: 'There is no file {file}.', hint: 'Check the path; it is read from {folder}.' },
    'file-unreadable': { message: '{file} cannot be read: {reason}.', hint: 'Name a file that this user may read.' },
    'file-too-large': {
      message: '{file} has {bytes} bytes, more than {maximum}.',
      hint: 'Split it, or leave out what is not needed.',
    },
    'file-not-text': {
      message: '{file} is not text in UTF-8.',
      hint: 'Save it as UTF-8; a spreadsheet offers "CSV UTF-8".',
    },
    'extension-unknown': {
      message: '{file} has another ending than {known}.',
      hint: 'The ending says the format: give {known}.',
    },
    'folder-missing': { message: 'There is no folder {folder}.', hint: 'Make it first, or write elsewhere.' },
    'out-unwritable': {
      message: '{file} cannot be written: {reason}.',
      hint: 'Name a file in a folder that this user may write to.',
    },
    'out-is-input': {
      message: '{file} is read and was to be written too.',
      hint: 'Write to another file: the input is kept.',
    },
    'proof-missing': {
      message: 'The roster has no certificate of its bound.',
      hint: 'Solve with it: shiftcast roster PROBLEM --proof --out ROSTER. A solve that ends without a bound has none.',
    },
    'history-absent': { message: 'There is no stored history "{id}".', hint: 'Check the id and --organisation.' },
    'history-without-forecast': {
      message: 'No forecast from the history "{id}" is stored that reaches so far.',
      hint: 'Store one by POST /v1/histories/{id}/forecasts, or leave --since out.',
    },
    'team-absent': { message: 'There is no stored team "{id}".', hint: 'Check the id and --organisation.' },
    'results-absent': {
      message: 'No results of the team "{team}" are stored of these dates.',
      hint: 'Enter some with "shiftcast results enter", or widen the dates.',
    },
    'employee-absent': { message: 'There is no employee "{id}".', hint: 'Check the id and --organisation.' },
    'employee-scheduled': {
      message: 'Published shifts of the employee "{id}" are not over.',
      hint: 'Publish a roster without them first.',
    },
    'employee-in-jobs': {
      message: 'A job that was given data of the employee "{id}" is under way.',
      hint: 'Stop it, or wait for its end.',
    },
    'retention-running': {
      message: 'Another process is removing what is past its time in the organisation "{organisation}".',
      hint: 'Run it again in a moment.',
    },
    'history-in-file-and-body': {
      message: 'The history names a file and holds rows too.',
      hint: 'Keep "file", or "csv", or "rows".',
    },
  },
  zh: {
    'option-missing': { message: '缺少 {option}。', hint: '请给出 {expected}。' },
    'option-wrong': { message: '{option} 不能是“{received}”。', hint: '请给出 {expected}。' },
    'options-exclude': {
      message: '{options} 中至少给出一个，其中 --preset 只能单独给出；现给出 {count} 个。',
      hint: '请给出 --target 80/20，或单独给出 --preset。',
    },
    'file-missing': { message: '文件 {file} 不存在。', hint: '请检查路径；相对路径从 {folder} 算起。' },
    'file-unreadable': { message: '无法读取 {file}：{reason}。', hint: '请给出当前用户可读的文件。' },
    'file-too-large': { message: '{file} 有 {bytes} 字节，超过 {maximum}。', hint: '请拆分文件，或去掉不需要的部分。' },
    'file-not-text': { message: '{file} 不是 UTF-8 文本。', hint: '请另存为 UTF-8（电子表格中选“CSV UTF-8”）。' },
    'extension-unknown': { message: '{file} 的扩展名不是 {known}。', hint: '扩展名决定格式：请用 {known}。' },
    'folder-missing': { message: '文件夹 {folder} 不存在。', hint: '请先建立它，或写到别处。' },
    'out-unwritable': { message: '无法写入 {file}：{reason}。', hint: '请写到当前用户可写的文件夹中。' },
    'out-is-input': { message: '{file} 是输入文件，不能同时作为输出。', hint: '请写到另一个文件：输入不会被覆盖。' },
    'proof-missing': {
      message: '该排班没有下界证书。',
      hint: '请带证书求解：shiftcast roster PROBLEM --proof --out ROSTER。没有下界的求解也没有证书。',
    },
    'history-absent': { message: '没有已保存的历史“{id}”。', hint: '请检查编号与 --organisation。' },
    'history-without-forecast': {
      message: '历史“{id}”没有已保存且到达该日期的预测。',
      hint: '请用 POST /v1/histories/{id}/forecasts 保存预测，或去掉 --since。',
    },
    'team-absent': { message: '没有已存的团队“{id}”。', hint: '请检查 id 和 --organisation。' },
    'results-absent': {
      message: '团队“{team}”在这些日期没有已存的结果。',
      hint: '请用 shiftcast results enter 导入，或扩大日期范围。',
    },
    'employee-absent': { message: '没有员工“{id}”。', hint: '请检查编号与 --organisation。' },
    'employee-scheduled': { message: '员工“{id}”还有未结束的已发布班次。', hint: '请先发布不含这些班次的班表。' },
    'employee-in-jobs': { message: '有任务正在使用员工“{id}”的数据。', hint: '请停止该任务，或等待其结束。' },
    'retention-running': { message: '另一进程正在清除组织“{organisation}”的到期内容。', hint: '请稍后再运行。' },
    'history-in-file-and-body': { message: '历史数据同时给出了文件和内容。', hint: '“file”“csv”“rows”只保留一个。' },
  },
};

/** Every code that the command line adds to those of the contract. */
export const COMMAND_LINE_CODES: readonly string[] = Object.keys(TEXTS.en);

function textOf(
  language: Language,
  code: string,
  facts: Facts,
): { readonly message: string; readonly hint: string } | undefined {
  const entry = TEXTS[language][code];
  const named = withExpected(language, facts);
  const message = entry === undefined ? undefined : fill(entry.message, named);
  const hint = entry === undefined ? undefined : fill(entry.hint, named);
  return message === undefined || hint === undefined ? undefined : { message, hint };
}

/** An issue of options or files. Throws on a code that has no text: that is a defect. */
export function commandIssue(code: string, path: string, facts: Facts): Issue {
  const text = textOf('en', code, facts);
  if (text === undefined) throw new Error(`no text for the issue ${code} with ${Object.keys(facts).join(', ')}`);
  return { code, path, ...text, facts };
}

/** Reads a contract's issue or one of the command line's in the language of the user. */
function inLanguage(language: Language, given: Issue): Issue {
  const own = textOf(language, given.code, given.facts);
  return own === undefined ? translateIssue(language, given) : { ...given, ...own };
}

/** All issues as text: where, what, and what to do, one below the other. `subject` is the file or command concerned. */
export function issuesText(language: Language, subject: string, issues: readonly Issue[]): string {
  const count = issues.length;
  const head =
    language === 'zh' ? `${subject}：${count} 个问题\n` : `${subject}: ${count} ${count === 1 ? 'issue' : 'issues'}\n`;
  const blocks = issues.map((each) => {
    const { code, path, message, hint } = inLanguage(language, each);
    return `  ${path === '' ? '' : `${path}  `}[${code}]\n      ${message}\n      ${hint}\n`;
  });
  return head + blocks.join('');
}

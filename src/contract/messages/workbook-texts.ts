import type { Catalog } from './catalog.ts';

/** English texts of workbooks (.xlsx) that cannot be read, and of targets that may not be reached. */
export const workbookEn: Catalog['issues'] = {
  'webhook-target': {
    message: 'Messages are not sent to this address: {reason}.',
    hint: 'Give an https address of a host on the open internet, without a user name; WEBHOOK_ALLOW names others that may be reached.',
  },
  'workbook-malformed': {
    message: 'This is no workbook that can be read: {reason}.',
    hint: 'Save it once more as .xlsx in a spreadsheet, without a password.',
  },
  'workbook-too-large': {
    message: 'The workbook holds more than {maximum} bytes when unpacked.',
    hint: 'Take out what is not needed, or send it in parts.',
  },
  'workbook-ratio': {
    message: 'A part of the workbook unpacks to more than {maximum} times its size.',
    hint: 'Sheets that people keep never do; send the values alone, or CSV.',
  },
  'workbook-cells': {
    message: 'The workbook has more than {maximum} cells.',
    hint: 'Take out what is not needed, or send it in parts.',
  },
  'workbook-column': {
    message: 'Cell {cell} stands behind column {maximum}.',
    hint: 'Take out what is not needed.',
  },
  'workbook-cell': { message: 'Cell {cell} holds "{value}", which is no value.', hint: 'Enter the value anew.' },
  'workbook-formula': {
    message: 'Cell {cell} has a formula without a result.',
    hint: 'Open the workbook in a spreadsheet and save it, or put the values in place of the formulas.',
  },
  'workbook-error': { message: 'Cell {cell} shows the error {value}.', hint: 'Mend the formula, or empty the cell.' },
  'workbook-empty': { message: 'No visible sheet of the workbook has values.', hint: 'Give a header and rows.' },
  'workbook-sheets': {
    message: '{count} visible sheets of the workbook have values: {sheets}.',
    hint: 'Keep the one that is meant, or hide the others.',
  },
};

/** Chinese texts of the same. */
export const workbookZh: Catalog['issues'] = {
  'webhook-target': {
    message: '不向该地址发送消息：{reason}。',
    hint: '请给出公网主机的 https 地址，不含用户名；其他可访问的主机由 WEBHOOK_ALLOW 指定。',
  },
  'workbook-malformed': {
    message: '无法读取该工作簿：{reason}。',
    hint: '请在电子表格软件中重新另存为 .xlsx，不要加密码。',
  },
  'workbook-too-large': {
    message: '工作簿解压后超过 {maximum} 字节。',
    hint: '请删去不需要的内容，或分批发送。',
  },
  'workbook-ratio': {
    message: '工作簿的某一部分解压后超过其大小的 {maximum} 倍。',
    hint: '正常的表格不会如此；请只发送数值，或使用 CSV。',
  },
  'workbook-cells': { message: '工作簿的单元格超过 {maximum} 个。', hint: '请删去不需要的内容，或分批发送。' },
  'workbook-column': { message: '单元格 {cell} 位于第 {maximum} 列之后。', hint: '请删去不需要的内容。' },
  'workbook-cell': { message: '单元格 {cell} 的内容"{value}"不是有效值。', hint: '请重新输入该值。' },
  'workbook-formula': {
    message: '单元格 {cell} 的公式没有结果。',
    hint: '请在电子表格软件中打开并保存工作簿，或将公式改为数值。',
  },
  'workbook-error': { message: '单元格 {cell} 显示错误 {value}。', hint: '请修正公式，或清空该单元格。' },
  'workbook-empty': { message: '工作簿中可见的工作表都没有数值。', hint: '请给出表头和数据行。' },
  'workbook-sheets': {
    message: '工作簿中有 {count} 个可见工作表含有数值：{sheets}。',
    hint: '请只保留所需的一个，或隐藏其他工作表。',
  },
};

import type { Catalog } from './catalog.ts';

/** English texts of updates within the day and of forecasts against what came. */
export const trackingEn: Pick<Catalog, 'issues' | 'notes'> = {
  issues: {
    'forecast-updated-before': {
      message: 'The forecast was updated before.',
      hint: 'Give the forecast as it was made, with all actuals so far: each update begins there.',
    },
    'actual-not-forecast': {
      message: 'No interval of the forecast begins at {received}.',
      hint: 'Give actuals of the intervals of the forecast, by their starts; read finer rows at its interval.',
    },
    'actual-twice': {
      message: 'The interval from {received} is given twice.',
      hint: 'Keep one row of it, or add the counts where they are parts of it.',
    },
    'actuals-out-of-order': {
      message: 'The interval from {received} follows one from {before@}.',
      hint: 'Give actuals in order of time.',
    },
    'actual-in-future': {
      message: 'The interval from {received} ends at {end@}, behind {asOf@}.',
      hint: 'Leave out intervals that are under way, or give a later asOf.',
    },
    'nothing-to-update': {
      message: 'The forecast ends at {end@}, and actuals reach to {asOf@}.',
      hint: 'Give a forecast of days that are still to come.',
    },
    'actuals-zone': {
      message: 'The forecast is on the clocks of {received}, the actuals on those of {expected}.',
      hint: 'Give actuals with the zone of the forecast.',
    },
    'actuals-interval': {
      message: 'Actuals of {historyMinutes} minutes cannot judge a forecast of {intervalMinutes} minutes.',
      hint: 'Give actuals at the interval of the forecast, or at a part of it.',
    },
    'actuals-header': { message: 'The header is "{received}".', hint: 'Write {expected}.' },
  },
  notes: {
    'nothing-came-yet': 'Nothing is known yet of the days that were forecast for {queue}.',
    'service-not-measured':
      '{intervals:interval has|intervals have} no measured service level; what the formula expects stands for it.',
    'errors-assumed':
      'The forecast does not say how it errs: levels that are wrong by a tenth are assumed. A forecast made here says it.',
    'sample-paths-dropped': 'The sample paths of the forecast are not those of the update; they were left out.',
    'actuals-missing':
      '{intervals:open interval has|open intervals have} no actual, the first from {firstInstant@}; what is likely was taken.',
    'actuals-when-closed':
      '{contacts:contact|contacts} came in {intervals:closed interval|closed intervals}, the first from {firstInstant@}; they count in the day and teach nothing.',
  },
};

/** Chinese texts of the same. */
export const trackingZh: Pick<Catalog, 'issues' | 'notes'> = {
  issues: {
    'forecast-updated-before': {
      message: '该预测此前已经更新过。',
      hint: '请给出原始预测和到目前为止的全部实际值：每次更新都从原始预测开始。',
    },
    'actual-not-forecast': {
      message: '预测中没有从 {received} 开始的时段。',
      hint: '请按预测时段的开始时间给出实际值；更细的数据请先按该时段汇总。',
    },
    'actual-twice': {
      message: '从 {received} 开始的时段给出了两次。',
      hint: '请保留一行；若两行各是一部分，请把数量相加。',
    },
    'actuals-out-of-order': {
      message: '从 {received} 开始的时段排在 {before@} 的时段之后。',
      hint: '请按时间顺序给出实际值。',
    },
    'actual-in-future': {
      message: '从 {received} 开始的时段到 {end@} 才结束，晚于 {asOf@}。',
      hint: '请去掉尚未结束的时段，或给出更晚的截止时刻。',
    },
    'nothing-to-update': {
      message: '预测到 {end@} 为止，而实际值已到 {asOf@}。',
      hint: '请给出仍有未来日期的预测。',
    },
    'actuals-zone': {
      message: '预测使用 {received} 的时钟，实际值使用 {expected} 的时钟。',
      hint: '请按预测的时区给出实际值。',
    },
    'actuals-interval': {
      message: '每 {historyMinutes} 分钟的实际值无法评价每 {intervalMinutes} 分钟的预测。',
      hint: '请按预测的时段或更细的时段给出实际值。',
    },
    'actuals-header': { message: '表头为“{received}”。', hint: '请写成 {expected}。' },
  },
  notes: {
    'nothing-came-yet': '{queue} 的预测日期尚无实际值。',
    'service-not-measured': '有 {intervals} 个时段没有测得的服务水平，以公式的预期代替。',
    'errors-assumed': '预测没有说明自身的误差：假定水平误差为一成。由本系统生成的预测会说明误差。',
    'sample-paths-dropped': '预测的样本路径不适用于更新后的预测，已略去。',
    'actuals-missing': '有 {intervals} 个开放时段没有实际值，第一个从 {firstInstant@} 开始；已按可能的数量估计。',
    'actuals-when-closed':
      '有 {contacts} 个联系发生在 {intervals} 个关闭时段，第一个从 {firstInstant@} 开始；计入当日合计，但不用于修正。',
  },
};

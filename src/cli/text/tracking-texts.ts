/** Texts of updates within the day and of forecasts against what came, in English, by key. */
export const trackingTextsEn = {
  'head.forecast-so-far': 'Forecast so far',
  'head.came': 'Came',
  'head.as-forecast': 'Day as forecast',
  'head.expected-now': 'Expected now',
  'head.difference': 'Change %',
  'head.rest-of-day': 'Rest of day',
  'head.aht': 'AHT s',
  'intraday.head':
    'As of {day} {time}: {contacts} contacts in {intervals:interval|intervals} with an actual. What is left is expected so:',
  'intraday.aht': 'Handle time {change} % against forecast (80 % range {lower} to {upper} %).',
};

/** Texts of the same in Chinese. */
export const trackingTextsZh: Readonly<Record<keyof typeof trackingTextsEn, string>> = {
  'head.forecast-so-far': '已过预测',
  'head.came': '已到',
  'head.as-forecast': '全天原预测',
  'head.expected-now': '现预计',
  'head.difference': '变化 %',
  'head.rest-of-day': '当日其余',
  'head.aht': '处理秒数',
  'intraday.head': '截至 {day} {time}：{intervals} 个有实际值的时段共 {contacts} 个联系。其余预计如下：',
  'intraday.aht': '处理时长与预测相比 {change} %（80 % 区间为 {lower} 到 {upper} %）。',
};

/** Chinese texts of what packs of the product leave to their readers, by `pack/topic`, or by topic where several packs say the same. */
const REASONS: Readonly<Record<string, string>> = {
  'cn/time-off-in-lieu': '休息日加班以补休代替加班费（劳动法第44条）须逐案商定；合同的薪酬方案可以注明。',
  'cn/overtime-emergencies': '可突破加班上限的紧急情况（劳动法第42条）没有记录。',
  'cn/overtime-consultation': '加班是否与工会和劳动者协商（劳动法第41条）没有记录。',
  'cn/unscheduled-hours': '不定时工作制须经批准，批准没有记录。',
  'cn/standard-hours':
    '每月、每季、每年的标准工时、13 天法定节假日及 21.75 天计薪天数（人社部发〔2025〕2号）用于计薪，不限制排班。',
  'cn/nursing-breaks': '每天一小时的哺乳时间凭记忆所知，不作审核。',
  'rest-between-shifts': '劳动法未规定班次之间的休息；可将 minimum-rest 设为内部规则。',
  breaks: '劳动法未规定工间休息的长度。',
  'cn/night-work': '劳动法仅对受保护人员限制夜间工作（22:00 至 06:00，仅有二手来源）；工时台账记录所有人的夜间工时。',
  'cn/night-allowance': '劳动法未规定夜班津贴。',
  'cn-part-time/daily-average':
    '日均四小时（劳动合同法第68条）不作审核：来源未说明按哪些天平均；每周 24 小时即六天每天 4 小时。',
  'cn-part-time/pay': '小时工资及十五日内结算不在资料来源表中。',
  'eu/leave': '每年四周带薪年假（第7条）由休假日历管理。',
  'uk/leave': '带薪年假由休假日历管理。',
  'de/sunday-work-permit':
    '星期日和公共假日除获豁免外禁止工作（第9、10条）；呼叫中心是否豁免由各州决定，仅凭记忆所知。',
  'fr/night': '夜间工作不在资料来源表中；21:00 至 06:00 仅用于工时台账。',
  'es-contact-centre/free-weekends': '每月两个空闲周末以及按班次长度的 10 或 20 分钟休息仅凭记忆所知。',
  'jp/holiday-work-in-limits': '法定休息日的工作仅以当天和当周的加班计入 100 小时和 80 小时的上限。',
  'jp/year-of-agreement': '三六协定的年度按一月开始计算；团队设置可以改为其他月份。',
  'us/exempt-employees': '谁不适用加班规定没有记录；豁免人员的合同请不设规则包。',
  'us/fair-workweek':
    '纽约市、俄勒冈和芝加哥关于提前 14 天通知和 10 至 11 小时休息的法律未提及呼叫中心；可用自有规则包作为内部政策。',
  'us-ca/exempt-employees': '谁不适用加班和休息规定没有记录；豁免人员的合同请不设规则包。',
  'us-ca/short-days': '不足 3.5 小时的工作日无须休息仅凭记忆所知：与其他工作日同样审核。',
  'us-ca/premium-pay': '缺少用餐或休息应付的一小时工资随违规说明，不在每周薪酬中。',
  'br-contact-centre/pay': '加班和夜间薪酬不在资料来源表中。',
  'au-contact-centre/overtime-rates': '资料来源表中没有加班费率：1.5 倍凭记忆所知，超过 38 小时的工时不按此计薪。',
  'au-contact-centre/penalty-rates': '周末、晚间和公共假日的费率不在资料来源表中。',
  'overtime-pay': '超出周期标准工时的部分在周期结束后按 150 % 支付，不在每周薪酬中。',
};

/** The Chinese reason of a gap; undefined for packs of a team's own, whose words are theirs. */
export function packGapZh(pack: string, topic: string, reason = ''): string | undefined {
  if (pack === 'team' && topic === 'protected-records')
    return '此文档略去了受保护员工的记录；请提供团队原文档以审核适用于他们的规则。';
  if (topic === 'not-in-force') {
    const [first = '', last = first] = reason.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
    return `规则包在 ${first === last ? first : `${first} 至 ${last}`} 没有有效版本。`;
  }
  return REASONS[`${pack}/${topic}`] ?? (pack === 'cn' || pack.startsWith('cn-') ? REASONS[topic] : undefined);
}

const NAMES: Readonly<Record<string, string>> = {
  'au-contact-centre': '澳大利亚：合同呼叫中心',
  'br-contact-centre': '巴西：呼叫中心',
  cn: '中国：标准工时制',
  'cn-comprehensive-month': '中国：综合计算工时制（按月）',
  'cn-comprehensive-quarter': '中国：综合计算工时制（按季）',
  'cn-comprehensive-week': '中国：综合计算工时制（按周）',
  'cn-comprehensive-year': '中国：综合计算工时制（按年）',
  'cn-part-time': '中国：非全日制用工',
  de: '德国：工作时间法',
  'es-contact-centre': '西班牙：呼叫中心',
  eu: '欧盟：工作时间指令',
  fr: '法国：劳动法典',
  jp: '日本：劳动基准法',
  uk: '英国：工作时间条例',
  us: '美国：公平劳动标准法',
  'us-ca': '美国加利福尼亚州',
};

const DISCLAIMER = '此规则包是对公布法律的参数化解读，并非法律意见；依赖之前请由法律顾问核对。';

/** A pack's name and disclaimer in Chinese; undefined for packs of a team's own, whose words are theirs. */
export function packNameZh(id: string): { readonly name: string; readonly disclaimer: string } | undefined {
  const name = NAMES[id];
  return name === undefined ? undefined : { name, disclaimer: DISCLAIMER };
}

import type { Catalog } from './catalog.ts';

/** Chinese texts of issues whose English is written where they are found: histories, forecasts, requirements, audits, settings. */
export const coreIssuesZh: Catalog['issues'] = {
  'agreement-missing': {
    message: [
      '{employee} 违反 {rule}（{start@} 至 {end@}，{measured}，限值 {limit}），需要协议。',
      '{employee} 违反 {rule}（{start@} 至 {end@}），需要协议。',
    ],
    hint: '请修改草稿；或先登记涵盖该规则、员工和日期的协议。',
  },
  'aht-invalid': { message: '“{value}”不是以秒计的处理时长。', hint: '请填写 0 到 86400 秒的平均处理时长，或留空。' },
  'bad-date': { message: '“{given}”不是日期。', hint: '请写作 YYYY-MM-DD。' },
  'bad-days': { message: '“{given}”不是天数。', hint: '请填写不小于 1 的整数。' },
  'breach-not-waived': {
    message: [
      '{employee} 违反 {rule}（{start@} 至 {end@}，{measured}，限值 {limit}），不得发布。',
      '{employee} 违反 {rule}（{start@} 至 {end@}），不得发布。',
    ],
    hint: '请修改草稿；或在发布时给出豁免，写明理由和负责人。',
  },
  'team-breach-not-waived': {
    message: '团队规则 {rule} 未遵守（{start@} 至 {end@}，{measured}，限值 {limit}），不得发布。',
    hint: '请修改草稿；或在发布时给出该规则的豁免，写明理由和负责人。',
  },
  'hard-cover-not-waived': {
    message: '{start@} 至 {end@} 有 {fewest} 人，至少须有 {floor} 人，不得发布。',
    hint: '请修改草稿；或在发布时给出 hard-cover 的豁免，写明理由和负责人。',
  },
  'contacts-not-a-count': {
    message: '预计来电数“{value}”不是不小于 0 的有限数。',
    hint: '请填写时段内的预计来电数；没有则为 0。',
  },
  'count-empty': { message: '数量为空。', hint: '未知时请略去该行，并用 absent 说明缺失行的含义。' },
  'count-negative': { message: '“{value}”为负数。', hint: '来电数从 0 起计。' },
  'count-not-a-number': { message: '“{value}”不是数字。', hint: '请填写时段内的来电数，如 12 或 12.5。' },
  'count-too-large': { message: '“{value}”超出任何时段的可能。', hint: '请更正数量。' },
  'country-unknown': { message: '没有该国家的节假日资料。', hint: '可用的代码：{known}。' },
  'csv-malformed': { message: '此处不是有效的 CSV：{reason}。', hint: '请检查双引号。' },
  'database-missing': {
    message: '独立的求解进程需要与服务共用的数据库。',
    hint: '请用 DATABASE_URL 给出服务所用的连接字符串。没有它的服务会自己启动求解进程。',
  },
  'data-folder-in-use': {
    message: '数据文件夹 {folder} 正被运行中的服务使用（进程 {pid}）。',
    hint: '请先停止该服务，或用 DATA_DIR 选择其他文件夹。',
  },
  'data-folder-unusable': {
    message: '无法使用数据文件夹 {folder}：{reason}',
    hint: '请使运行服务的用户可写该文件夹，或用 DATA_DIR 选择其他文件夹。',
  },
  'database-binaries': {
    message: '没有可在此运行的 PostgreSQL（{platform}）：{reason}',
    hint: '请在使用 glibc 的 Linux 上连同可选依赖一起安装，或用 DATABASE_URL 给出自己的服务器。',
  },
  'database-damaged': {
    message: '文件夹 {folder} 不为空，且其中没有 PostgreSQL 数据库。',
    hint: '请移走其内容或从副本恢复，或用 DATA_DIR 选择其他文件夹。未做任何改动。',
  },
  'database-owner': {
    message: '{folder} 中的数据库属于编号为 {owner} 的用户，而 PostgreSQL 以 {uid} 运行。',
    hint: '请以先前启动服务的用户启动，或用 chown -R 将该文件夹交给此用户。',
  },
  'database-start-failed': {
    message: '{folder} 中的 PostgreSQL 未能启动：{reason}',
    hint: '请排除所述原因（见数据文件夹中的 postgres.log）后重新启动，或用 DATABASE_URL 给出自己的服务器。',
  },
  'database-user': {
    message: 'PostgreSQL 不以 root 运行，又无法改用其他用户：{reason}',
    hint: '请以普通用户启动服务，或用 DATABASE_URL 给出自己的服务器。',
  },
  'database-newer': {
    message: '数据库的表属于更高版本的 Shiftcast（{steps}）。',
    hint: '请启动该版本，或恢复此前的备份。未做任何改动。',
  },
  'database-server-old': {
    message: '数据库服务器是 PostgreSQL {found}；Shiftcast 需要 PostgreSQL {needed} 或更高版本。',
    hint: '请用 DATABASE_URL 给出更新的服务器；不设置时 Shiftcast 会运行自带的服务器。',
  },
  'database-unreachable': {
    message: '无法连接数据库：{reason}',
    hint: '请检查服务器是否在运行，以及 DATABASE_URL 中的地址、用户名和密码是否正确。',
  },
  'backup-damaged': { message: '{file} 不是完整的备份：{reason}。', hint: '请换一份副本或更早的备份。未作任何更改。' },
  'backup-newer': {
    message: '{file} 的表属于更高版本的 Shiftcast（{steps}）。',
    hint: '请用该版本恢复。未作任何更改。',
  },
  'backup-unusable': {
    message: '无法读写 {file}：{reason}',
    hint: '请给出当前用户可用文件夹中的文件；备份只写入尚不存在的文件名。',
  },
  'store-not-empty': {
    message: '数据库中已有数据，例如 {table}。',
    hint: '请恢复到新的 DATA_DIR 或数据库，或给出 --replace：备份完整就位后，原有数据即被替换。',
  },
  'store-in-use': {
    message: '有 {connections} 个服务或求解进程的连接正在使用该数据库。',
    hint: '请先停止它们。未作任何更改。',
  },
  'restore-failed': {
    message: '备份未能恢复：{reason}',
    hint: '数据库保持原样。其用户须有权建立数据库（CREATEDB），且空间须容得下两份。',
  },
  'master-key-missing': {
    message: '数据库中的个人数据已用主密钥加密；没有给出主密钥，文件 {file} 也不存在。',
    hint: '请给出 MASTER_KEY，或从首次启动该数据库时的 DATA_DIR 复制文件 master.key。',
  },
  'master-key-wrong': {
    message: '该数据库中的个人数据是用另一个主密钥加密的。',
    hint: '请给出首次启动该数据库时的密钥：MASTER_KEY，或其 DATA_DIR 中的文件 master.key。未作任何更改。',
  },
  'master-key-unusable': {
    message: '无法使用 {file} 中的主密钥：{reason}',
    hint: '该文件应含 64 个十六进制数字，且只有其所有者可读（chmod 600）。请从您保存之处恢复。',
  },
  'database-version': {
    message: '{folder} 中的数据库属于 PostgreSQL {found}；此版本的 Shiftcast 运行 PostgreSQL {needed}。',
    hint: '请用建立它的 Shiftcast 版本启动并导出数据，再导入此处。未做任何改动。',
  },
  'date-invalid': { message: '“{value}”不是日期。', hint: '请写作 2026-12-24。' },
  'thousands-or-fraction': {
    message: '“{value}”可能指 {thousands}，也可能指 {fraction}；共有 {cells} 个数量这样书写，其余均无小数。',
    hint: '整数请不用分隔符书写（{thousands}）；小数请用其他位数书写（{withFourPlaces}）。',
  },
  'decimals-mixed': { message: '文件中同时有小数逗号与小数点。', hint: '请统一使用一种。' },
  'document-shape': { message: '此处的结构不正确。', hint: '请参考手册中的示例。' },
  'duplicate-shift-id': { message: '班次标识 {shift} 重复出现。', hint: '首次出现在 {first}；请各用不同的标识。' },
  'floor-above-ceiling': { message: '下限高于上限。', hint: '请对调或修正。' },
  'from-too-late': {
    message: '预测末日离历史（止于 {historyEnd}）太远，最多 {most} 天。',
    hint: '请提供更新的历史，或提前首日。',
  },
  'future-shift-not-behind': {
    message: '班次 {shift} 始于 {date}，不在周期之后。',
    hint: '请从后续班次中去掉周期之内或之前的班次。',
  },
  'header-column-missing': {
    message: '缺少列 {column}。',
    hint: '表头应为 timestamp,count 或 timestamp,count,ahtSeconds。',
  },
  'header-duplicate-column': { message: '列“{value}”重复。', hint: '请保留一列。' },
  'header-missing': { message: '第一行是数据，不是表头。', hint: '请加上表头 timestamp,count。' },
  'header-unknown-column': { message: '未知的列“{value}”。', hint: '可用的列：timestamp、count、ahtSeconds。' },
  'history-empty': { message: '历史没有数据。', hint: '请至少提供一周的来电数。' },
  'history-too-large': { message: '历史有 {bytes} 字节，超过 {limit}。', hint: '请缩短历史，或使用更粗的时段。' },
  'history-too-short': {
    message: '{from} 之前只有 {historyDays} 天历史。',
    hint: '预测首日之前请至少提供 {neededDays} 天。',
  },
  'horizon-out-of-range': { message: '周期为 {days} 天。', hint: '请取 {least} 到 {most} 天。' },
  'override-matches-nothing': {
    message: '{date} 的人工调整之内没有开放时段。',
    hint: '请给出预测范围内的日期，以及开放的时间。',
  },
  'like-interval': {
    message: '相似队列按 {likeMinutes} 分钟给出，本队列按 {intervalMinutes} 分钟。',
    hint: '请按本队列的时段或其等分给出相似队列。',
  },
  'like-not-older': {
    message: '相似队列仅早于本队列 {days} 天。',
    hint: '请给出历史至少早 {neededDays} 天开始的队列。',
  },
  'like-without-level': {
    message: '无法得出本队列相对于相似队列的水平。',
    hint: '请给出在相同星期和时间有来电的相似队列。',
  },
  'profile-without-days': {
    message: '日内分布用于按天的预测；本历史按 {intervalMinutes} 分钟预测。',
    hint: '请按天预测，或去掉日内分布。',
  },
  'profile-too-short': {
    message: '{from} 之前日内分布的历史不足一周。',
    hint: '请在预测首日之前至少提供一周历史，或直接给出比例。',
  },
  'queues-in-zones': { message: '该历史的时区为 {zone}，第一个队列为 {first}。', hint: '请以同一时区给出所有历史。' },
  'sample-paths-out-of-range': {
    message: '要求了 {paths} 条样本路径。',
    hint: '在此周期与时段下请取 {least} 到 {most} 条。',
  },
  'interval-empty': { message: '时段的结束不晚于开始。', hint: '结束须晚于开始。' },
  'interval-not-readable': {
    message: '每 {historyMinutes} 分钟的历史不能按 {intervalMinutes} 分钟读取。',
    hint: '请使用历史的时段或其倍数。',
  },
  'interval-unknown': { message: '无法由现有行判断时段长度。', hint: '请提供更多的行。' },
  'interval-unsupported': { message: '行距多为 {minutes} 分钟，不是可用的时段。', hint: '可用的分钟数：{allowed}。' },
  'load-too-large': {
    message: '该时段的话务量为 {loadErlang} 爱尔兰，最多 {limit}。',
    hint: '请检查单位：来电数按时段计，处理时长以秒计。',
  },
  'mixed-intervals': { message: '行的时段长度不一致。', hint: '请使用同一种时段长度。' },
  'more-issues': { message: '另有 {more} 个问题未列出。', hint: '请先修正已列出的问题，再重新读取。' },
  'name-empty': { message: '名称为空。', hint: '请填写名称：同名的日子共享经验。' },
  'origins-out-of-range': { message: '起点数为 {origins}。', hint: '请取 {least} 到 {most}。' },
  'past-shift-not-before': {
    message: '班次 {shift} 始于 {date}，不在周期之前。',
    hint: '请从过往班次中去掉周期之内或之后的班次。',
  },
  'patience-required': {
    message: '放弃率目标需要来电者的平均耐心。',
    hint: '请给出 patienceSeconds（未知时 60 到 120 秒），或改用其他目标。',
  },
  'port-refused': { message: '不能使用 {host} 的端口 {port}。', hint: '请选择大于 1023 的端口，以及本机拥有的地址。' },
  'administrator-key-missing': {
    message: '他人可访问 {host}，但尚无管理员密钥。',
    hint: '请先创建：shiftcast keys create --name NAME --role administrator；或设 HOST=127.0.0.1。',
  },
  'port-taken': { message: '{host} 的端口 {port} 已被占用。', hint: '请结束占用它的程序，或用 PORT 选择其他端口。' },
  'positions-not-a-count': { message: '人数必须是不小于 0 的整数。', hint: '请取整。' },
  'region-unknown': { message: '没有该地区的节假日资料。', hint: '可用的代码：{known}。' },
  'row-length': { message: '该行的字段数与表头不符。', hint: '含分隔符的文字请用双引号括起。' },
  'seconds-out-of-range': { message: '该秒数超出范围。', hint: '请检查单位：应为秒。' },
  'size-not-a-number': { message: '“{value}”不是大于 0 的数。', hint: '请填写寄出的件数，如 20000。' },
  'share-out-of-range': { message: '比例 {value} 不在范围内（{range}）。', hint: '请填写比例，如 80 % 写作 0.8。' },
  'shift-ends-before-start': { message: '班次 {shift} 的结束不晚于开始。', hint: '夜班在次日结束：请写明结束的日期。' },
  'shift-locked': { message: '班次“{id}”已锁定。', hint: '请先用前一个编辑解锁。' },
  'shift-outside-horizon': {
    message: '班次 {shift} 始于 {date}，在周期之外。',
    hint: '请扩大周期，或作为过往或后续班次给出。',
  },
  'span-empty': { message: '{to} 不晚于 {from}。', hint: '跨午夜的时段请分成两段：到 24:00，以及次日从 00:00 起。' },
  'span-too-long': { message: '历史首尾（{first} 与 {last}）相距超过 20 年。', hint: '请更正时间中的年份。' },
  'spans-overlap': { message: '该时段与当天另一时段重叠。', hint: '请合并两个时段。' },
  'time-does-not-exist': { message: '该当地时间被时钟跳过，不存在。', hint: '请更正时间，或写明与 UTC 的时差。' },
  'timestamp-duplicate': { message: '该时间重复出现。', hint: '每个时段请只给一行。' },
  'timestamp-invalid': { message: '“{value}”不是时间。', hint: '请写作 2026-03-02T09:30 或 2026-03-02。' },
  'timestamp-off-grid': { message: '{value} 不在 {minutes} 分钟的网格上。', hint: '请使时间落在时段的起点。' },
  'unknown-shift': { message: '草稿中没有班次“{id}”。', hint: '请重新读取草稿：可能已被他人删除。' },
  'unknown-version': { message: '草稿没有版本 {version}。', hint: '请从版本列表中选取。' },
  'waiver-unused': { message: '没有违规需要规则 {rule} 的这项豁免。', hint: '请更正规则、员工或日期，或略去该豁免。' },
  'wrong-setting': { message: '{name} 不能是“{received}”。', hint: '可取：{allowed}。' },
  'zone-unknown': { message: '“{value}”不是时区。', hint: '请填写 IANA 名称，如 Asia/Shanghai。' },
};

import type { ProblemKind } from '../problem-details.ts';
import { type Facts, fill, type Language, placesOf } from './catalog.ts';

/** What the detail of a problem says, in both languages. */
const DETAILS = {
  mistakes: { en: '{count:mistake|mistakes} in the input.', zh: '输入中有 {count} 处错误。' },
  absent: { en: 'There is no {what} "{id}".', zh: '没有{what=}“{id}”。' },
  'no-address': {
    en: 'There is nothing at {address}. All addresses stand in /docs/ and /openapi.json.',
    zh: '{address} 处没有内容。全部地址见 /docs/ 与 /openapi.json。',
  },
  'address-encoding': { en: 'The address is not encoded as addresses are.', zh: '地址的编码不正确。' },
  'id-with-nul': { en: 'There is no {what} of that id.', zh: '没有该编号的{what=}。' },
  'wrong-method': { en: '{method} is not possible here; {allow} is.', zh: '此处不能使用 {method}，可用 {allow}。' },
  'accept-excludes': { en: 'The Accept header excludes {types}.', zh: 'Accept 请求头排除了 {types}。' },
  'wrong-host': { en: 'This service answers for {hosts}.', zh: '本服务只应答 {hosts}。' },
  'foreign-origin': { en: 'The Origin header names another page.', zh: 'Origin 请求头是其他页面的来源。' },
  'role-excluded': {
    en: 'The role {role} may not call this operation.',
    zh: '角色“{role=}”不可调用此操作。',
  },
  'view-of-hr': {
    en: 'The role {role} may not see as human resources do. Leave out view=hr.',
    zh: '角色“{role=}”不可以人事视角查看。请去掉 view=hr。',
  },
  'not-yours': {
    en: 'This would belong to nobody, or to others: name a team, or an employee, of yours.',
    zh: '其归属不明或属于他人：请指明您自己的团队或员工。',
  },
  'records-of-hr': {
    en: 'Protected records are for human resources to write. Leave out `protected`: what is on record stays.',
    zh: '受保护记录只由人事填写。请去掉 `protected`：已有记录保持不变。',
  },
  'operation-excluded': {
    en: 'This key may not call {operation}: it was made for other operations.',
    zh: '该密钥不可调用 {operation}：它只用于其他操作。',
  },
  'key-missing': {
    en: 'This service asks for a key: send it as Authorization: Bearer KEY.',
    zh: '本服务需要密钥：请以 Authorization: Bearer KEY 发送。',
  },
  'link-of-others': {
    en: 'This calendar is not yours to give away.',
    zh: '您无权分享此日历。',
  },
  'key-refused': {
    en: 'The key is not known, was revoked, or is past its time.',
    zh: '该密钥不存在、已吊销或已过期。',
  },
  'too-many-requests': {
    en: 'This key or user has made as many requests as may be for now.',
    zh: '该密钥或用户的请求数已达当前上限。',
  },
  'too-many-guesses': {
    en: 'Too many keys were refused that came from this address. Wait before the next one.',
    zh: '来自该地址的无效密钥过多。请稍后再试。',
  },
  'too-many-sign-ins': {
    en: 'Too many sign-ins came from this address. Wait a moment, then sign in once.',
    zh: '来自该地址的登录过多。请稍候，再登录一次。',
  },
  'actor-with-key': {
    en: 'X-Actor is for a service without keys: who asks with a key or a session is known by it.',
    zh: 'X-Actor 只用于无密钥的服务：使用密钥或会话时，由其确定操作者。',
  },
  'session-over': {
    en: 'The session is over. Sign in again at /v1/session/sign-in.',
    zh: '会话已结束。请在 /v1/session/sign-in 重新登录。',
  },
  'csrf-missing': {
    en: 'A change by the session of a browser needs the header X-CSRF-Token, with the csrfToken of GET /v1/session.',
    zh: '通过浏览器会话修改内容时，须带 X-CSRF-Token 请求头，其值为 GET /v1/session 的 csrfToken。',
  },
  'sign-in-absent': {
    en: 'Nobody signs in here: this service has no issuer (OIDC_ISSUER). Ask with a key.',
    zh: '此处不能登录：本服务未设置身份提供方（OIDC_ISSUER）。请使用密钥。',
  },
  'sign-in-lost': {
    en: 'This sign-in was not begun in this browser, was ended already, or took longer than ten minutes. Begin it again.',
    zh: '该登录并非由此浏览器发起、已经结束，或超过十分钟。请重新登录。',
  },
  'issuer-unreachable': {
    en: 'The issuer that people sign in at does not answer. Try again in a moment; keys and open sessions go on working.',
    zh: '身份提供方没有应答。请稍后重试；密钥与已有会话仍可使用。',
  },
  'issuer-refused': {
    en: 'The issuer did not vouch for you ({reason}). Begin the sign-in again; where that does not help, show this to an administrator.',
    zh: '身份提供方未能确认您的身份（{reason}）。请重新登录；若仍不成功，请将此信息交给管理员。',
  },
  'user-unknown': {
    en: 'You are no user of this service. Ask an administrator to add you.',
    zh: '您不是本服务的用户。请联系管理员添加。',
  },
  'user-disabled': {
    en: 'Your user is disabled. Ask an administrator to activate it.',
    zh: '您的用户已停用。请联系管理员启用。',
  },
  'several-organisations': {
    en: 'You are a user of several organisations: {organisations}. Begin at /v1/session/sign-in?organisation=ID with one of them.',
    zh: '您是多个组织的用户：{organisations}。请以其中之一从 /v1/session/sign-in?organisation=ID 开始登录。',
  },
  'name-organisation': {
    en: 'You are a user of several organisations: {organisations}. Name one of them in the header X-Organisation.',
    zh: '您是多个组织的用户：{organisations}。请在 X-Organisation 请求头中指明其一。',
  },
  'page-again': { en: 'Sign in again', zh: '重新登录' },
  'page-request': { en: 'Request {id}', zh: '请求编号 {id}' },
  'return-elsewhere': {
    en: 'return_to must be a path of this service, such as /docs/.',
    zh: 'return_to 须为本服务的路径，例如 /docs/。',
  },
  'no-form': {
    en: 'Send a form (application/x-www-form-urlencoded) with the field {name}.',
    zh: '请发送含字段 {name} 的表单（application/x-www-form-urlencoded）。',
  },
  'user-exists': {
    en: 'Another user of the organisation has this e-mail address or this subject: change or remove that one.',
    zh: '本组织的另一用户已有此电子邮件地址或主体：请修改或删除该用户。',
  },
  'key-exists': {
    en: 'There is, or was, a key of the name "{id}". It stands beside what was written with it: take another name.',
    zh: '已有或曾有名为“{id}”的密钥。该名称记在其所写内容旁：请换一个名称。',
  },
  'retention-running': {
    en: 'Another process is removing what is past its time: ask again in a moment.',
    zh: '另一进程正在清除到期内容：请稍后再试。',
  },
  'wrong-type': {
    en: 'Send Content-Type: application/json, in UTF-8.',
    zh: '请发送 Content-Type: application/json，使用 UTF-8 编码。',
  },
  'body-not-utf8': { en: 'The body is not UTF-8.', zh: '请求体不是 UTF-8 编码。' },
  'body-encoding': {
    en: 'The body is not what its Content-Encoding says: it does not decompress as {encoding}.',
    zh: '请求体与 Content-Encoding 不符：不能按 {encoding} 解压。',
  },
  'body-too-large': { en: 'The body may have {maximum} bytes.', zh: '请求体最多 {maximum} 字节。' },
  'wrong-actor': {
    en: 'The X-Actor header must be a name of at most 99 letters, digits and . _ @ + -.',
    zh: 'X-Actor 请求头须为名称：最多 99 个字母、数字或 . _ @ + -。',
  },
  'team-exists': {
    en: 'There is, or was, a team "{id}" already. One that is there is replaced by PUT /v1/teams/{id} with its ETag in If-Match; a removed one does not give its id back.',
    zh: '已有或曾有团队“{id}”。现有团队请用 PUT /v1/teams/{id} 替换，并在 If-Match 中给出其 ETag；已删除的团队不再让出编号。',
  },
  'history-exists': {
    en: 'There is, or was, a history "{id}" already. Rows are appended to one that is there by POST /v1/histories/{id}/rows; a removed one does not give its id back.',
    zh: '已有或曾有历史“{id}”。现有历史请用 POST /v1/histories/{id}/rows 追加数据行；已删除的历史不再让出编号。',
  },
  'team-published': {
    en: 'Shifts of the team "{id}" are published: publish an empty roster over them first.',
    zh: '团队“{id}”有已发布的班次：请先发布空班表覆盖它们。',
  },
  'employee-scheduled': {
    en: 'Published shifts of the employee "{id}" are not over: publish a roster without them first.',
    zh: '员工“{id}”还有未结束的已发布班次：请先发布不含这些班次的班表。',
  },
  'employee-in-jobs': {
    en: 'A job that was given data of the employee "{id}" is under way: stop it, or wait for its end.',
    zh: '有任务正在使用员工“{id}”的数据：请停止该任务，或等待其结束。',
  },
  stale: {
    en: 'The {what} "{id}" is at version {version}. Read it again, and repeat the change.',
    zh: '{what=}“{id}”现为第 {version} 版。请重新读取，再作修改。',
  },
  'version-missing': {
    en: 'Send If-Match with the ETag of the version that this change starts from.',
    zh: '请发送 If-Match，给出本次修改所依据版本的 ETag。',
  },
  'etag-unknown': {
    en: 'If-Match {received} is no ETag of this service: it is a number in quotes.',
    zh: 'If-Match {received} 不是本服务的 ETag：它是引号中的数字。',
  },
  'wrong-key': {
    en: 'Idempotency-Key must be 1 to 255 visible ASCII characters without blanks.',
    zh: 'Idempotency-Key 须为 1 至 255 个可见 ASCII 字符，不含空格。',
  },
  'key-reused': {
    en: 'Another request was sent with this Idempotency-Key within the last 24 hours. Take a new key for a new request.',
    zh: '24 小时内已有另一请求使用该 Idempotency-Key。新请求请用新的键。',
  },
  breaches: {
    en: '{count:breach stands|breaches stand} against the publication.',
    zh: '有 {count} 项违规阻止发布。',
  },
  'no-result': { en: 'The job ended as {state} without a result.', zh: '任务以“{state=}”结束，没有结果。' },
  'result-cleared': {
    en: 'Request and result of the job were removed at {at}: they are kept for some days after its end.',
    zh: '任务的请求与结果已于 {at} 删除：它们只在任务结束后保留若干天。',
  },
  'request-cleared': {
    en: 'The request of the job was removed at {at}, so it cannot run again. Send it anew.',
    zh: '任务的请求已于 {at} 删除，无法再次运行。请重新提交。',
  },
  'part-result': {
    en: 'A part has no result of its own: ask for that of the job {whole}.',
    zh: '部分任务没有单独的结果：请查询任务 {whole} 的结果。',
  },
  'job-is-part': {
    en: 'This job is a part of the job {whole}, which alone can be run once more.',
    zh: '该任务是任务 {whole} 的一部分，只能重新运行后者。',
  },
  'job-not-over': {
    en: 'The job is {state}: only one that failed or was stopped can run once more.',
    zh: '任务状态为“{state=}”：只有失败或被停止的任务可再次运行。',
  },
  'result-later': {
    en: 'The job is {state}; its result is not there yet.',
    zh: '任务状态为“{state=}”，尚无结果。',
  },
  'queue-full': { en: 'As many requests wait as may wait.', zh: '等待的请求已满。' },
  overtaken: {
    en: 'Others keep changing the same thing. Repeat the request in a moment.',
    zh: '他人正不断修改同一内容。请稍后重试。',
  },
  closing: { en: 'The service is shutting down.', zh: '服务正在关闭。' },
  'thread-lost': {
    en: 'The computation ran out of memory or time. A smaller input may pass.',
    zh: '计算耗尽了内存或时间。较小的输入或可通过。',
  },
  'store-unreachable': {
    en: 'The database does not answer. Repeat the request in a moment, with the same Idempotency-Key.',
    zh: '数据库没有应答。请稍后以同一 Idempotency-Key 重试。',
  },
  'store-full': {
    en: 'The disk of the database is full; nothing was written. Where the database cannot even run, nothing can be read either: it comes back by itself once there is room.',
    zh: '数据库磁盘已满；未写入任何内容。若数据库因此无法运行，则也无法读取；有空间后会自行恢复。',
  },
  defect: {
    en: 'This is a defect of the service; its log tells more under the request id {requestId}.',
    zh: '这是服务的缺陷；日志在请求编号 {requestId} 下有更多说明。',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** Names of what is stored, and of states. */
const WORDS_ZH: Readonly<Record<string, string>> = {
  team: '团队',
  employee: '员工',
  history: '历史',
  forecast: '预测',
  'forecast of the history': '由此历史作出的预测',
  requirement: '需求',
  draft: '草稿',
  roster: '草稿',
  job: '任务',
  'result of the job': '任务的结果',
  audit: '审核',
  publication: '发布',
  absence: '缺勤',
  agreement: '协议',
  key: '密钥',
  user: '用户',
  organisation: '组织',
  administrator: '管理员',
  supervisor: '主管',
  hr: '人事',
  integration: '集成',
  queued: '排队中',
  running: '运行中',
  succeeded: '已完成',
  failed: '失败',
  stopped: '已停止',
};

/** Titles of the kinds of problems; the English ones stand with the kinds. */
export const PROBLEM_TITLES_ZH: Readonly<Record<ProblemKind, string>> = {
  'malformed-body': '请求体无法读取',
  'wrong-key': 'Idempotency-Key 不能使用',
  'foreign-origin': '其他来源的页面不可调用本服务',
  unauthenticated: '需要有效的密钥或会话',
  'sign-in-refused': '登录被拒绝',
  'issuer-unreachable': '身份提供方没有应答',
  'too-many-requests': '请求过多',
  forbidden: '您无权提出此请求',
  'not-found': '该地址没有内容',
  'wrong-method': '该地址不接受此方法',
  'not-acceptable': '没有 Accept 请求头所列的格式',
  conflict: '与已存储的内容不符',
  'not-ready': '尚无结果',
  'stale-version': '该版本之后已有修改',
  'too-large': '请求体过大',
  'wrong-type': '请求体须为 JSON',
  'wrong-host': '本服务不应答该主机名',
  'invalid-input': '输入有错误',
  'not-publishable': '有违规阻止发布',
  'key-reused': '该 Idempotency-Key 属于另一请求',
  'version-missing': '修改须指明所依据的版本',
  defect: '服务出错',
  'thread-lost': '计算已丢失',
  busy: '所有线程都在忙',
  contended: '他人正不断修改同一内容',
  closing: '服务正在关闭',
  'store-unreachable': '数据库没有应答',
  'store-full': '数据库空间已满',
};

export type DetailCode = keyof typeof DETAILS;

/** The detail of a problem as a code with its facts. */
export type Detail = { readonly code: DetailCode; readonly facts: Facts };

/** The detail of a problem, to be said in the client's language. */
export function detail(code: DetailCode, facts: Facts = {}): Detail {
  return { code, facts };
}

/** English details without facts: what was kept or sent as text finds its code again. */
const FIXED: ReadonlyMap<string, DetailCode> = new Map(
  (Object.keys(DETAILS) as DetailCode[])
    .filter((code) => placesOf(DETAILS[code].en).length === 0)
    .map((code) => [DETAILS[code].en, code]),
);

/** A detail in a language; a text that is in no catalogue stays as it is. */
export function detailText(language: Language, given: Detail | string): string {
  const { code, facts } = typeof given === 'string' ? { code: FIXED.get(given), facts: {} } : given;
  const text = code === undefined ? undefined : fill(DETAILS[code][language], facts, language === 'zh' ? WORDS_ZH : {});
  if (text !== undefined) return text;
  if (typeof given === 'string') return given;
  throw new Error(`the detail ${given.code} lacks a fact: ${Object.keys(given.facts).join(', ')}`);
}

import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiContentObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { exampleOf } from './example.ts';
import { historySchema } from './history.ts';
import type { ProblemKind } from './problem-details.ts';
import { PROBLEM_KINDS, problemDetails, problemDetailsSchema } from './problem-details.ts';
import type { OperationDescription } from './operations.ts';
import { problemsOf } from './operations.ts';
import { CSV_TYPE, XLSX_TYPE } from './sheet.ts';
import { RESOURCE_OPERATIONS } from './resources/operations.ts';
import { STATELESS_OPERATIONS } from './stateless-operations.ts';

/** What a problem of a kind says in the document's examples. */
const EXAMPLE_DETAILS: Readonly<Record<ProblemKind, string>> = {
  'malformed-body': 'This is no JSON: the end at line 1, column 2.',
  unauthenticated: 'The key is not known, was revoked, or is past its time.',
  'foreign-origin': 'The Origin header names another page.',
  'sign-in-refused': 'You are no user of this service. Ask an administrator to add you.',
  'issuer-unreachable':
    'The issuer that people sign in at does not answer. Try again in a moment; keys and open sessions go on working.',
  forbidden: 'The role integration may not call this operation.',
  'not-found': 'There is nothing at /v1/nothing.',
  'wrong-method': 'GET is not possible here; POST is.',
  'not-acceptable': 'The Accept header excludes application/json.',
  'too-large': 'The body may have 20000000 bytes.',
  'wrong-type': 'Send Content-Type: application/json, in UTF-8.',
  'wrong-host': 'This service answers for localhost, 127.0.0.1, [::1].',
  'invalid-input': '1 mistake in the input.',
  defect: 'This is a defect of the service; its log tells more under the request id.',
  'too-many-requests': 'This key or user has made as many requests as may be for now.',
  'thread-lost': 'The computation ran out of memory or time. A smaller input may pass.',
  busy: 'As many requests wait as may wait.',
  contended: 'Others keep changing the same thing. Repeat the request in a moment.',
  closing: 'The service is shutting down.',
  'wrong-key': 'Idempotency-Key must be 1 to 255 visible ASCII characters without blanks.',
  conflict: 'There is, or was, a team "support" already.',
  'not-ready': 'The job is running; its result is not there yet.',
  'stale-version': 'The team "support" is at version 4. Read it again, and repeat the change.',
  'not-publishable': '2 breaches stand against the publication.',
  'key-reused': 'Another request was sent with this Idempotency-Key within the last 24 hours.',
  'version-missing': 'Send If-Match with the ETag of the version that this change starts from.',
  'store-unreachable': 'The database does not answer. Repeat the request in a moment, with the same Idempotency-Key.',
  'store-full':
    'The disk of the database is full; nothing was written. Where the database cannot even run, nothing can be read either: it comes back by itself once there is room.',
};

const EXAMPLE_REQUEST_ID = '0b9f4c1e-3f0a-4b52-9d0f-1f1f3c5a2a11';

const requestIdHeader = {
  'X-Request-Id': { description: 'Id of the request, also in the log.', schema: { type: 'string' } },
} as const;

const HEADERS = {
  ETag: 'Version in quotes; for If-Match and If-None-Match.',
  Location: 'Address of what was made.',
  'Retry-After': 'Seconds.',
  'Preference-Applied': 'What of Prefer was followed.',
} as const;

const retryHeader = { 'Retry-After': { description: 'Seconds.', schema: { type: 'string' } } } as const;

const challengeHeader = {
  'WWW-Authenticate': { description: 'Bearer.', schema: { type: 'string' } },
} as const;

/** Responses that stand in the document once, by their kinds of problem: whoever has the same ones refers to them. */
const SHARED_RESPONSES = new Map<string, ZodOpenApiResponseObject>();

/** The response of a status that these kinds of problem share. */
function problemResponse(status: number, kinds: readonly ProblemKind[]): ZodOpenApiResponseObject {
  const examples = kinds.map((kind) => {
    const example = exampleOf(problemDetailsSchema);
    const value = kind === 'invalid-input' ? example : problemDetails(kind, EXAMPLE_DETAILS[kind], EXAMPLE_REQUEST_ID);
    return [kind, { value }] as const;
  });
  return {
    id: kinds.join('.'),
    description: kinds.map((kind) => PROBLEM_KINDS[kind].title).join('; or: '),
    headers: {
      ...requestIdHeader,
      ...(status === 503 || status === 429 ? retryHeader : {}),
      ...(status === 401 ? challengeHeader : {}),
    },
    content: {
      'application/problem+json': { schema: problemDetailsSchema, examples: Object.fromEntries(examples) },
    },
  };
}

/** A response for each status that problems of these kinds have. */
function problemResponses(kinds: readonly ProblemKind[]): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(kinds, (kind) => PROBLEM_KINDS[kind].status);
  const responses = [...byStatus].map(([status, some]) => {
    const same = [...new Set(some)].toSorted();
    const name = same.join('.');
    const response = SHARED_RESPONSES.get(name) ?? problemResponse(status, same);
    SHARED_RESPONSES.set(name, response);
    return [String(status), response] as const;
  });
  return Object.fromEntries(responses) as ZodOpenApiResponsesObject;
}

const ALWAYS: readonly ProblemKind[] = ['foreign-origin', 'wrong-method', 'wrong-host', 'defect'];
const IF_MATCH = 'ETag of the version that the change starts from, or *.';
const PREFER = 'wait=N: wait up to N seconds for the job to end; respond-async: answer with the job at once.';
const PRIORITY =
  'u=N of RFC 9218, 0 to 7, default 3: how soon the job runs among the waiting ones of its organisation, 0 first.';
const KEY =
  'A name of this request, made by the client: repeated with the same key within 24 hours it has no second effect, and the first answer comes again.';

type Parameter = { readonly name: string; readonly in: 'path' | 'header'; readonly description: string };

function headerParameters({
  method,
  ifMatch,
  prefer,
}: OperationDescription): readonly (Parameter & { readonly required: boolean })[] {
  const header = (name: string, description: string, required = false) => ({
    name,
    in: 'header' as const,
    description,
    required,
  });
  return [
    ...(ifMatch === undefined ? [] : [header('If-Match', IF_MATCH, ifMatch === 'required')]),
    ...(prefer === true ? [header('Prefer', PREFER), header('Priority', PRIORITY)] : []),
    ...(method === 'post' ? [header('Idempotency-Key', KEY)] : []),
    ...(method === 'get'
      ? []
      : [
          header('X-Actor', 'Who asks, without a key or session; written beside the change. Default local.'),
          header('X-CSRF-Token', 'Of a session: the csrfToken of GET /v1/session. Nobody else needs it.'),
        ]),
  ];
}

/** A form that is no JSON: text, or bytes. */
function formOf(type: string): ZodOpenApiContentObject[string] {
  return { schema: type === XLSX_TYPE ? { type: 'string', format: 'binary' } : { type: 'string' } };
}

function answersOf({ method, answers }: OperationDescription): ZodOpenApiResponsesObject {
  const responses = Object.entries(answers).map(([status, { description, schema, text = [], headers = [] }]) => {
    const content: Record<string, ZodOpenApiContentObject[string]> = {};
    if (schema !== undefined) content['application/json'] = { schema };
    for (const type of text) content[type] = formOf(type);
    const named = headers.map(
      (name) => [name, { description: HEADERS[name], schema: { type: 'string' as const } }] as const,
    );
    return [
      status,
      {
        description,
        headers: { ...requestIdHeader, ...(Object.fromEntries(named) as Readonly<Record<string, object>>) },
        ...(Object.keys(content).length === 0 ? {} : { content }),
      },
    ] as const;
  });
  const some = Object.values(answers).some(({ headers = [] }) => headers.includes('ETag'));
  const unchanged =
    some && method === 'get'
      ? { '304': { description: 'The client has it already (If-None-Match).', headers: requestIdHeader } }
      : {};
  return { ...Object.fromEntries(responses), ...unchanged };
}

/** An operation as the document has it. A query that takes whatever it is given is none to tell of. */
function operation(described: OperationDescription): ZodOpenApiOperationObject {
  const {
    operationId,
    summary,
    description,
    tag,
    access,
    body,
    takesTables,
    query,
    deprecated,
    parameters = {},
  } = described;
  const inPath = Object.entries(parameters).map(([name, words]) => ({
    name,
    in: 'path' as const,
    required: true,
    description: words,
    schema: { type: 'string' as const },
  }));
  const inHeaders = headerParameters(described).map((parameter) => ({
    ...parameter,
    schema: { type: 'string' as const },
  }));
  return {
    operationId,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [tag],
    ...(deprecated === undefined ? {} : { deprecated: true }),
    'x-roles': [...access],
    parameters: [...inPath, ...inHeaders],
    ...(query === undefined || Object.keys(query.shape).length === 0 ? {} : { requestParams: { query } }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: body, example: exampleOf(body) },
              ...(takesTables === true ? { [CSV_TYPE]: formOf(CSV_TYPE), [XLSX_TYPE]: formOf(XLSX_TYPE) } : {}),
            },
          },
        }),
    responses: { ...answersOf(described), ...problemResponses(problemsOf(described)) },
  };
}

const healthSchema = z
  .strictObject({ status: z.enum(['live', 'ready', 'starting']) })
  .meta({ id: 'Health', description: 'State of the process.', examples: [{ status: 'ready' }] });

function healthOperation(operationId: string, summary: string, status: string): ZodOpenApiOperationObject {
  const content = (value: string): ZodOpenApiContentObject => ({
    'application/json': { schema: healthSchema, example: { status: value } },
  });
  return {
    operationId,
    summary,
    tags: ['Service'],
    responses: {
      '200': { description: summary, headers: requestIdHeader, content: content(status) },
      ...(operationId === 'ready'
        ? { '503': { description: 'Not yet, or no longer.', content: content('starting') } }
        : {}),
      ...problemResponses(ALWAYS),
    },
  };
}

/** A calendar by its link: it stands before the question who asks, and so apart from the other operations. */
const calendarOperation: ZodOpenApiOperationObject = {
  operationId: 'getLinkedCalendar',
  summary: 'A calendar by its link',
  description: 'For calendar programs: it takes no key. Its address is that of POST /v1/calendar-links.',
  tags: ['Schedules'],
  parameters: [
    { name: 'token', in: 'path', required: true, description: 'The secret of the link.', schema: { type: 'string' } },
  ],
  responses: {
    '200': {
      description: 'The calendar.',
      headers: { ...requestIdHeader, ETag: { description: HEADERS.ETag, schema: { type: 'string' } } },
      content: { 'text/calendar': { schema: { type: 'string' } } },
    },
    '304': { description: 'The client has it already (If-None-Match).', headers: requestIdHeader },
    ...problemResponses([...ALWAYS, 'not-found', 'too-many-requests', 'store-unreachable', 'store-full', 'closing']),
  },
};

const inQuery = (name: string, description: string, required = false) => ({
  name,
  in: 'query' as const,
  required,
  description,
  schema: { type: 'string' as const },
});

const cookieHeaders = {
  ...requestIdHeader,
  'Set-Cookie': { description: 'HttpOnly, SameSite=Lax, Secure behind https.', schema: { type: 'string' } },
} as const;

/** What stops a sign-in, besides what stops everybody. */
const SIGN_IN_PROBLEMS: readonly ProblemKind[] = [
  ...ALWAYS,
  'not-found',
  'too-many-requests',
  'issuer-unreachable',
  'store-unreachable',
  'store-full',
  'closing',
];

/** Problems that a browser is told as a page: whoever takes HTML before JSON gets one, with a link to try again. */
function pageResponses(kinds: readonly ProblemKind[]): ZodOpenApiResponsesObject {
  const page = { 'text/html': { schema: { type: 'string' as const } } };
  const told = Object.entries(problemResponses(kinds)) as [string, ZodOpenApiResponseObject][];
  return Object.fromEntries(
    told.map(([status, { id: _shared, ...response }]) => [
      status,
      { ...response, content: { ...response.content, ...page } },
    ]),
  ) as ZodOpenApiResponsesObject;
}

/** The doors of sign-in: they stand before the question who asks. */
const signInOperations: Readonly<Record<string, Record<string, ZodOpenApiOperationObject>>> = {
  '/v1/session/sign-in': {
    get: {
      operationId: 'beginSignIn',
      summary: 'Sign in with a browser',
      description:
        'Sends the browser to the issuer (OpenID Connect: authorization code, PKCE, state, nonce). It has ten minutes to come back.',
      tags: ['Access'],
      parameters: [
        inQuery('return_to', 'Path of this service that the browser goes to afterwards; default /.'),
        inQuery('organisation', 'Of whom the user is; for those who are users of several.'),
      ],
      responses: {
        '302': {
          description: 'To the issuer.',
          headers: {
            ...cookieHeaders,
            Location: { description: 'Address at the issuer.', schema: { type: 'string' } },
          },
        },
        ...pageResponses([...SIGN_IN_PROBLEMS, 'invalid-input']),
      },
    },
  },
  '/v1/session/callback': {
    get: {
      operationId: 'endSignIn',
      summary: 'Back from the issuer',
      description:
        'The redirect URI to register at the issuer. It begins a session whose token nobody had before; one that the browser had is over.',
      tags: ['Access'],
      parameters: [
        inQuery('state', 'Of the sign-in that this browser began; good for one time.', true),
        inQuery('code', 'Of the issuer.'),
        inQuery('error', 'Of the issuer, where it refused.'),
        inQuery('iss', 'The issuer.'),
      ],
      responses: {
        '302': {
          description: 'To where the sign-in was to lead.',
          headers: { ...cookieHeaders, Location: { description: 'Path of this service.', schema: { type: 'string' } } },
        },
        ...pageResponses([...SIGN_IN_PROBLEMS, 'sign-in-refused']),
      },
    },
  },
  '/v1/session/logout-token': {
    post: {
      operationId: 'signOutByIssuer',
      summary: 'The issuer signs somebody out',
      description:
        'OpenID Connect Back-Channel Logout: all sessions of the user of `sub` end. The token proves who asks.',
      tags: ['Access'],
      requestBody: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: { type: 'object', properties: { logout_token: { type: 'string' } }, required: ['logout_token'] },
          },
        },
      },
      responses: {
        '200': { description: 'Whoever it was is signed out.', headers: requestIdHeader },
        ...problemResponses([...SIGN_IN_PROBLEMS, 'sign-in-refused', 'malformed-body']),
      },
    },
  },
};

/** The OpenAPI 3.1 document of the API, made from the schemas that read and describe its documents. */
export function openapiDocument(version: string): object {
  const stateless: readonly OperationDescription[] = Object.values(STATELESS_OPERATIONS);
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const described of [...stateless, ...RESOURCE_OPERATIONS])
    paths[described.path] = { ...paths[described.path], [described.method]: operation(described) };
  const tags = [...new Set(RESOURCE_OPERATIONS.map(({ tag }) => tag))];
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Shiftcast',
      version,
      summary: 'Forecasts contacts, turns them into staff per interval, solves and audits shift rosters.',
      description:
        'The arrows of the flow are stateless: whole documents in and out. Around them is a store of teams, histories, drafts and published ' +
        'schedules, where every change has an actor and a version. Instants are ISO 8601 with offset; all spans are half-open; shares are 0-1; units are in the ' +
        'names. Input is refused with all its mistakes at once, each with a code, a place, facts and a hint; Accept-Language zh gives ' +
        'them in Chinese.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'Planning', description: 'The arrows of the flow.' },
      ...tags.map((name) => ({ name })),
      { name: 'Service', description: 'State of the process.' },
    ],
    paths: {
      ...paths,
      '/v1/calendars/{token}.ics': { get: calendarOperation },
      ...signInOperations,
      '/healthz/live': { get: healthOperation('live', 'The process answers', 'live') },
      '/healthz/ready': { get: healthOperation('ready', 'The service takes work', 'ready') },
    },
    security: [{ key: [] }, { session: [] }, {}],
    components: {
      schemas: { History: historySchema },
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key of this service (POST /v1/api-keys). A service for its own machine alone may do without.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-shiftcast-session',
          description:
            'The session of a browser, begun at /v1/session/sign-in. What is no GET or HEAD needs the header X-CSRF-Token with the csrfToken of GET /v1/session.',
        },
      },
    },
  });
}

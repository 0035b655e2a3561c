/** Spans of OpenTelemetry, as far as the product speaks of them. Where no tracing is configured there is none of this, and nothing is loaded. */

/** What a span says beside its name: operations, states and ids of organisations and jobs; no names of people, no values of statements. */
export type SpanFacts = Readonly<Record<string, string | number | boolean | undefined>>;

export type SpanAsked = {
  readonly name: string;
  /** Default internal. */
  readonly kind?: 'server' | 'client' | 'consumer' | undefined;
  /** The `traceparent` (W3C) of what it belongs to; absent: the span around it. */
  readonly parent?: string | undefined;
  readonly facts?: SpanFacts | undefined;
  /** Milliseconds since 1970; absent: now. */
  readonly startedAt?: number | undefined;
};

export type Span = {
  /** Names it to whoever goes on with its work, as W3C Trace Context has it. */
  readonly traceparent: string;
  readonly rename: (name: string) => void;
  readonly tell: (facts: SpanFacts) => void;
  /** It went wrong; the text names the kind of failure alone. */
  readonly fail: (what: string) => void;
  /** `at`: milliseconds since 1970; absent: now. */
  readonly end: (at?: number) => void;
};

export type Tracing = {
  readonly start: (asked: SpanAsked) => Span;
  /** Runs work whose spans belong to this one. */
  readonly within: <T>(span: Span, work: () => T) => T;
  /** The span around this call; undefined where there is none. */
  readonly current: () => string | undefined;
  /** Sends what is not sent yet. */
  readonly close: () => Promise<void>;
};

function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return 'error';
  return 'refusal' in error && typeof error.refusal === 'string' ? error.refusal : error.name;
}

/** Does work within a span of its own, which ends with it. */
export async function traced<T>(
  tracing: Tracing | undefined,
  asked: SpanAsked,
  work: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  if (tracing === undefined) return work(undefined);
  const span = tracing.start(asked);
  try {
    return await tracing.within(span, () => work(span));
  } catch (error) {
    span.fail(failureOf(error));
    throw error;
  } finally {
    span.end();
  }
}

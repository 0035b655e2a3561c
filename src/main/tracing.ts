import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Context } from '@opentelemetry/api';
import type { Sampler } from '@opentelemetry/sdk-trace';
import type { Span, SpanAsked, SpanFacts, Tracing } from '../planning/tracing.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether somebody wants traces: an address to send them to, and nothing that turns them off. */
export function wantsTraces(env: Environment): boolean {
  const endpoint = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (endpoint === undefined || endpoint === '') return false;
  return env['OTEL_SDK_DISABLED']?.toLowerCase() !== 'true' && env['OTEL_TRACES_EXPORTER'] !== 'none';
}

function whole(env: Environment, name: string): number | undefined {
  const text = env[name]?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Facts that are known. */
function known(facts: SpanFacts = {}): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string | number | boolean] => fact[1] !== undefined),
  );
}

/**
 * Tracing by the SDK of OpenTelemetry, which reads its own variables: where to send (OTLP over HTTP, as JSON), with which headers, name and attributes of the service,
 * sampler, batches. Undefined, and nothing loaded, where no traces are wanted.
 */
export async function startTracing(
  env: Environment,
  name: 'shiftcast-api' | 'shiftcast-solver',
): Promise<Tracing | undefined> {
  if (!wantsTraces(env)) return undefined;
  const [api, core, sdk, resources, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/core'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const { trace, ROOT_CONTEXT, SpanKind, SpanStatusCode } = api;

  const share = Number(env['OTEL_TRACES_SAMPLER_ARG'] ?? '1');
  const byShare = new sdk.TraceIdRatioBasedSampler(Number.isFinite(share) ? share : 1);
  const samplers: Readonly<Record<string, Sampler>> = {
    always_on: new sdk.AlwaysOnSampler(),
    always_off: new sdk.AlwaysOffSampler(),
    traceidratio: byShare,
    parentbased_always_on: new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() }),
    parentbased_always_off: new sdk.ParentBasedSampler({ root: new sdk.AlwaysOffSampler() }),
    parentbased_traceidratio: new sdk.ParentBasedSampler({ root: byShare }),
  };
  const batches = {
    scheduledDelayMillis: whole(env, 'OTEL_BSP_SCHEDULE_DELAY'),
    exportTimeoutMillis: whole(env, 'OTEL_BSP_EXPORT_TIMEOUT'),
    maxQueueSize: whole(env, 'OTEL_BSP_MAX_QUEUE_SIZE'),
    maxExportBatchSize: whole(env, 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE'),
  };
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(manifest) as { readonly version: string };
  const own = resources.resourceFromAttributes({
    'service.name': name,
    'service.version': version,
    'service.instance.id': `${hostname()}-${process.pid}`,
  });
  const sampler = samplers[env['OTEL_TRACES_SAMPLER'] ?? ''];
  const provider = new sdk.TracerProvider({
    resource: own.merge(resources.detectResources({ detectors: [resources.envDetector] })),
    ...(sampler === undefined ? {} : { sampler }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: new OTLPTraceExporter(),
        ...Object.fromEntries(Object.entries(batches).filter(([, value]) => value !== undefined)),
      }),
    ],
  });
  const tracer = provider.getTracer('shiftcast', version);
  const around = new AsyncLocalStorage<Context>();
  const contexts = new WeakMap<Span, Context>();
  const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER } as const;

  const parentOf = (traceparent: string | undefined): Context => {
    const remote = traceparent === undefined ? null : core.parseTraceParent(traceparent);
    if (remote === null) return around.getStore() ?? ROOT_CONTEXT;
    return trace.setSpanContext(ROOT_CONTEXT, { ...remote, isRemote: true });
  };
  const traceparentOf = (context: Context): string | undefined => {
    const named = trace.getSpanContext(context);
    if (named === undefined) return undefined;
    return `00-${named.traceId}-${named.spanId}-${named.traceFlags.toString(16).padStart(2, '0')}`;
  };

  return {
    start({ name, kind, parent, facts, startedAt }: SpanAsked): Span {
      const context = parentOf(parent);
      const spanKind = kind === undefined ? SpanKind.INTERNAL : kinds[kind];
      const begun = startedAt === undefined ? {} : { startTime: startedAt };
      const span = tracer.startSpan(name, { kind: spanKind, attributes: known(facts), ...begun }, context);
      const inside = trace.setSpan(context, span);
      const made: Span = {
        traceparent: traceparentOf(inside) ?? '',
        rename: (text) => void span.updateName(text),
        tell: (more) => void span.setAttributes(known(more)),
        fail: (what) => {
          span.setStatus({ code: SpanStatusCode.ERROR, message: what });
          span.setAttribute('error.type', what);
        },
        end: (at) => span.end(at),
      };
      contexts.set(made, inside);
      return made;
    },
    within: (span, work) => around.run(contexts.get(span) ?? ROOT_CONTEXT, work),
    current: () => traceparentOf(around.getStore() ?? ROOT_CONTEXT),
    close: () => provider.shutdown(),
  };
}

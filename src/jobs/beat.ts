import { AsyncResource } from 'node:async_hooks';

export type Beats = {
  /** Asks for a beat before its time; several wishes at once are one. */
  readonly soon: () => void;
  /** The same, to tell what is new. */
  readonly tell: () => void;
  /** No more beats; settles when the one under way has ended. */
  readonly end: () => Promise<void>;
};

export type BeatOptions = {
  readonly seconds: number;
  /** `asked`: it was only asked for, and the next one in its time follows. */
  readonly beat: (asked: boolean) => Promise<void>;
  readonly failed: (error: unknown) => void;
};

/** Least time between two beats: whoever asks after a quiet time waits for none of it. */
const LEAST_MILLISECONDS = 200;

/** Beats at once and then every `seconds`, one at a time; a beat that fails is told, and the next one comes in its time. */
export function beating({ seconds, beat, failed }: BeatOptions): Beats {
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  let isEnded = false;
  let isAsked = false;
  let isNews = false;
  let last = Number.NEGATIVE_INFINITY;

  const plan = (): void => {
    clearTimeout(timer);
    if (isEnded || underWay !== undefined) return;
    const early = Math.max(0, last + LEAST_MILLISECONDS - performance.now());
    timer = setTimeout(fire, isAsked || isNews ? early : seconds * 1000);
  };
  const once = async (asked: boolean): Promise<void> => {
    try {
      await beat(asked);
    } catch (error) {
      failed(error);
    }
    underWay = undefined;
    plan();
  };
  // Whoever asks for a beat may be within a span, to which the beat does not belong.
  const fire = AsyncResource.bind((): void => {
    const asked = isAsked && !isNews;
    isAsked = false;
    isNews = false;
    last = performance.now();
    underWay = once(asked);
  });
  fire();
  return {
    soon() {
      if (isAsked) return;
      isAsked = true;
      plan();
    },
    tell() {
      if (isNews) return;
      isNews = true;
      plan();
    },
    async end() {
      isEnded = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}

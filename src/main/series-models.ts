import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OutsideMember } from '../domain/forecast.ts';
import type { SeriesModel } from '../forecasting/series-model.ts';
import type { SeriesModels } from '../planning/ports.ts';

/** The first origin inside a history lies there: a model that needed more would have no forecast to be weighed by. */
const LEAST_DAYS = 21;
/** Days that a model reads at most: a year for MSTL, two for Prophet, which needs them for its yearly season. */
const MSTL_DAYS = 364;
const PROPHET_DAYS = 735;
const SECONDS_OF_DAY = 86_400;
/** Of the optimiser's starting point, so that the same series gives the same forecast. */
const PROPHET_SEED = 1;

/** The WebAssembly that lies beside a module of augurs. */
function wasmOf(name: string): Buffer {
  return readFileSync(fileURLToPath(import.meta.resolve(`@bsull/augurs/${name}`)).replace(/\.js$/, '_bg.wasm'));
}

/** Runs what may fail on a series that the package cannot fit; undefined then, so that the model takes no part. */
function ifFitted<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    // WebAssembly that traps is broken from then on: a defect. What the package refuses is told as a text or a plain error.
    if (error instanceof Error && error.name === 'RuntimeError') throw error;
    return undefined;
  }
}

/** Seasons by loess, exponential smoothing of what is left (MSTL+ETS). */
async function mstl(): Promise<SeriesModel> {
  const { initSync, MSTL } = await import('@bsull/augurs/mstl');
  initSync({ module: wasmOf('mstl') });
  return {
    name: 'MSTL+ETS',
    leastDays: LEAST_DAYS,
    mostDays: MSTL_DAYS,
    forecast: ({ logTotals, season }, days) => {
      if (season < 2) return undefined;
      const model = MSTL.ets([season]);
      const found = ifFitted(() => {
        model.fit(logTotals);
        return model.predict(days.length).point;
      });
      model.free();
      return found;
    },
  };
}

/** A trend that bends where the data ask for it, and seasons of week and year (Prophet). */
async function prophet(): Promise<SeriesModel> {
  const { initSync, Prophet } = await import('@bsull/augurs/prophet');
  initSync({ module: wasmOf('prophet') });
  const { optimizer } = await import('@bsull/augurs-prophet-wasmstan');
  return {
    name: 'Prophet',
    leastDays: LEAST_DAYS,
    mostDays: PROPHET_DAYS,
    forecast: ({ days: known, logTotals }, days) => {
      const model = new Prophet({ optimizer, uncertaintySamples: 0 });
      const found = ifFitted(() => {
        model.fit({ ds: known.map((day) => day * SECONDS_OF_DAY), y: [...logTotals] }, { seed: PROPHET_SEED });
        return model.predict({ ds: days.map((day) => day * SECONDS_OF_DAY) }).yhat.point;
      });
      model.free();
      return found;
    },
  };
}

const load: Readonly<Record<OutsideMember, () => Promise<SeriesModel>>> = { 'mstl-ets': mstl, prophet };

const loaded = new Map<OutsideMember, Promise<SeriesModel>>();

/** The models of this thread; each is loaded when it is first asked for and stays warm. */
export const seriesModels: SeriesModels = (members) =>
  Promise.all(
    members.map((member) => {
      const model = loaded.get(member) ?? load[member]();
      loaded.set(member, model);
      return model;
    }),
  );

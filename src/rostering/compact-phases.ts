import type { modelBuilder } from '../lp/model.ts';
import type { LineModel } from './line-model.ts';

/** One binary of the compact model: this employee works this shape with its meal there. */
export type Choice = { readonly column: number; readonly day: number; readonly shape: number; readonly meal: number };

/** The path of one employee through the phases of her line, as a flow of 1 through the compact model. */
export type PhaseFlow = {
  /** Sets the flow's columns to the path of a line. */
  readonly encode: (shapes: Int32Array, values: Float64Array) => void;
};

type Builder = Pick<ReturnType<typeof modelBuilder>, 'row' | 'column'>;

/**
 * Rows that let a line be worked only along a path of phases: one continuous column per phase, day and symbol; what flows into a phase flows out of it, and
 * what flows over the symbols of a day are the shapes of that symbol. The flow is integral wherever the shapes are (Cote, Gendron & Rousseau
 * 2007). Undefined where the line has no phases to speak of.
 */
export function flowRowsOf(model: LineModel, own: readonly Choice[], builder: Builder): PhaseFlow | undefined {
  const { phases, days } = model;
  const isFree = phases.count.every((size) => size === 1) && phases.symbolCount.every((size) => size === 1);
  if (isFree && phases.prices === undefined) return undefined;
  const columns: Int32Array[] = [];
  for (let day = 0; day < days; day++) {
    const next = phases.next[day] as Int32Array;
    const points = phases.prices?.[day];
    columns.push(next.map((phase, index) => (phase < 0 ? -1 : builder.column(points?.[index] ?? 0, 0, 1, false))));
  }
  let arriving: { columns: number[]; values: number[] }[] = [{ columns: [], values: [] }];
  for (let day = 0; day < days; day++) {
    const next = phases.next[day] as Int32Array;
    const width = phases.symbolCount[day] as number;
    const after = Array.from({ length: phases.count[day + 1] as number }, () => ({
      columns: [] as number[],
      values: [] as number[],
    }));
    const bySymbol = Array.from({ length: width }, () => ({ columns: [] as number[], values: [] as number[] }));
    next.forEach((phase, index) => {
      if (phase < 0) return;
      const column = (columns[day] as Int32Array)[index] as number;
      const from = arriving[Math.floor(index / width)];
      from?.columns.push(column);
      from?.values.push(1);
      const to = after[phase];
      to?.columns.push(column);
      to?.values.push(-1);
      const symbol = bySymbol[index % width];
      symbol?.columns.push(column);
      symbol?.values.push(1);
    });
    // Out of each phase flows what came into it; 1 out of the first one.
    const inflow = day === 0 ? 1 : 0;
    for (const phase of arriving) builder.row(inflow, inflow, phase.columns, phase.values);
    for (const choice of own) {
      if (choice.day !== day) continue;
      const symbol = bySymbol[(phases.symbols[day] as Int32Array)[choice.shape] as number];
      symbol?.columns.push(choice.column);
      symbol?.values.push(-1);
    }
    // Symbol 0 is a day off, and shapes that the automata do not tell from one: it takes what is left over.
    bySymbol.slice(1).forEach(({ columns: list, values }) => builder.row(0, 0, list, values));
    arriving = after;
  }
  return {
    encode: (shapes, values) => {
      let phase = 0;
      for (let day = 0; day < days; day++) {
        const shape = shapes[day] as number;
        const symbol = shape < 0 ? 0 : ((phases.symbols[day] as Int32Array)[shape] as number);
        const index = phase * (phases.symbolCount[day] as number) + symbol;
        const column = (columns[day] as Int32Array)[index] as number;
        if (column < 0) return;
        values[column] = 1;
        phase = (phases.next[day] as Int32Array)[index] as number;
      }
    },
  };
}

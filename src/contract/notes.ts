import { isoOf } from '../domain/calendar.ts';
import type { Note } from '../domain/forecast.ts';
import type { Zone } from '../domain/units.ts';
import type { z } from 'zod';
import { noteText } from './messages/render.ts';
import type { noteSchema } from './scalars.ts';

type NoteDocument = z.output<typeof noteSchema>;

/** Facts that are points in time go out as such: by their names, which end in Start, End or Instant. */
function fromFacts(zone: Zone, facts: Note['facts']): Note['facts'] {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'number' && /(?:Start|End|Instant)$/.test(name) ? isoOf(zone, value) : value,
    ]),
  );
}

/** A note as it goes out, with its English text. */
export function fromNote(zone: Zone, note: Note): NoteDocument {
  const facts = fromFacts(zone, note.facts);
  return { code: note.code, message: noteText('en', note.code, facts), facts: { ...facts } };
}

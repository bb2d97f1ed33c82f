// What was typed into a step's sheet, as evidence; pure.
import type { BoardStep } from '@/lib/incidents/schema';
import type { StepSaying } from './tick';

export interface Fields {
  note: string;
  number: string;
  time: string;
}

/** What was typed, as evidence; a number that is none is left out and the field says so. */
export function evidenceOf(step: Pick<BoardStep, 'evidence'>, fields: Fields): Partial<StepSaying> {
  const number = Number(fields.number.replace(/[, ]/g, ''));
  return {
    ...(fields.note.trim() && { note: fields.note.trim() }),
    ...(step.evidence === 'number' && fields.number.trim() && Number.isInteger(number) && { number }),
    ...(step.evidence === 'time' && fields.time && { time: fields.time }),
  };
}

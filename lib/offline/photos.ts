// The photo inside a command: sent apart from it, and after it.
import type { HeldPhoto, Op, PhotoDraft } from './schema';

/** The photo a waiting command holds. */
export function heldPhoto({ command }: Op): HeldPhoto | null {
  const photo: unknown = 'value' in command && 'photo' in command.value ? command.value.photo : null;
  return typeof photo === 'object' ? (photo as HeldPhoto | null) : null;
}

/** The op as the server gets to know it: with the photo's id in the photo's place. */
export function withoutBytes(op: Op): Op {
  const photo = heldPhoto(op);
  if (!photo || !('value' in op.command)) return op;
  const value = { ...op.command.value, photo: photo.id };
  return { ...op, command: { ...op.command, value } as Op['command'] };
}

/** What is left to be sent when the command has its receipt; null when nothing is. */
export function photoLeft(op: Op): PhotoDraft | null {
  const photo = heldPhoto(op);
  const { id: by, incident, at } = op.command;
  return photo && { kind: 'photo.add', ...photo, incident, at, by };
}

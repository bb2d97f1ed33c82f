// Pictures people take: what comes in is made anew from its pixels alone, in a process that may die.
import { clean } from './clean';
import type { Picture } from './clean';

export { MOST_PICTURE_BYTES } from './clean';
export type { Picture } from './clean';
export { isCleanPicture, MOST_CLEAN_BYTES } from './jpeg';

/**
 * Takes an uploaded JPEG, PNG or WebP of at most MOST_PICTURE_BYTES and gives a baseline JPEG the right way up, on
 * white, at most 1280 pixels a side, with no metadata; width and height are pixels. The first frame of an animation.
 * @throws AppError invalid, with a sentence for the person, when it is no such picture or reading it goes too far
 * @throws AppError unavailable when pictures cannot be read on this machine right now
 */
export function cleanPicture(bytes: Buffer): Promise<Picture> {
  return clean(bytes);
}
